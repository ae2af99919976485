"""On paper: a ledger on A4 across, a matter on one page (事项单)."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for, standings_of
from zhuanban.work.matters.forms.filters import FilterForm
from zhuanban.work.matters.rules.fields import shown_fields
from zhuanban.work.matters.selectors import matter_for, photos_of, spec_of_matter, steps_of, turns_of
from zhuanban.work.matters.selectors.chosen import ORDER_WORDS, VIEWS
from zhuanban.work.matters.selectors.columns import COLUMNS, cells_shown
from zhuanban.work.matters.selectors.lists import count_listed, list_figures, listed, owners_of, rows_shown
from zhuanban.work.matters.views.ledger import WHOLE, columns_of, queries
from zhuanban.work.matters.views.matter import paired

# More is not read on paper; it leaves as a file.
MOST_PRINTED = 1000
PRINTED = ("number", "township", "kind", "title", "place", "handler", "owner", "due", "left", "state")
# What fits on one page beside the facts.
STEPS_SHOWN, PHOTOS_SHOWN = 10, 2


@require_safe
def print_ledger(request: HttpRequest, campaign: str) -> HttpResponse:
    """The list with its columns, ready to be printed: heading, unit, day, the filter in words."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    form = FilterForm(request.GET, campaign=action)
    chosen = form.chosen()
    count = count_listed(user, action, chosen, list_figures(user, action, chosen))
    columns = columns_of(form, chosen) or [COLUMNS[code] for code in PRINTED]
    matters = listed(user, action, chosen)[:MOST_PRINTED]
    context = {
        "campaign": action,
        "heading": VIEWS.get(chosen.view, WHOLE),
        "unit": unit_of_reader(user, action),
        "words": form.words() or "全部事项，不含作废",
        "order": ORDER_WORDS.get(chosen.sort, ""),
        "now": clock.now(),
        "count": count,
        "left_out": max(0, count - MOST_PRINTED),
        "most": MOST_PRINTED,
        "columns": columns,
        "table": list(cells_shown(action, columns, matters)),
        **queries(request),
    }
    return render(request, "matters/print_ledger.html", context)


def unit_of_reader(user: User, action: Campaign) -> str:
    """The unit for which the person prints; of the office and of leaders, the seat of the office."""
    units = [seat.unit for seat in user.seats if seat.unit]
    unit = units[0] if units else action.office_unit
    return unit.name if unit else action.district.name


@require_safe
def sheet(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """A matter on one page."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter = matter_for(user, action, uid)
    spec, steps = spec_of_matter(matter), steps_of(matter)
    context = {
        "campaign": action,
        "matter": matter,
        "row": next(rows_shown([matter], owners_of(action))),
        "standing": standings_of(action).get(matter.clause_id or 0),
        "spec": spec,
        "own_fields": shown_fields(spec, matter.fields),
        "turns": turns_of(matter),
        "pairs": [(name, group[:PHOTOS_SHOWN]) for name, group in paired(photos_of(matter))],
        "steps": steps[-STEPS_SHOWN:],
        "steps_left_out": max(0, len(steps) - STEPS_SHOWN),
        "unit": unit_of_reader(user, action),
        "now": clock.now(),
    }
    return render(request, "matters/sheet.html", context)
