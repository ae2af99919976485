"""Word tables of before and after (.docx, .doc, .wps) as items with their pictures."""

import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import SHEETS, Kind, admit
from zhuanban.work.takeovers.rules.folders import day_in, role_in, township_in
from zhuanban.work.takeovers.rules.headings import guessed
from zhuanban.work.takeovers.rules.items import Item

MOST_BYTES = 60 * 1024 * 1024
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
LABELLED = re.compile(
    r"(地点|位置|点位|时间|日期|问题|事项|乡镇|街道|镇街|说明|措施)\s*[:：]\s*([^\n:：]+?)(?=\s{2,}|\n|$|[；;])"
)
LABELS = {"地点": "place", "位置": "place", "点位": "place", "时间": "day", "日期": "day", "问题": "title",
          "事项": "title", "乡镇": "township", "街道": "township", "镇街": "township", "说明": "detail",
          "措施": "detail"}  # fmt: skip


# Of a whole file or chapter, not of a place.
TITLE = re.compile("前后|对比|附件|台账|汇总|一览|情况表")


@dataclass
class Found:
    """Items whose pictures are bytes still, each under the row of its item and its role; what was left out."""

    items: list[Item] = field(default_factory=list)
    pictures: list[tuple[int, str, bytes]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    text: str
    pictures: Sequence[bytes]


def read_words(content: bytes, name: str, townships: Mapping[str, int]) -> Found:
    """Every row of every table with a column or label 整改前 or 整改后; Invalid where there is none."""
    admitted = admit(content, name, kinds=SHEETS, most_bytes=MOST_BYTES, field="content")
    document = _opened(_converted(content) if admitted.kind is Kind.OLD_OFFICE else content)
    found, loose = Found(), 0
    above: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            _read_table(_grid(block), above, townships, found)
            above = []
        else:
            loose += sum(1 for _ in block._p.iter(BLIP))
            above = [*above[-2:], block.text.strip()] if block.text.strip() else above
    if loose:
        found.left_out.append(f"有 {loose} 张图片不在表格里，没有收")
    if not found.items:
        raise Invalid("文件里没有找到带“整改前”“整改后”的表格，请检查文件，或者用照片文件夹上传。", "content")
    return found


def _opened(content: bytes) -> Any:
    try:
        return import_module("docx").Document(io.BytesIO(content))
    except Exception as error:  # the library meets a broken file in more ways than it names
        raise Invalid("这个文件读不出来，可能不是 Word 文档或已损坏，请另存为 .docx 后重新上传。", "content") from error


def _converted(content: bytes) -> bytes:
    """A .doc or .wps as .docx, by the library that reads old notices."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.doc", Path(folder) / "new.docx"
        old.write_bytes(content)
        try:
            import_module("doc2docx").convert(old, new)
            return new.read_bytes()
        except Exception as error:
            raise Invalid("这个旧版文件读不出来，请用 WPS 或 Word 另存为 .docx 后重新上传。", "content") from error


def _grid(table: Any) -> list[list[Cell]]:
    """The cells row by row; what spans several columns stands in each of them, its pictures in the first."""
    rows, seen = [], set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            pictures = [] if cell._tc in seen else list(_pictures(cell))
            seen.add(cell._tc)
            cells.append(Cell(cell.text.strip(), pictures))
        rows.append(cells)
    return rows


def _pictures(cell: Any) -> Iterator[bytes]:
    for blip in cell._tc.iter(BLIP):
        part = cell.part.related_parts.get(blip.get(EMBED))
        if part is not None:
            yield part.blob


def _roles(row: Sequence[Cell]) -> dict[int, str]:
    """Column → before or after, for a row that labels its columns so."""
    return {
        place: role for place, cell in enumerate(row)
        if len(cell.text) <= 12 and (role := role_in(cell.text))
    }  # fmt: skip


def _read_table(rows: Sequence[Sequence[Cell]], above: Sequence[str], known: Mapping[str, int], found: Found) -> None:
    head: dict[int, str] = {}
    names: dict[int, str] = {}
    captions = list(above)
    for number, row in enumerate(rows, start=1):
        roles = _roles(row)
        if len(set(roles.values())) == 2 or (roles and not head):
            head, names = roles, _columns(row, roles)
            if any(cell.pictures for cell in row):
                _take(row, head, names, captions, known, found, number)
        elif any(cell.pictures for cell in row) and head:
            _take(row, head, names, captions, known, found, number)
            captions = [] if not names else captions
        elif (words := _line(row)) and not _append(found, words, head, names, known):
            captions.append(words)


def _columns(row: Sequence[Cell], roles: Mapping[int, str]) -> dict[int, str]:
    """Column → what its heading means, beside those of the pictures."""
    headings = {place: cell.text for place, cell in enumerate(row) if place not in roles and cell.text}
    meant = guessed(list(dict.fromkeys(headings.values())), {})
    return {place: meant[text] for place, text in headings.items() if meant.get(text)}


def _line(row: Sequence[Cell]) -> str:
    return "  ".join(dict.fromkeys(cell.text for cell in row if cell.text))


def _append(
    found: Found, words: str, head: Mapping[int, str], names: Mapping[int, str], known: Mapping[str, int]
) -> bool:
    """Words below the pictures of a block belong to it; in a table of rows they do not."""
    if names or not head or not found.items:
        return False
    _told(found.items[-1], [words], known)
    return True


def _take(
    row: Sequence[Cell], head: Mapping[int, str], names: Mapping[int, str], captions: Sequence[str],
    known: Mapping[str, int], found: Found, number: int,
) -> None:  # fmt: skip
    item = Item(len(found.items) + 1, f"第 {number} 行")
    for place, meaning in names.items():
        if place >= len(row) or not row[place].text or row[place].text in _taken(item):
            continue
        _put(item, meaning, row[place].text, known)
    _told(item, captions, known)
    for place, cell in enumerate(row):
        role = head.get(place, "loose")
        if cell.text and place in head and not role_in(cell.text):
            _put(item, "detail", cell.text, known)
        found.pictures += [(item.row, role, picture) for picture in cell.pictures]
    item.is_closed = any(role == "after" for row_, role, _ in found.pictures if row_ == item.row)
    found.items.append(item)


def _taken(item: Item) -> set[str]:
    return {item.place, item.title, item.township_said}


def _put(item: Item, meaning: str, words: str, known: Mapping[str, int]) -> None:
    if meaning == "township":
        item.township, item.township_said = township_in(words, known), words
    elif meaning in {"happened_on", "closed_on", "planned_on"}:
        setattr(item, meaning, day_in(words))
    elif meaning == "detail":
        item.detail = "；".join(part for part in (item.detail, words) if part)[:1000]
    elif meaning in {"place", "title"} and not getattr(item, meaning):
        setattr(item, meaning, words[:120])


def _told(item: Item, captions: Sequence[str], known: Mapping[str, int]) -> None:
    """What captions say: 地点：中心大街东首; a caption without labels names the place or the township."""
    for caption in captions:
        labelled = LABELLED.findall(caption)
        for label, words in labelled:
            meaning = LABELS[label]
            if meaning == "day":
                item.closed_on = item.closed_on or day_in(words)
            else:
                _put(item, meaning, words.strip(), known)
        if item.township is None and (pk := township_in(caption, known)) is not None:
            item.township, item.township_said = pk, caption[:40]
        elif not labelled and not item.place and not day_in(caption) and not TITLE.search(caption):
            item.place = caption[:120]
