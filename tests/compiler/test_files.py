"""Files: five formats in, one Chinese sentence for a wrong one."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from notice_compiler import Unreadable, check_upload, compile_notice, read_notice
from tests.compiler.test_reference import SOURCE

NOTICE = """关于印发《云溪区清水行动方案》的通知
各镇人民政府：
现将方案印发给你们，请认真执行。
云溪区水务局
2031年5月7日
云溪区清水行动方案
一、主要任务
（一）整治河道。清理漂浮垃圾，保持水面清洁。（责任单位：区水务局、各镇人民政府）
二、保障措施
（一）加强领导。成立工作专班，统筹推进各项工作。
"""
SENTENCE = re.compile(r"^[\u4e00-\u9fff][^\n]*。$")


def word_file(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def web_page(text: str, charset: str = "utf-8") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>站</title><style>p{{}}</style></head>"
    return f"{page}<body><nav>首页 导航</nav><div><div>{body}</div></div><footer>版权</footer></body></html>".encode(
        charset
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (NOTICE.encode(), "通知.txt"),
        (NOTICE.encode("utf-8-sig"), "通知.txt"),
        (NOTICE.encode("gb18030"), "通知.txt"),
        (NOTICE.encode("utf-16"), "通知.txt"),
        (NOTICE.encode("utf-32"), "通知.txt"),
        (NOTICE.encode("utf-16-le"), "通知.txt"),
        (NOTICE.encode("utf-16-be"), "通知.txt"),
        (b"\x84\x31\x95\x33" + NOTICE.encode("gb18030"), "通知.txt"),
        (NOTICE.encode("gb18030") + b"\xd5", "通知.txt"),
        (NOTICE.encode() + "完".encode()[:2], "通知.txt"),
        (NOTICE.replace("\n", "\r", 3).replace("\n", "\u2028", 2).encode(), "通知.txt"),
        (NOTICE.replace("水", "\x00水\x07", 1).encode(), "通知.txt"),
        (NOTICE.replace("\n", "\r\n").encode(), "通知.txt"),
        (NOTICE.replace("一、主要", "## 一、主要").encode(), "通知.md"),
        (web_page(NOTICE), "通知.html"),
        (web_page(NOTICE, "gb2312"), "通知.htm"),
        (word_file(NOTICE), "通知.docx"),
        (word_file(NOTICE), ""),
    ],
)
def test_every_format_gives_the_same_plan(content: bytes, name: str) -> None:
    check_upload(content, name)
    assert read_notice(content, name=name).strip() == NOTICE.strip()
    assert compile_notice(content, name=name).duties == compile_notice(NOTICE).duties


def test_a_page_without_words_keeps_comments_and_scripts_out() -> None:
    page = "<html><body><!-- x --><script>y</script><p>一、任务<br>z</p></body></html>"
    assert read_notice(page.encode(), name="a.html") == "一、任务\nz"


def test_a_mark_of_secrecy_in_the_head_of_a_word_file_is_a_mark() -> None:
    document = docx.Document()
    document.add_paragraph(NOTICE)
    document.sections[0].header.paragraphs[0].text = "云溪区水务局文件"
    kept = io.BytesIO()
    document.save(kept)
    assert read_notice(kept.getvalue(), name="a.docx")
    document.sections[0].header.paragraphs[0].text = "机密★10年"
    marked = io.BytesIO()
    document.save(marked)
    with pytest.raises(Unreadable, match="机密"):
        read_notice(marked.getvalue(), name="a.docx")


def test_a_few_broken_bytes_are_shown_and_lose_nothing_else() -> None:
    broken = (NOTICE * 5).encode().replace("县".encode(), b"\xe5\x8e", 1).replace("各镇".encode(), b"\xff\xfe", 1)
    assert read_notice(broken, name="a.txt").replace("\ufffd", "").count("现将方案") == 5


def docx_without_document() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("other.txt", "x")
    return held.getvalue()


def docx_with_broken_document() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    return held.getvalue()


def docx_bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (61 * 1024 * 1024))
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.txt", "空"),
        (b" \n\r\n ", "a.txt", "空"),
        (bytes(range(256)) * 40, "a.txt", "编码"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.txt", "图片已损坏"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.png", "图片已损坏"),
        (b"\x00\x00\x00\x20ftypheic" + bytes(500), "a.heic", "不认识"),
        (NOTICE.encode(), "a.png", "png"),
        (b"x" * (50 * 1024 * 1024), "a.txt", "20 MB"),
        (NOTICE.encode(), "a.docx", "docx"),
        (b"PK\x03\x04" + bytes(100), "a.docx", "docx"),
        (docx_without_document(), "a.docx", "docx"),
        (docx_with_broken_document(), "a.docx", "docx"),
        (docx_bomb(), "a.docx", "太大"),
        (NOTICE.encode(), "a.pdf", "pdf"),
        (b"%PDF-1.7 nothing", "a.pdf", "损坏"),
        (word_file(""), "a.docx", "没有文字"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc", "另存为"),
        ("机密★10年\n".encode() + NOTICE.encode(), "a.txt", "机密"),
        ("000012\n秘密★\n".encode() + NOTICE.encode(), "a.txt", "秘密"),
        ("绝 密\n特急\n".encode() + NOTICE.encode(), "a.txt", "绝密"),
        (word_file("密级：机密\n" + NOTICE), "a.docx", "机密"),
    ],
)
def test_a_wrong_file_gets_one_chinese_sentence(content: bytes, name: str, says: str) -> None:
    for door in (lambda: check_upload(content, name), lambda: compile_notice(content, name=name)):
        with pytest.raises(Unreadable, match=says) as refused:
            door()
        assert SENTENCE.match(str(refused.value))


MARKS = ["机密★10年", "秘密☆", "绝密★", "机密级", "秘密★长期", "机密*5年", "密级：绝密", "000012 机密★1年", "機密★"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_marked_text_is_refused_at_every_door(mark: str) -> None:
    text = f"{mark}\n{NOTICE}"
    for door in (lambda: compile_notice(text), lambda: read_notice(text.encode(), name="a.txt")):
        with pytest.raises(Unreadable, match="密级"):
            door()


@pytest.mark.parametrize(
    "line",
    ["做好保密工作，机密文件不得上网。", "机密级计算机管理办法", "商业秘密", "严守国家秘密", "保守国家秘密。"],
)
def test_speaking_of_secrets_is_no_mark(line: str) -> None:
    check_upload(f"{line}\n{NOTICE}".encode(), "a.txt")
    assert compile_notice(f"{line}\n{NOTICE}").clauses


def test_the_originals_read_like_their_texts(shared: Path) -> None:
    notices = shared / "notices"
    for original in sorted((notices / "original").glob("*")):
        text = notices / f"{original.stem.removesuffix('_webprint')}.txt"
        plan, wanted = compile_notice(original), compile_notice(text)
        assert [clause.title for clause in plan.clauses] == [clause.title for clause in wanted.clauses], original.name


def test_the_command_prints_a_plan_or_one_sentence(tmp_path: Path) -> None:
    good, bad = tmp_path / "通知.txt", tmp_path / "空.txt"
    good.write_text(NOTICE, encoding="utf-8")
    bad.write_bytes(b"")
    run = [sys.executable, "-m", "notice_compiler"]
    done = subprocess.run([*run, str(good), "--json"], capture_output=True, check=True, cwd=SOURCE)
    assert done.stdout.startswith(b'{"schema": "urn:zhuanban:plan:1"')
    for path in (bad, tmp_path / "没有.txt"):
        failed = subprocess.run([*run, str(path)], capture_output=True, check=False, cwd=SOURCE)
        assert failed.returncode == 2
        assert failed.stdout == b""
        assert SENTENCE.match(failed.stderr.decode().strip())


def test_importing_the_compiler_loads_no_library_for_files() -> None:
    code = (
        "import sys, notice_compiler; print([m for m in ('lxml', 'docx', 'pypdfium2', 'django') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=SOURCE)
    assert done.stdout.decode().strip() == "[]"
