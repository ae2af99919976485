"""How the pages of this room write numbers."""

from decimal import Decimal

from django import template

from zhuanban.work.indicators.rules.verdicts import said as said_value

register = template.Library()


@register.filter
def said(value: Decimal | None) -> str:
    """70.0000 as 70; a dash where there is none."""
    return said_value(value)
