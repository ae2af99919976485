"""Head matter: title, issuers, number, date, recipients. 关于印发《…实施方案》的通知 / 各镇人民政府： / 2024年2月5日"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from notice_compiler.draft import Draft, Line, Region
from notice_compiler.grammar.days import FULL_DAY, WRITTEN_DAY, full_day
from notice_compiler.grammar.words import squash
from notice_compiler.lexicon.heads import FOREIGN, LETTERHEAD, NUMBER, REMARK
from notice_compiler.lexicon.markers import MARKERS
from notice_compiler.lexicon.organs import ISSUER, SIGNATURE
from notice_compiler.model import Header

NUMBER_LINE = re.compile(rf"^（?(?P<number>{NUMBER})）?$")
TAIL_LINES = 6
SIGNED_LENGTH = 30
TABLE = re.compile("^(?:序号|编号)$")
NAMELESS = re.compile(r"\(\?P<\w+>")
DATE_LINE = re.compile(
    rf"^（?(?:{FULL_DAY.pattern}|{NAMELESS.sub('(?:', WRITTEN_DAY.pattern)})"
    r"(?:印发|发布|公布|[^（）。；]{0,30}(?:公布|发布|印发|通过|施行)(?=）))?）?$"
)
RECIPIENTS = re.compile(
    r"^(?:各|市|区|县|省|州|旗|有关|本|机关|全|国务院|自治区|[\u4e00-\u9fff]{2,8}(?:市|区|县|镇|街道|局|委|办)).*[：:]$"
)
PROSE = re.compile(r"[。；]|^(?:为|根据|按照|现将|近年来|经|《.*》已经)|[：:]$")
PLAN_WORDS = re.compile(
    r"(?:方案|措施|意见|细则|办法|计划|通知|规划|要点|规定|决定|预案|清单|指引|通报|公告|政策|条例|规则|纲要|规程|通告|安排|行动)[（(]?(?:试行|暂行)?[）)]?$"
)
QUOTED = re.compile(
    r"《((?:[^《》]|《[^《》]*》)+)》(?:已经|已由|业经|经.{1,20}同意|印发|发给|转发)|(?:现将|(?<!关于)印发)《((?:[^《》]|《[^《》]*》)+)》"
)
INNER = re.compile(r"(?:印发|转发|发布|公布|下发)(?:关于)?[《〈]?(?P<title>.{1,200}?)[》〉]?的通知$")
PLACE = re.compile(r"^(?:中共)?(?P<place>[\u4e00-\u9fff]{2,14}?(?:省|市|区|县|旗|州))(?:委员会|委|人民政府|$)")
ANNEX = re.compile(r"^附\s?件\s?\d*$")
LONGEST_TITLE = 400
TITLE_LINES = 40
TITLE_YEAR = re.compile(r"(20\d\d)[—-]?年?")


@dataclass(frozen=True, slots=True)
class Cover:
    """The lines before the first numbered item, as words."""

    lines: tuple[str, ...]
    spans: tuple[Line, ...]


def run(draft: Draft) -> Draft:
    """Read the cover, and the signature at the very end where the cover has none."""
    cover = _cover(draft)
    before, after, recipients = _parts(cover)
    tail = tuple(draft.words_of(line) for line in draft.lines[-TAIL_LINES:])
    before = _without_letterhead(before)
    notice_title = _title_lines(before)
    issuers, day = _signed(after) or _signed(before) or _signed(tail) or ((), None)
    title = _own_title(notice_title, after)
    if not issuers and (found := ISSUER.match(notice_title)):
        issuers = tuple(part for part in re.split(r"[、\s]+", found["organ"]) if part)
    number = next((found["number"] for line in cover.lines if (found := _number(line))), None)
    header = Header(title, issuers, number, day or _any_date(before), recipients)
    end = _end(draft, cover)
    return replace(
        draft,
        notice=header,
        place=_place((*issuers, title, notice_title)),
        year=_year(header, notice_title),
        regions=(*draft.regions, Region(0, end, "cover"), *_closing(draft, end)),
    )


def _end(draft: Draft, cover: Cover) -> int:
    """Where the cover ends; a table right behind 附件1 and a title belongs to that annex."""
    count = len(cover.spans)
    if count < len(draft.lines) and draft.lines[count].row:
        count = next((n for n in reversed(range(count)) if ANNEX.match(cover.lines[n])), count)
    return draft.lines[count - 1].end if count else 0


def _closing(draft: Draft, after: int) -> Iterator[Region]:
    """Signature, day and （此件公开发布） below the text; the cells of a table are none."""
    lines = [line for line in draft.lines if line.start >= after]
    if any(TABLE.match(draft.words_of(line)) for line in lines):
        return
    first = max(0, len(lines) - TAIL_LINES)
    for index in range(first, len(lines)):
        if not DATE_LINE.match(re.sub(r"\s", "", draft.words_of(lines[index]))):
            continue
        begin = index
        while begin > first and _signs(draft.words_of(lines[begin - 1])):
            begin -= 1
        last = index
        while last + 1 < len(lines) and REMARK.match(draft.words_of(lines[last + 1])):
            last += 1
        yield Region(lines[begin].start, lines[last].end, "signature")
        return


def _cover(draft: Draft) -> Cover:
    """Up to the first 一、 or 第一章; in a notice without them, up to the first number of any style."""
    for styles in (("part", "chapter"), ("section", "item", "article", "stage")):
        patterns = [pattern for style, _, pattern in MARKERS if style in styles]
        for index, line in enumerate(draft.lines):
            if line.row or any(pattern.match(draft.text, line.start) for pattern in patterns):
                return _taken(draft, index)
    return _taken(draft, len(draft.lines))


def _taken(draft: Draft, count: int) -> Cover:
    kept = draft.lines[:count]
    return Cover(tuple(draft.words_of(line) for line in kept), kept)


def _parts(cover: Cover) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What stands before and after the line of recipients, and the recipients."""
    for index, line in enumerate(cover.lines):
        if RECIPIENTS.match(line) and "。" not in line and len(line) <= 300:
            return cover.lines[:index], cover.lines[index + 1 :], _listed(line)
    return cover.lines, cover.lines, ()


