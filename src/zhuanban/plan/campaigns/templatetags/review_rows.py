"""Rows and lines of the review in Python: there are thousands on a page, and a template takes ten times as long."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhuanban.ground.core.templatetags.zhuanban import moment
from zhuanban.plan.campaigns.rules.marks import Segment
from zhuanban.plan.campaigns.selectors.items import Item

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def fact_row(context: dict[str, Any], item: Item, swap: str = "") -> SafeString:
    """One fact with its tools; `swap` is "oob" for one that replaces itself, "new" for one just added."""
    return format_html(
        '<li class="rv-fact {}" id="{}" tabindex="-1" data-q="{}" data-kind="{}" data-clause="{}"{}>{}{}{}{}</li>',
        item.css,
        item.id,
        item.query,
        item.kind,
        item.clause_key,
        SWAPS[swap],
        format_html('<span class="rv-label {}">{}</span>', item.label_css, item.label) if item.label else NOTHING,
        _line(item),
        _tools(context, item) if context.get("may_correct") else NOTHING,
        _notes(context, item),
    )


@register.simple_tag
def text_line(line: Sequence[Segment]) -> SafeString:
    """One line of the notice with its marks; nothing stands between the pieces, for their letters are counted."""
    pieces = format_html_join("", "{}", ((_piece(piece),) for piece in line))
    return format_html('<p data-at="{}">{}</p>\n', line[0].start, pieces)


SWAPS = {"": NOTHING, "new": SafeString(" data-new"), "oob": SafeString(' hx-swap-oob="outerHTML"')}


def _line(item: Item) -> SafeString:
    if item.stands:
        return format_html('<a class="rv-go" href="#w-{}">{}</a>', item.id, item.line)
    return format_html('<span class="rv-go">{}</span>', item.line)


def _tools(context: dict[str, Any], item: Item) -> SafeString:
    address, words = (context["withdraw_url"], "收回核对") if item.is_confirmed else (context["confirm_url"], "核对")
    check = format_html(
        '<button class="rv-link rv-confirm" type="submit" form="rv-act" formaction="{}?{}">{}</button>',
        address, item.query, words,
    )  # fmt: skip
    return format_html(
        '<span class="rv-tools">{}<a class="rv-link rv-edit" href="{}?{}">{}</a></span>',
        check if item.is_in_force else NOTHING,
        context["fact_url"],
        item.query,
        "更正" if item.is_in_force else "恢复或改写",
    )


def _notes(context: dict[str, Any], item: Item) -> SafeString:
    if item.correction or item.was_confirmed:
        given = {"item": item, "campaign": context["campaign"], "may_correct": context.get("may_correct")}
        return render_to_string("campaigns/_fact_notes.html", given)
    if item.check is None:
        return NOTHING
    return format_html(
        '<div class="rv-was rv-ok"><i class="bi bi-check2" aria-hidden="true"></i> {} {} 核对无误</div>',
        item.check.by,
        moment(item.check.at),
    )


def _piece(piece: Segment) -> SafeString:
    # The places to which facts lead lie around the words: an empty element before them would hinder selecting.
    words = format_html("{}", piece.text)
    for name in piece.begins:
        words = format_html('<span id="w-{}">{}</span>', name, words)
    if not piece.names:
        return words
    doubt = " m-doubt" if piece.is_doubted else ""
    return format_html(
        '<a class="m m-{}{}" href="#{}" data-f="{}">{}</a>',
        piece.kind, doubt, piece.names[0], " ".join(piece.names), words,
    )  # fmt: skip
