"""How the pages of this room write points and ratios."""

from decimal import ROUND_HALF_UP, Decimal

from django import template

from zhuanban.oversight.appraisals.models import Score
from zhuanban.oversight.appraisals.rules.yardsticks import LIBRARY

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """93.456000 as 93.46, 25.000000 as 25; a dash where there are none."""
    if value is None:
        return "—"
    text = format(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def scored(value: Decimal | None) -> str:
    """25 as 25.00, for columns of points; a dash where there are none."""
    return "—" if value is None else format(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), "f")


@register.filter
def ratio(score: Score) -> str:
    """45 ÷ 50: the figures of a row in the order of its yardstick."""
    return " ÷ ".join(str(score.figures[term]) for term in LIBRARY[score.yardstick].terms)
