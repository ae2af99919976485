"""A level said once for several names: 省卫生健康委、教育厅 means 省教育厅."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notice_compiler.draft import Draft
from notice_compiler.grammar.organs import organ_of
from notice_compiler.lexicon.organ_names import CENTRAL_FORMS, FIELD_FORMS, LOCAL_FORMS
from notice_compiler.lexicon.organs import BRACKETED
from notice_compiler.model import Duty, Span

BETWEEN = re.compile(r"[、，,；和与及以\s]{1,4}$")
LEVEL = re.compile(r"(?:[省市区县州旗盟镇]|国家)$")
PARTY = "委"
OF_A_PROVINCE = re.compile(r"(?:省|自治区)$")


class Filled(NamedTuple):
    """A printed name without its level, the name meant, and where it stands first."""

    printed: str
    name: str
    span: Span


def lists_of(draft: Draft) -> Iterator[list[Duty]]:
    """Duties whose names stand in one bracket, or one behind the other with 、 between them."""
    current: list[Duty] = []
    for duty in sorted(draft.duties, key=lambda each: each.span):
        if current and not _together(draft, current[-1].span, duty.span):
            yield current
            current = []
        current.append(duty)
    if current:
        yield current


def _together(draft: Draft, first: Span, second: Span) -> bool:
    if BETWEEN.match(draft.text[first.end : second.start][:6]):
        return True
    bracket = _bracket(draft.brackets, first)
    return bracket is not None and bracket == _bracket(draft.brackets, second)


def _bracket(brackets: Sequence[Span], span: Span) -> Span | None:
    index = bisect_right(brackets, (span.start, span.end)) - 1
    return brackets[index] if index >= 0 and span.end <= brackets[index].end else None


def filled(lists: Sequence[Sequence[Duty]]) -> dict[str, Filled]:
    """By printed name; a name that stands behind two levels of one text stays as it is."""
    found: dict[str, Filled] = {}
    double: set[str] = set()
    for duties in lists:
        before = ""
        for duty in duties:
            bare = BRACKETED.sub("", duty.unit)
            organ = organ_of(bare)
            if organ and organ.before and bare not in CENTRAL_FORMS and organ.core not in FIELD_FORMS:
                before = organ.before if LEVEL.search(organ.before) else before
            elif organ and not organ.before and before and _fits(before, organ.core):
                name = _joined(before, duty.unit, organ.name)
                if found.setdefault(duty.unit, Filled(duty.unit, name, duty.span)).name != name:
                    double.add(duty.unit)
    return {printed: each for printed, each in found.items() if printed not in double}


def _fits(before: str, core: str) -> bool:
    return core in LOCAL_FORMS and (not core.endswith("厅") or OF_A_PROVINCE.search(before) is not None)


def _joined(before: str, printed: str, name: str) -> str:
    party = PARTY if name.startswith(PARTY) and not printed.startswith(PARTY) else ""
    return f"{before}{party}{printed}"
