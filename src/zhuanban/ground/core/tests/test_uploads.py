"""The guard of every door that takes a file: honest files pass, others are told why and kept nowhere."""

import io
import zipfile

import docx
import pytest
import xlsxwriter
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import DOCUMENTS, PHOTOS, PICTURES, SHEETS, Kind, admit, clean_name, kind_of

MB = 1024 * 1024
ALL = DOCUMENTS | PICTURES


def picture(form: str = "JPEG", **given) -> bytes:
    held = io.BytesIO()
    Image.effect_noise((320, 240), 60).save(held, form, **given)
    return held.getvalue()


def word(*lines: str, **properties: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def sheet(*cells: str) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    page = book.add_worksheet("单位")
    for row, cell in enumerate(cells):
        page.write(row, 0, cell)
    book.close()
    return held.getvalue()


def packed(**parts: bytes) -> bytes:
    """A small archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return held.getvalue()


def added(office: bytes, name: str, content: bytes) -> bytes:
    """The office file with one part more."""
    held = io.BytesIO(office)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def why(content: bytes, name: str = "文件", kinds=ALL, most: int = 20 * MB) -> str:
    with pytest.raises(Invalid) as refused:
        admit(content, name, kinds=kinds, most_bytes=most)
    assert refused.value.number.startswith("E422-")
    return refused.value.message


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture(), Kind.JPEG),
        (picture("PNG"), Kind.PNG),
        (picture("WEBP"), Kind.WEBP),
        (picture("GIF"), Kind.GIF),
        (picture("BMP"), Kind.BMP),
        (picture("TIFF"), Kind.TIFF),
        (word("关于印发方案的通知"), Kind.OFFICE),
        (sheet("柳河镇"), Kind.OFFICE),
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", Kind.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Kind.OLD_OFFICE),
        ("关于印发方案的通知".encode(), Kind.TEXT),
        ("关于印发方案的通知".encode("gb18030"), Kind.TEXT),
        ("关于印发方案的通知".encode("utf-16"), Kind.TEXT),
        (b"BMW is a word", Kind.TEXT),
        (b"MZ begins a text", Kind.TEXT),
        ("<!DOCTYPE html><html><body>通知".encode(), Kind.WEB),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', Kind.VECTOR),
        (b"<svg onload=alert(1)>", Kind.VECTOR),
        (b"MZ\x90\x00\x03" + bytes(300), Kind.PROGRAM),
        (b"\x7fELF\x02\x01" + bytes(300), Kind.PROGRAM),
        (b"#!/bin/sh\nrm -rf /", Kind.PROGRAM),
        (packed(a__txt=b"x"), Kind.ARCHIVE),
        (b"Rar!\x1a\x07\x00", Kind.ARCHIVE),
        (bytes(range(256)) * 4, Kind.UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize("content", [picture(), picture("PNG"), word("一、总体要求"), sheet("柳河镇"), "一、".encode()])
def test_honest_files_come_in_as_they_are(content):
    admitted = admit(content, "材料", kinds=ALL, most_bytes=20 * MB)
    assert admitted.content == content


def test_a_photo_with_a_film_behind_it_comes_in():
    """Phones append the second before the shutter to a photo, and notes of their own."""
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 200
    admit(picture() + film, "IMG.jpg", kinds=PHOTOS, most_bytes=15 * MB)
    admit(picture() + b"\x00" * 40 + b"SEFT", "IMG.jpg", kinds=PHOTOS, most_bytes=15 * MB)


def test_what_the_door_does_not_take_is_named():
    assert why(b"MZ\x90\x00\x03" + bytes(300), "照片.jpg") != why(b"MZ\x90\x00\x03" + bytes(300), "通知.docx")
    assert why(b"<svg onload=alert(1)>", "图.png", PHOTOS) == (
        "文件名写的是 .png，内容其实是SVG 图形，这里只收JPG 图片、PNG 图片、WebP 图片。"
        "改文件名没有用，请直接选手机拍的原图，或者截图后上传图片。"
    )
    assert "压缩包" in why(packed(a__txt=b"x"), "通知.docx")
    assert "网页" in why(b"<html><script>alert(1)</script>", "照片.jpg", PHOTOS)


def test_empty_and_too_big():
    assert "空的" in why(b"")
    assert "超过 1 MB" in why(picture("BMP") * 20, most=MB)


@pytest.mark.parametrize(
    "content",
    [
        picture() + packed(a__js=b"alert(1)"),
        picture("PNG") + packed(a__class=b"\xca\xfe\xba\xbe"),
        picture("GIF") + packed(a__js=b"alert(1)"),
        picture() + b"<script>alert(1)</script>",
        picture("PNG") + b"<?php system('id');",
        picture() + b"MZ\x90\x00" + bytes(300),
        picture()[:20] + b"%PDF-1.4" + picture()[20:],
        b"%PDF-1.7\n" + bytes(2000) + packed(a__jar=b"x"),
    ],
)
def test_a_file_that_is_two_things_is_refused(content):
    assert "藏着另一种文件" in why(content)


def test_an_office_file_that_swells_is_refused():
    swelling = added(word("通知"), "word/media/big.bin", bytes(64 * MB))
    assert "大得不正常" in why(swelling, kinds=DOCUMENTS)
    held = io.BytesIO(word("通知"))
    with zipfile.ZipFile(held, "a") as archive:
        for number in range(5001):
            archive.writestr(f"x/{number}", b"")
    assert "大得不正常" in why(held.getvalue())


def test_an_office_file_with_programs_macros_or_a_lock_is_told_what_to_do():
    assert "宏" in why(added(word("通知"), "word/vbaProject.bin", b"x"))
    assert "压缩包或程序" in why(added(word("通知"), "word/embeddings/run.exe", b"MZ"))
    assert "压缩包或程序" in why(added(sheet("柳河镇"), "xl/embeddings/more.zip", b"PK"))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in why(locked)


def test_an_archive_behind_something_else_is_refused():
    shifted = b"PK\x03\x04" + bytes(60) + word("通知")
    assert "前面接了别的内容" in why(shifted)


@pytest.mark.parametrize("cut", [10, 200, 4000])
def test_a_broken_office_file_is_told(cut):
    assert "没有传完整" in why(word("通知")[:-cut])


def titled(words: str) -> PngInfo:
    properties = PngInfo()
    properties.add_itxt("Title", words)
    return properties


SECRET = "涉密文件不得上传，本系统没有保存它"


@pytest.mark.parametrize(
    "name",
    ["机密★.docx", "方案（秘密）.docx", "[绝密]名单.xlsx", "秘密_清单.xls", "机密.pdf", "绝密级 单.docx", "单-机密.et"],
)
def test_a_mark_in_the_name_is_enough(name):
    assert SECRET in why(word("通知"), name)


@pytest.mark.parametrize("name", ["保密工作方案.docx", "保守国家秘密通知.docx", "涉密人员.doc", "商业秘密保护.docx"])
def test_prose_about_secrecy_in_a_name_is_no_mark(name):
    admit(word("通知"), name, kinds=DOCUMENTS, most_bytes=MB)


@pytest.mark.parametrize(
    "content",
    [
        word("机密★10年", "关于印发方案的通知"),
        word("通知", keywords="机密"),
        word("通知", category="（秘密）"),
        sheet("单位", "柳河镇", "秘密★5年"),
        picture("PNG", pnginfo=titled("机密★")),
        picture(comment="密级：秘密★3年".encode()),
        b"%PDF-1.7\n<< /Title (" + "机密★1年".encode("utf-16-be") + b") >>",
    ],
)
def test_a_mark_in_properties_cells_or_head_is_enough(content):
    assert SECRET in why(content)


@pytest.mark.parametrize("words", ["严格保守国家秘密和工作秘密。", "加强机密文件管理", "涉及商业秘密、个人隐私的除外"])
def test_prose_about_secrecy_is_no_mark(words):
    admit(word("通知", words), "通知.docx", kinds=DOCUMENTS, most_bytes=MB)
    admit(sheet("单位", words), "单位.xlsx", kinds=SHEETS, most_bytes=MB)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\通知.docx", "通知.docx"),
        ("通知\u202excod.exe", "通知xcod.exe"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("   ", "未命名"),
        ("...", "未命名"),
        ("长" * 300 + ".docx", "长" * 108 + ".docx"),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_name_is_cleaned_of_what_cannot_be_shown(written, shown):
    assert clean_name(written) == shown
