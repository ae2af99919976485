"""The lines of the usual list, put together here: by a template they cost as much as the rest of the page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from zhuanban.ground.core import clock
from zhuanban.work.matters.rules.loop import Light
from zhuanban.work.matters.rules.wording import limit_left, standing_words
from zhuanban.work.matters.selectors.lines import Line

Owners = Mapping[tuple[int | None, int], str]
LIGHTS = {light.value: light.label for light in Light}
NOWHERE = UUID(int=0)
MISSING = '<span class="zb-sub">未落实</span>'


def drawn_lines(slug: str, lines: Iterable[Line], *, owners: Owners | None, with_choice: bool) -> SafeString:
    """The rows of the table; `owners` where the list names who is responsible, `with_choice` with boxes to tick."""
    now, address = clock.now(), reverse("matters:detail", args=[slug, NOWHERE])
    rows = (
        _row(line, now, address.replace(str(NOWHERE), str(line.uid)), owners, with_choice=with_choice)
        for line in lines
    )
    return mark_safe("".join(rows))  # every word is escaped below


def _row(line: Line, now: datetime, address: str, owners: Owners | None, *, with_choice: bool) -> str:
    number = escape(line.number)
    box = (
        f'<input class="form-check-input" type="checkbox" name="m" form="bulk" value="{line.uid}"'
        f' aria-label="选中 {number}"> ' if with_choice else ""
    )
    tag, state = standing_words(line.state, line.light, line.due_at, now)
    limit = limit_left(line.state, line.due_at, now)
    return (
        f'<tr><td class="mono" data-name="编号">{box}<span class="zb-light zb-light-{line.light}"'
        f' title="{LIGHTS[line.light]}"></span> <a href="{address}">{number}</a></td>'
        f'<td data-name="乡镇">{escape(line.township)}</td><td data-name="类别">{escape(line.kind)}</td>'
        f'<td class="mt-title" data-name="事项">{escape(line.title)}'
        f'<small>{escape(line.place)}{_marks(line)}</small></td>'
        f'<td data-name="承办">{escape(line.handler or "—")}</td>{_owner(line, owners)}'
        f'<td class="mono" data-name="发现">{clock.local_day(line.happened_at):%Y-%m-%d}</td>'
        f'<td class="mono" data-name="时限">{_overdue(limit) if tag == "red" else limit}</td>'
        f'<td data-name="状态"><span class="zb-tag zb-tag-{tag}">{state}</span></td></tr>\n'
    )


def _marks(line: Line) -> str:
    relapse = ' · <span class="zb-bad">反弹</span>' if line.relapse_of else ""
    rework = f' · <span class="zb-warn">返工{line.rework_count}次</span>' if line.rework_count else ""
    return f"{relapse}{rework}"


def _owner(line: Line, owners: Owners | None) -> str:
    if owners is None:
        return ""
    name = owners.get((line.clause_id, line.township_id))
    return f'<td data-name="责任人">{escape(name) if name else MISSING}</td>'


def _overdue(limit: str) -> str:
    return f'<b class="zb-bad">{limit}</b>'
