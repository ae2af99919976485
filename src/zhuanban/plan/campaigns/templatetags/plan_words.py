"""Words of the plan in templates."""

from decimal import Decimal

from django import template

from zhuanban.plan.campaigns.rules.facts import OPERATORS
from zhuanban.plan.campaigns.rules.wording import DIRECTIONS, quantity

register = template.Library()


@register.filter
def target_op(sign: str) -> str:
    """>= as 不低于."""
    return OPERATORS.get(sign, sign)


@register.filter
def way(direction: str) -> str:
    """weakened as 放宽."""
    return DIRECTIONS.get(direction, direction)


@register.filter
def plain(number: Decimal) -> str:
    """70.0000 as 70."""
    return quantity(number)
