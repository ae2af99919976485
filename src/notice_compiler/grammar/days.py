"""Days as the notices print them: 2024年2月 · 5-7月 · 4月底前 · 2024年7月-2026年12月 · 到2025年前."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from notice_compiler.grammar.numerals import ordinal

POINT = (
    r"(?:(?P<{0}year>20\d\d|19\d\d)\s?年)?\s?(?:(?P<{0}month>1[0-2]|0?[1-9])\s?月(?:份)?)?"
    r"(?:(?P<{0}day>[12]\d|3[01]|0?[1-9])\s?[日号]|(?P<{0}part>底|末|初|上旬|中旬|下旬))?"
)
RANGE = re.compile(
    rf"^\D{{0,4}}?{POINT.format('a')}\s?(?:[-—–－~～至到]+\s?{POINT.format('b')})?\s?(?:(?P<before>以?前|之前)|(?P<after>起|以后|之后|开始))?(?:完成)?$"
)
# 即日起至4月15日: from the day of the notice.
FROM_ISSUE = re.compile(r"^(?:自|从)?(?:即日|(?:印发|发布|发文|公布|下发)之日)起?[至到\-—－~]+(?P<until>.{4,20})$")
PART = re.compile(
    r"^(?:(?P<year>20\d\d)年)?(?P<first>上半年|下半年|第?[一二三四]季度)(?:[至到\-—－~](?P<last>下半年|第?[一二三四]季度))?$"
)
PARTS = {"上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
SHORT_RANGE = re.compile(
    r"^(?:(?P<year>20\d\d)\s?年)?\s?(?P<first>\d{1,2})\s?[-—–－~～至]\s?(?P<last>\d{1,2})\s?月(?:份)?$"
)
FULL_DAY = re.compile(
    r"(?P<year>20\d\d|19\d\d)\s?年\s?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<day>[12]\d|3[01]|0?[1-9])\s?日"
)
# 二〇三一年五月七日
WRITTEN_DAY = re.compile(
    r"(?P<year>[一二][一二三四五六七八九〇零○oO0]{3})年(?P<month>十?[一二三四五六七八九十])月(?P<day>[一二三四五六七八九十]{1,3})日"
)
ZEROS = str.maketrans("零○oO0", "〇〇〇〇〇")
FIRST_OF = {"上旬": 1, "中旬": 11, "下旬": 21, "初": 1}
LAST_OF = {"上旬": 10, "中旬": 20, "初": 10}


class Days(NamedTuple):
    """First and last day; None for a bound that the words leave open."""

    start: date | None
    end: date | None


def full_day(words: str) -> date | None:
    """The first complete day in the words."""
    for found in FULL_DAY.finditer(words):
        day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
        if day:
            return day
    written = WRITTEN_DAY.search(words)
    if written:
        year = int("".join(str(ordinal(char)) for char in written["year"].translate(ZEROS)))
        return _day(year, ordinal(written["month"]), ordinal(written["day"]))
    return None


def period(words: str, year: int | None) -> Days | None:
    """The days of a bracket such as 2024年3月-6月; None where the words are no time. `year` is the notice's own."""
    words = re.sub(r"\s", "", words)
    if short := SHORT_RANGE.match(words):
        own = int(short["year"]) if short["year"] else year
        if own is None or not (1 <= int(short["first"]) <= 12 and 1 <= int(short["last"]) <= 12):
            return None
        return Days(date(own, int(short["first"]), 1), month_end(own, int(short["last"])))
    if issue := FROM_ISSUE.match(words):
        until = period(issue["until"], year)
        return Days(None, until.end) if until else None
    if part := PART.match(words):
        return _part(part, year)
    found = RANGE.match(words)
    if not found or not (found["ayear"] or found["amonth"]):
        return None
    first = _bounds(found.group("ayear", "amonth", "aday", "apart"), year)
    ranged = found["byear"] or found["bmonth"] or found["bday"]
    if not ranged:
        if found["after"]:
            return Days(first.start, None)
        return Days(None, first.end) if found["before"] else first
    own = int(found["ayear"]) if found["ayear"] else year
    last = _bounds((found["byear"], found["bmonth"] or found["amonth"], found["bday"], found["bpart"]), own)
    return Days(None if found["before"] else first.start, last.end)


def _part(found: re.Match[str], year: int | None) -> Days | None:
    own = int(found["year"]) if found["year"] else year
    if own is None:
        return None
    first, last = (PARTS[(name or found["first"]).removeprefix("第")] for name in (found["first"], found["last"]))
    return Days(date(own, first[0], 1), month_end(own, last[1]))


def _bounds(parts: tuple[str | None, ...], year: int | None) -> Days:
    own, month, day, part = parts
    in_year = int(own) if own else year
    if in_year is None:
        return Days(None, None)
    if month is None:
        return Days(date(in_year, 12, 1) if part in ("底", "末") else date(in_year, 1, 1), date(in_year, 12, 31))
    if day:
        exact = _day(in_year, int(month), int(day))
        return Days(exact, exact)
    last = month_end(in_year, int(month))
    if part in ("底", "末"):
        return Days(last, last)
    return Days(
        date(in_year, int(month), FIRST_OF.get(part or "", 1)), last.replace(day=LAST_OF.get(part or "", last.day))
    )


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
