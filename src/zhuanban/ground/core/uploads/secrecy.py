"""Marks of secrecy (A15): a file that carries one is refused and kept nowhere, whichever door it came to.

The compiler looks at the printed head of a notice; this looks at what every file has: its name, the words that its
maker wrote into its properties, and the cells and paragraphs of an office file.
"""

import io
import re
import zipfile
import zlib

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads.kinds import PICTURES, Kind, kind_of
from zhuanban.ground.core.uploads.pictures import READERS, Broken, Look, look_at

LEVEL = "绝密|机密|秘密|絕密|機密"
# A mark is a level with a star or a term, in brackets, or as a grade; 保守国家秘密 and 秘密级别管理办法 are prose.
STARRED = re.compile(rf"(?P<level>{LEVEL})\s*(?:[★☆]|[*＊]\s*(?:\d{{1,2}}\s*[年月]|长期))")
BRACKETED = re.compile(rf"[（(【\[〔]\s*(?P<level>{LEVEL})级?\s*[★☆*＊\d年长期]*\s*[）)】\]〕]")
ALONE = re.compile(rf"^(?:密级[:：]?)?\s*(?P<level>{LEVEL})级?(?:\d{{1,2}}年|长期)?$")
NAME = re.compile(rf"(?:^|[\s_\-—·])(?P<level>{LEVEL})(?:级)?(?:[\s_\-—·.★☆*＊\d]|$)")
READ = (
    "docprops/core.xml", "docprops/custom.xml", "docprops/app.xml", "xl/sharedstrings.xml", "meta.xml", "content.xml",
)  # fmt: skip
HEAD_PARTS = ("word/document.xml", "xl/worksheets/sheet1.xml", "word/header1.xml", "word/header2.xml")
MOST_PART = 8 * 1024 * 1024
TAGS = re.compile(r"<[^>]{0,400}>")
ENDS = re.compile(r"</(?:w:p|si|is|t|dc:\w+|cp:\w+|vt:\w+|meta:\w+|text:p|Company|Manager)>")
HEAD_LINES = 40
TEXT_HEADS = 12
AROUND = re.compile(rf"[^\x00-\x1f<>]{{0,12}}(?:{LEVEL})[^\x00-\x1f<>]{{0,12}}")
METADATA_BYTES = 256 * 1024


def level_in_name(name: str) -> str | None:
    """The level that a file's name marks: 机密_清单.xlsx, 方案（秘密）.docx; None for 保密工作方案.docx."""
    stem = name.rpartition(".")[0] or name
    for pattern in (STARRED, BRACKETED, NAME, ALONE):
        if found := pattern.search(stem):
            return found["level"]
    return None


def level_in_line(line: str) -> str | None:
    """The level that a line, a cell or a property marks."""
    plain = line.strip()
    for pattern in (STARRED, BRACKETED, ALONE):
        if found := pattern.search(plain):
            return found["level"]
    return None


def refuse_secret(content: bytes, name: str, kind: Kind, look: Look | None = None) -> None:
    """Raise Invalid where the file's name, properties or first words carry a mark."""
    level = level_in_name(name) or _level_in(content, kind, look)
    if level:
        words = {"絕密": "绝密", "機密": "机密"}.get(level, level)
        raise Invalid(f"文件标有密级“{words}”，涉密文件不得上传，本系统没有保存它。", number="E422-50")


def refuse_marked_start(content: bytes) -> None:
    """Raise Invalid where the first piece of a photo carries a mark, so that not even this piece is kept."""
    kind = kind_of(content)
    try:
        look = look_at(kind, content) if kind in READERS else None
    except Broken:
        look = None
    refuse_secret(content, "", kind if kind in PICTURES else Kind.PNG, look)


def _level_in(content: bytes, kind: Kind, look: Look | None) -> str | None:
    lines: list[str] = []
    if kind in (Kind.OFFICE, Kind.OPEN_SHEET):
        lines = _office_lines(content)
    elif kind is Kind.TEXT:
        lines = _heads(content)
    elif kind in PICTURES or kind is Kind.PDF:
        lines = [line for words in (look.metadata if look else ()) for line in _metadata_lines(words)]
        lines += _metadata_lines(content)
    return next((level for line in lines if (level := level_in_line(line))), None)


def _heads(content: bytes) -> list[str]:
    """The first lines of a text, in the encodings that occur."""
    head = content[:METADATA_BYTES]
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    texts = (head.decode(name, errors="ignore") for name in (("utf-16",) if is_wide else ("utf-8", "gb18030")))
    return [line for text in texts for line in [each for each in text.splitlines() if each.strip()][:TEXT_HEADS]]


def _office_lines(content: bytes) -> list[str]:
    """Properties, cells, and the first paragraphs of the text."""
    lines: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                name = part.filename.lower()
                if name not in READ + HEAD_PARTS or part.file_size > MOST_PART:
                    continue
                found = _plain_lines(archive.read(part))
                lines += found[:HEAD_LINES] if name in HEAD_PARTS else found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        # The table of contents is whole and a part is not: what cannot be looked into does not come in.
        raise Invalid("文件打不开，可能没有传完整，请重新选择。", number="E422-51") from error
    return lines


def _plain_lines(markup: bytes) -> list[str]:
    """The words of a part, a line for each paragraph, cell or property."""
    text = ENDS.sub("\n", markup.decode("utf-8", errors="replace"))
    return [line for line in TAGS.sub("", text).split("\n") if line.strip()]


def _metadata_lines(content: bytes) -> list[str]:
    """What stands in the properties of a picture or a PDF, in the encodings in which their makers write."""
    ends = content[:METADATA_BYTES] + content[-METADATA_BYTES:]
    texts = (ends.decode(encoding, errors="ignore") for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
    return [line for text in texts for line in AROUND.findall(text)]