def _listed(line: str) -> tuple[str, ...]:
    """各乡镇党委和人民政府、街道党工委和办事处，区有关部门（单位）: the comma divides kinds of recipients."""
    groups = [part.strip() for part in re.split(r"[，,；;]", line.rstrip("：:")) if part.strip()]
    return tuple(groups)


def _number(line: str) -> re.Match[str] | None:
    return NUMBER_LINE.match(re.sub(r"\s", "", line))


def _without_letterhead(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Neither what a web page put above the notice, nor 云溪区水务局文件 above the number."""
    kept = tuple(line for line in lines if not FOREIGN.search(line))
    at = next((index for index, line in enumerate(kept) if _number(line)), 0)
    above = kept[:at]
    titled = any(PLAN_WORDS.search(line) or "关于" in line for line in above)
    return kept[at:] if above and not titled and all(LETTERHEAD.search(line) for line in above) else kept


def _title_lines(lines: tuple[str, ...]) -> str:
    """The title at the head, perhaps over several lines, perhaps printed twice."""
    title = ""
    for line in lines:
        if _number(line) or ANNEX.match(line):
            continue
        if PROSE.search(line) or DATE_LINE.match(line) or (title and squash(line) == squash(title)):
            break
        if len(title) > LONGEST_TITLE:
            break
        if title and (_complete(title) or squash(title).startswith(squash(line))):
            break
        title += line
    return title


def _complete(title: str) -> bool:
    return (
        PLAN_WORDS.search(title) is not None and title.count("《") == title.count("》") and not title.endswith("行动")
    )


def _signed(lines: tuple[str, ...]) -> tuple[tuple[str, ...], date | None] | None:
    """The lines of organs above a line that is a day."""
    for index, line in enumerate(lines):
        if not DATE_LINE.match(re.sub(r"\s", "", line)):
            continue
        organs: list[str] = []
        for above in reversed(lines[:index]):
            if not _signs(above):
                break
            organs = [*above.split(), *organs]
        return tuple(organs), full_day(re.sub(r"\s", "", line))
    return None


def _signs(line: str) -> bool:
    return all(
        SIGNATURE.search(part) and len(part) <= SIGNED_LENGTH and not PROSE.search(part) for part in line.split()
    )


def _any_date(lines: tuple[str, ...]) -> date | None:
    return next((full_day(line) for line in lines if DATE_LINE.match(re.sub(r"\s", "", line))), None)


def _own_title(notice_title: str, after: tuple[str, ...]) -> str:
    """The plan's title: as printed above its text, else as quoted by the covering notice, else the notice's own."""
    quoted = next((found[1] or found[2] for line in after if (found := QUOTED.search(line))), "")
    inner = INNER.search(notice_title)
    wanted = quoted or (inner["title"] if inner else "")
    return _printed(after, wanted) or wanted or notice_title


def _printed(lines: tuple[str, ...], wanted: str) -> str:
    """The lines that together say the wanted title; punctuation may differ: 《条例》 for 〈条例〉."""
    goal = squash(wanted)
    if not goal or len(goal) > LONGEST_TITLE:
        return ""
    said = [squash(line) for line in lines]
    for index in (number for number, words in enumerate(said) if words and goal.startswith(words)):
        joined = ""
        for number in range(index, min(len(lines), index + TITLE_LINES)):
            joined += said[number]
            if joined == goal:
                return "".join(lines[index : number + 1])
            if not goal.startswith(joined):
                break
    return ""


def _place(names: tuple[str, ...]) -> str:
    """南湖市云溪区: the place whose organs the notice calls 区…局 for short."""
    return next((found["place"] for name in names if (found := PLACE.match(name))), "")


def _year(header: Header, notice_title: str) -> int | None:
    if header.date:
        return header.date.year
    found = TITLE_YEAR.search(header.title) or TITLE_YEAR.search(notice_title)
    return int(found[1]) if found else None
