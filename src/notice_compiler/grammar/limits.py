"""Last days said in words: 2024年6月底前 · 到2025年前 · 上半年 · 用3年时间 · 三年内. None where no year is known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from notice_compiler.grammar.days import month_end, period
from notice_compiler.grammar.numerals import quantity
from notice_compiler.lexicon import times


def day(match: re.Match[str], year: int | None) -> date | None:
    """The day that times.DAY found; a month ends on its last day."""
    year = year + 1 if year and match["next"] else year
    days = period(match["when"] + (f"-{match['until']}" if match["until"] else ""), year)
    return days.end if days else None


def relative(match: re.Match[str], issued: date | None) -> date | None:
    """So many months, years or days from the day of the notice; None for working days."""
    count = Decimal("0.5") if match["count"] == "半" else quantity(match["count"])
    if issued is None or not count or "工作日" in match["unit"]:
        return None
    if match["unit"] in ("日", "天"):
        return issued + timedelta(days=int(count))
    months = issued.month - 1 + int(count * (12 if match["unit"] == "年" else 1))
    last = month_end(issued.year + months // 12, months % 12 + 1)
    return last.replace(day=min(issued.day, last.day))


def year_end(match: re.Match[str], _: int | None = None) -> date | None:
    """The year that times.YEAR found, where it is a limit: 到2025年, 2025年底, 2025年前."""
    meant = match["end"] or match["before"] or match["at"]
    return date(int(match["year"]), 12, 31) if meant else None


def half(match: re.Match[str], year: int | None) -> date | None:
    """The half or quarter that times.HALF found."""
    own = int(match["year"]) if match["year"] else year
    return date(own, *times.HALF_ENDS[match["part"].removeprefix("第")]) if own else None


def years(match: re.Match[str], first: int | None) -> date | None:
    """三年内 and 用3年时间 count the calendar year in which the action begins as the first of them."""
    count = quantity(match["years"])
    return date(first + int(count) - 1, 12, 31) if first and count else None
