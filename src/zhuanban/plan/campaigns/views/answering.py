"""The answer to every act on the review page: what changed, put in its place; without scripts, the page again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhuanban.ground.core.errors import Invalid
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors.doubts import Doubt
from zhuanban.plan.campaigns.selectors.items import item_id, name_of
from zhuanban.plan.campaigns.selectors.review import Review, review_of

Name = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """What an act did: the facts and findings it touched, and one sentence for the person."""

    words: str
    facts: Iterable[Name] = ()
    doubts: Iterable[str] = field(default_factory=list)
    is_text_changed: bool = False
    is_added: bool = False


def answer(request: HttpRequest, action: Campaign, told: Told) -> HttpResponse:
    """The touched pieces for htmx; otherwise back to the review at the first of them."""
    ids = [item_id(*name) for name in told.facts]
    here = reverse("campaigns:review", args=[action.slug])
    if not is_part(request):
        messages.success(request, told.words)
        first = next(iter([*ids, *told.doubts]), "")
        return redirect(f"{here}#{first}" if first else here)
    review = review_of(action)
    if review is None:
        raise Http404
    items = {item.id: item for item in review.items}
    context = {
        "campaign": action,
        "review": review,
        "told": told,
        "items": [items[each] for each in ids if each in items and not told.is_added],
        "added": [items[each] for each in ids if each in items and told.is_added],
        "gone": [each for each in ids if each not in items],
        "doubts": _touched(review, set(ids), set(told.doubts)),
        "may_correct": True,
    }
    return render(request, "campaigns/_changed.html", context)


def afresh(request: HttpRequest, action: Campaign, words: str) -> HttpResponse:
    """The whole page again, for the text itself is another one."""
    messages.success(request, words)
    here = reverse("campaigns:review", args=[action.slug])
    return HttpResponse(headers={"HX-Redirect": here}) if is_part(request) else redirect(here)


def refuse(request: HttpRequest, action: Campaign, error: Invalid) -> HttpResponse:
    """Say why nothing was done, at the place where people look for the outcome."""
    if is_part(request):
        return render(request, "campaigns/_refused.html", {"words": error.message})
    messages.error(request, error.message)
    return redirect("campaigns:review", action.slug)


def named_in(request: HttpRequest, action: Campaign) -> Name:
    """Kind and anchor of the fact that the address names, by its short name in the page or in full."""
    if "id" in request.GET:
        return name_of(action, request.GET["id"])
    return request.GET.get("kind", ""), request.GET.get("anchor", "")


def is_part(request: HttpRequest) -> bool:
    """Whether the page asks for a part of itself."""
    return request.headers.get("HX-Request") == "true"


def _touched(review: Review, ids: set[str], named: set[str]) -> list[Doubt]:
    """The findings that were answered, and those whose words a touched fact shares."""
    spans = [item.span for item in review.items if item.id in ids and item.span]
    touched = []
    for doubt in review.doubts:
        start, end = doubt.finding.start, doubt.finding.end
        shares = start is not None and end is not None and any(a < end and start < b for a, b in spans)
        if doubt.id in named or shares:
            touched.append(doubt)
    return touched
