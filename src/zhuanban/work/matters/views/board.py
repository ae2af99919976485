"""Township × kind in one table, each figure opening its rows."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.selectors.board import board_of

# What a cell can show: its name in the address, its words, and the filter that opens its rows.
SHOWN = {
    "in_hand": ("在办", "state=open"),
    "total": ("登记", ""),
    "closed": ("已销号", "state=closed"),
    "red": ("红灯", "light=red"),
    "reworked": ("返工", "rework=1"),
}


@require_safe
def board(request: HttpRequest, campaign: str) -> HttpResponse:
    """The table of what the reader sees, by one figure at a time."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    shown = request.GET.get("show", "")
    name = shown if shown in SHOWN else "in_hand"
    whole = board_of(user, action)
    words, query = SHOWN[name]
    context = {
        "campaign": action,
        "townships": list(zip(whole.townships, (getattr(counts, name) for counts in whole.columns), strict=True)),
        "lines": [
            (line.kind, getattr(line.whole, name),
             list(zip(whole.townships, (getattr(cell, name) for cell in line.cells), strict=True)))
            for line in whole.lines
        ],
        "whole": getattr(whole.whole, name),
        "choices": [(key, label, getattr(whole.whole, key)) for key, (label, _) in SHOWN.items()],
        "name": name,
        "words": words,
        "query": query,
    }  # fmt: skip
    return render(request, "matters/board.html", context)
