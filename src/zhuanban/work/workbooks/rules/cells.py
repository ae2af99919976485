"""What one cell says: a day, a number, a choice. What it does not say plainly is a CellFault, never a guess."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache

Value = str | int | float | bool | date | datetime | time | timedelta | None

LONGEST = 2000
EPOCH = date(1899, 12, 30)
SERIALS = range(29_221, 91_313)  # 1980 to 2149, as spreadsheets count days
DAY = re.compile(
    r"(\d{2}|\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
)
SOLID_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEARLESS = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
WITH_UNIT = re.compile(r"(.*?\d)\s*([^\d\s.,]+)")
YES = frozenset({"是", "有", "√", "✓", "✔", "y", "yes", "true", "1"})
NO = frozenset({"否", "无", "没有", "×", "✗", "✘", "x", "n", "no", "false", "0"})


class CellFault(ValueError):
    """What is wrong with a cell: words that follow the row and the heading."""


def words(value: Value) -> str:
    """A cell as people read it: whole numbers without a point, days as 2024-03-05, blanks at the ends taken off."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return format(_decimal(value), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\u3000", " ").strip()


def text(value: Value, most: int = LONGEST) -> str:
    """The words, if they can be shown and are not too many."""
    found = words(value)
    if len(found) > most:
        raise CellFault(f"最多 {most} 个字，现在有 {len(found)} 个")
    if not found.replace("\n", "").replace("\t", "").isprintable():
        raise CellFault("含有不能显示的字符，请重新输入")
    return found


def heading(value: Value) -> str:
    """A heading as it is compared: without blanks, breaks, stars and “必填”, brackets and letters of one width."""
    plain = "".join(unicodedata.normalize("NFKC", words(value)).split())
    plain = re.sub(r"\((?:必填|选填|必选|可不填)\)|[*＊:：]", "", plain)
    return plain.replace("(", "（").replace(")", "）")


def day(value: Value) -> date | None:
    """The day of a cell; None where it is empty."""
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in SERIALS:
        return EPOCH + timedelta(days=int(value))
    said = unicodedata.normalize("NFKC", words(value))
    return _written_day(said) if said else None


def _written_day(said: str) -> date:
    found = DAY.fullmatch(said) or SOLID_DAY.fullmatch(said)
    if not found:
        if YEARLESS.fullmatch(said):
            raise CellFault(f"“{said}”没有写年份，请写成 2024-03-05 这样")
        raise CellFault(f"“{said[:20]}”不是日期，请写成 2024-03-05 这样")
    if len(found[1]) == 2:
        raise CellFault(f"“{said}”的年份请写四位，如 2024-03-05")
    try:
        return _in_range(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError as error:
        if isinstance(error, CellFault):
            raise
        raise CellFault(f"没有“{said}”这一天") from error


def _in_range(found: date) -> date:
    if not 1949 <= found.year <= 2149:
        raise CellFault(f"{found.isoformat()} 的年份不对，请核对")
    return found


def number(value: Value) -> Decimal | None:
    """The number of a cell; None where it is empty."""
    if isinstance(value, bool):
        raise CellFault("应是数字，不是“是”或“否”")
    if isinstance(value, int | float):
        return _decimal(value)
    if isinstance(value, date | time | timedelta):
        raise CellFault(f"应是数字，单元格现在是日期“{words(value)}”，请把格式改为常规后重填")
    said = unicodedata.normalize("NFKC", words(value)).replace(" ", "")
    if not said:
        return None
    if NUMBER.fullmatch(said) and any(letter.isdigit() for letter in said):
        return _decimal(said.replace(",", ""))
    if (found := WITH_UNIT.fullmatch(said)) and NUMBER.fullmatch(found[1]):
        raise CellFault(f"“{said[:20]}”只填数字，不写“{found[2]}”")
    raise CellFault(f"“{said[:20]}”不是数字")


def _decimal(value: float | str) -> Decimal:
    """As a spreadsheet shows it: fifteen digits, so that 0.1 + 0.2 is 0.3."""
    try:
        found = Decimal(format(value, ".15g") if isinstance(value, float) else value)
    except InvalidOperation as error:
        raise CellFault(f"“{value}”不是数字") from error
    if not found.is_finite() or abs(found) > Decimal(10) ** 15:
        raise CellFault("数字太大")
    return found if found != found.to_integral() else found.quantize(Decimal(1))


def yes_no(value: Value) -> bool | None:
    """是 or 否 and what people write for them; None where the cell is empty."""
    said = unicodedata.normalize("NFKC", words(value)).lower()
    if not said:
        return None
    if said in YES or said in NO:
        return said in YES
    raise CellFault(f"“{said[:20]}”请改为“是”或“否”")


def choice(value: Value, choices: Sequence[str]) -> str:
    """One of the choices, however its brackets and blanks are written; "" where the cell is empty."""
    said = heading(value)
    if not said:
        return ""
    known = _by_heading(tuple(choices))
    if said in known:
        return known[said]
    near = get_close_matches(said, known, n=1, cutoff=0.5)
    if near:
        raise CellFault(f"“{words(value)[:20]}”不在可选项里，是不是“{known[near[0]]}”？")
    listed = "、".join(choices[:8])
    raise CellFault(f"“{words(value)[:20]}”不在可选项里，请选{listed}{'等' if len(choices) > 8 else ''}")


@lru_cache(maxsize=256)
def _by_heading(choices: tuple[str, ...]) -> dict[str, str]:
    return {heading(each): each for each in choices}
