"""What is not the numbered body: 附件：1.…2.… lists, and the roster under 组  长：张三  区委书记."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from notice_compiler.draft import Draft, Region
from notice_compiler.grammar.words import squash
from notice_compiler.lexicon.heads import KINDS
from notice_compiler.lexicon.markers import BEGINS, MARKERS
from notice_compiler.lexicon.posts import ROLE_LABEL

LIST_HEAD = re.compile(r"^附\s?件(?:列表)?\s?\d?\s?[：:]\s?(?P<first>.*)$")
# 附件2： alone on a line stands at the head of the annex itself.
PAGE_HEAD = re.compile(r"^附\s?件\s?\d{1,2}\s?[：:]$")
LIST_ENTRY = re.compile(r"^(?:附件)?(?P<number>\d{1,2})\s?[.．、：:]\s?(?P<name>.+)$")
ROSTER_TITLE = re.compile(r"名单|组成人员|组成如下|成员如下|公布如下")
LOOK_BACK = 6
STOPS = tuple("。；〕）)】")
ENDS_ROSTER = tuple(pattern for style, _, pattern in MARKERS if style in ("annex", "part", "chapter"))
PART = next(pattern for style, _, pattern in MARKERS if style == "part")
FIRST_PART = re.compile("一[、.]")
PLAN_TITLE = re.compile(
    rf"^[^，。；：、（(《\d一二三四五六七八九十][^，。；：《]{{3,}}(?:{KINDS})(?:（[^（）]{{2,10}}）)?$"
)
MAX_ENTRIES = 12
MAX_TITLE_LINES = 3
SHORT = 40
LONG_TITLE = 50
ANNEX = re.compile(r"^附\s?件\s?\d*$")


def run(draft: Draft) -> Draft:
    """Mark the lists of attachments, the annexes that they name, and the roster."""
    lists, names = _attachments(draft)
    annexes = _annexes(draft, lists, names)
    return replace(
        draft,
        regions=(*draft.regions, *lists, *_rosters(draft), *_second_plans(draft, {each.start for each in annexes})),
        annexes=annexes,
    )


def _second_plans(draft: Draft, annexes: set[int]) -> Iterator[Region]:
    """Title and opening words of a further plan, above the 一、 with which its numbering begins anew."""
    parts = [index for index, line in enumerate(draft.lines) if PART.match(draft.text, line.start)]
    for before, index in pairwise(parts):
        if not FIRST_PART.match(draft.text, draft.lines[index].start):
            continue
        near = range(index - 1, max(before, index - LOOK_BACK), -1)
        first = next((n for n in near if _plan_title(draft.words_of(draft.lines[n]))), None)
        if first is None or draft.lines[first].start in annexes or ANNEX.match(draft.words_of(draft.lines[first - 1])):
            continue
        yield Region(draft.lines[first].start, draft.lines[index - 1].end, "plan")


def _plan_title(words: str) -> bool:
    return len(words) <= LONG_TITLE and PLAN_TITLE.match(words) is not None


def _attachments(draft: Draft) -> tuple[list[Region], dict[str, str]]:
    """The lists, and squashed name → 附件2 for what they announce."""
    regions: list[Region] = []
    names: dict[str, str] = {}
    open_list: list[int] = []
    for line in draft.lines:
        words = draft.words_of(line)
        head = None if PAGE_HEAD.match(words) else LIST_HEAD.match(words)
        entry = LIST_ENTRY.match(head["first"] if head else words)
        if head:
            open_list = [line.start]
        goes_on = (
            bool(open_list)
            and not line.row
            and (head or entry or _continues(words, names))
            and len(open_list) <= MAX_ENTRIES
        )
        if not goes_on:
            open_list = []
            continue
        open_list.append(line.end)
        regions.append(Region(line.start, line.end, "attachments"))
        if entry:
            names[squash(entry["name"])] = f"附件{entry['number']}"
        elif head and head["first"]:
            names[squash(head["first"])] = "附件"
    return regions, names


def _continues(words: str, names: dict[str, str]) -> bool:
    """The second line of a long name."""
    return len(words) <= SHORT and "。" not in words and not ANNEX.match(words) and squash(words) not in names


def _annexes(draft: Draft, lists: list[Region], names: dict[str, str]) -> tuple[Region, ...]:
    """Lines that are the announced name of an attachment, printed as its title after the body."""
    if not names:
        return ()
    listed = {region.start for region in lists}
    own = squash(draft.notice.title)
    cover = draft.regions[0].end if draft.regions else 0
    found: list[Region] = []
    for index, line in enumerate(draft.lines):
        if line.start > cover and line.start not in listed and (last := _named(draft, index, names, own)):
            found.append(Region(line.start, last[0], last[1]))
    return tuple(found)


def _named(draft: Draft, index: int, names: dict[str, str], own: str) -> tuple[int, str] | None:
    """The end of a title of one to three lines that was announced, and what it is announced as."""
    name = ""
    for line in draft.lines[index : index + MAX_TITLE_LINES]:
        name += squash(draft.words_of(line))
        if name in names and name != own:
            return line.end, names[name]
        if not any(each.startswith(name) for each in names):
            break
    return None


def _rosters(draft: Draft) -> list[Region]:
    """From the title of the list to the next heading of the first level or the end."""
    found: list[Region] = []
    for index, line in enumerate(draft.lines):
        if not ROLE_LABEL.match(draft.words_of(line)) or (found and line.start < found[-1].end):
            continue
        first = _roster_title(draft, index)
        end = next((each.start for each in draft.lines[index + 1 :] if _heading(draft, each.start)), len(draft.text))
        found.append(Region(draft.lines[first].start, end, "roster"))
    return found


def _roster_title(draft: Draft, label: int) -> int:
    near = range(max(0, label - LOOK_BACK), label)
    titled = next((n for n in reversed(near) if ROSTER_TITLE.search(draft.words_of(draft.lines[n]))), label)
    named = [n for n in near if n <= titled and "名单" in draft.words_of(draft.lines[n])]
    first = min([titled, *named])
    while first > 0 and first > label - LOOK_BACK and not _closed(draft, first - 1):
        first -= 1
    return first


def _closed(draft: Draft, index: int) -> bool:
    line = draft.lines[index]
    return draft.text[line.end - 1] in STOPS or line.end - line.start > LONG_TITLE or _heading(draft, line.start)


def _heading(draft: Draft, start: int) -> bool:
    return BEGINS.match(draft.text, start) is not None and any(
        pattern.match(draft.text, start) for pattern in ENDS_ROSTER
    )
