"""How values are said in Chinese."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rulebook.model import EXACT, Value

SHOWN_DECIMALS = 6


def say(value: Value) -> str:
    """A value as a person writes it: no exponent, no trailing zeros, at most six decimals."""
    if isinstance(value, bool):
        return "成立" if value else "不成立"
    if isinstance(value, Decimal):
        return _plain(shortened(value))
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"“{value}”"


def shortened(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -SHOWN_DECIMALS:
        return value.quantize(Decimal(1).scaleb(-SHOWN_DECIMALS), rounding=ROUND_HALF_UP, context=EXACT)
    return value


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")
