"""What every template may use: slots, dates as officials write them, shares."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString, mark_safe

from zhuanban.ground.core import clock, slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **given: Any) -> SafeString:
    """What higher rooms put into this place of the page."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    # Each filler renders a template of its own, which has already escaped what people wrote.
    known = {str(key): value for key, value in context.flatten().items()}
    return mark_safe(slots.rendered(name, request, {**known, **given}))


@register.filter
def moment(value: datetime | None) -> str:
    """2024-03-05 14:30 in Asia/Shanghai, or a dash."""
    return value.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M") if value else "—"


@register.filter
def day(value: date | datetime | None) -> str:
    """2024-03-05 in Asia/Shanghai, or a dash."""
    if isinstance(value, datetime):
        value = clock.local_day(value)
    return value.strftime("%Y-%m-%d") if value else "—"


@register.filter
def month_day(value: date | datetime | None) -> str:
    """3月5日, or a dash."""
    if isinstance(value, datetime):
        value = clock.local_day(value)
    return f"{value.month}月{value.day}日" if value else "—"


@register.filter
def grouped(count: int | None) -> str:
    """1,074; a dash where there is no count."""
    return "—" if count is None else f"{count:,}"


@register.filter
def percent(value: Decimal | float | None) -> str:
    """A share 0..1 as 93.4%; 样本不足 where there is none."""
    return "样本不足" if value is None else f"{Decimal(value) * 100:.1f}%"


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """mapping[key], or None."""
    return mapping.get(key) if mapping else None
