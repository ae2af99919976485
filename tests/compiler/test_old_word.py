"""Old Word files: .doc and .wps are read like the .docx they become, and so are pages that only bear the name."""

from __future__ import annotations

from base64 import encodebytes
from pathlib import Path

import pytest

from notice_compiler import Unreadable, compile_notice, read_notice
from notice_compiler.reading import apart, old_word
from tests.compiler.test_files import NOTICE, SENTENCE, web_page, word_file

OLD = (Path(__file__).parent / "files" / "clear_water.doc").read_bytes()
MHT = (
    'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--x"\r\n\r\n'
    '----x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n'
    "----x--\r\n"
)


def mail_page() -> bytes:
    """A page as browsers and WPS save it in one file."""
    return MHT.format(page=encodebytes(web_page(NOTICE, "gb2312")).decode()).encode()


@pytest.mark.parametrize("name", ["通知.doc", "通知.wps", "通知.docx", "通知.txt", ""])
def test_an_old_word_file_gives_its_plan_under_any_name(name: str) -> None:
    plan = compile_notice(OLD, name=name)
    assert plan.notice.title == "云岭县清水行动方案"
    assert [clause.title for clause in plan.clauses][:2] == ["主要任务", "整治河道"]
    assert [duty.unit for duty in plan.duties][:2] == ["县水务局", "各乡镇人民政府"]
    assert "巡查堤岸" in plan.text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (word_file(NOTICE), "通知.doc"),
        (word_file(NOTICE), "通知.wps"),
        (web_page(NOTICE), "通知.doc"),
        (web_page(NOTICE, "gb2312"), "通知.docx"),
        (b"\xef\xbb\xbf<!-- made by an editor -->\n" + web_page(NOTICE), "通知.wps"),
        (web_page(NOTICE).decode().encode("utf-16"), "通知.doc"),
        (NOTICE.encode("gb18030"), "通知.doc"),
        (mail_page(), "通知.doc"),
        (mail_page(), "通知.mht"),
    ],
)
def test_the_content_says_what_a_file_is_not_its_name(content: bytes, name: str) -> None:
    assert read_notice(content, name=name).strip() == NOTICE.strip()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (OLD[:700], "a.doc", "另存为 .docx"),
        (OLD[:4096] + bytes(9000), "a.wps", "另存为 .docx"),
        (OLD[:512] + bytes(4096), "a.doc", "另存为 .docx"),
        (b"\x00\x01\x02 old WPS" + bytes(600), "a.wps", "另存为 .docx"),
        (rb"{\rtf1\ansi one}", "a.doc", "rtf"),
        (b"x", "a.rtf", "rtf"),
        (b"PK\x03\x04", "a.ofd", "ofd"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "a.doc", "没有正文"),
        (b"", "a.doc", "空"),
    ],
)
def test_what_cannot_be_read_says_how_to_save_it(content: bytes, name: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read_notice(content, name=name)
    assert SENTENCE.match(str(refused.value))


@pytest.mark.parametrize(
    ("stream", "says"), [("EncryptedPackage", "密码"), ("Workbook", "表格"), ("Contents", "没有 Word 文档")]
)
def test_other_compound_files_are_told_apart(stream: str, says: str) -> None:
    whole = OLD.replace("WordDocument".encode("utf-16-le"), "OtherContent".encode("utf-16-le"))
    with pytest.raises(Unreadable, match=says):
        old_word.extract(whole + stream.encode("utf-16-le"))


def test_a_library_that_does_not_end_or_dies_costs_one_file() -> None:
    with pytest.raises(Unreadable, match="太长"):
        apart.extract_apart("notice_compiler.reading.old_word", OLD, apart.Bounds(0.01, apart.GIB))
    with pytest.raises(Unreadable, match="损坏"):
        apart.extract_apart("notice_compiler.reading.no_such_reader", OLD, apart.Bounds(30, apart.GIB))
    with pytest.raises(Unreadable, match="损坏"):
        apart.extract_apart("notice_compiler.reading.old_word", OLD, apart.Bounds(30, 1024))
