"""The address of a home within an action."""

from django import template
from django.urls import NoReverseMatch, reverse

from zhuanban.plan.homes.rules.sets import Home

register = template.Library()


@register.simple_tag
def address_of(home: Home, slug: str) -> str:
    """The page of a home, or its line in its set; empty where it is still to come."""
    if home.planned:
        return ""
    if not home.address:
        return f"{reverse('homes:set', args=[slug, home.set])}#{home.code}"
    try:
        address = reverse(home.address, args=[slug])
    except NoReverseMatch:
        return ""
    return f"{address}?{home.query}" if home.query else address
