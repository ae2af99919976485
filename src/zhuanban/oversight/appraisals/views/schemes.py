"""Pages of the scheme: its rows with their worked examples, writing it, publishing it."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.oversight.appraisals.forms import PublishForm, SchemeForm
from zhuanban.oversight.appraisals.rules.periods import coming_months
from zhuanban.oversight.appraisals.rules.yardsticks import ALLOWED, FORBIDDEN, SOURCES, TERMS
from zhuanban.oversight.appraisals.selectors.schemes import (
    recused_townships,
    scheme_for,
    schemes_for,
    sheet_of_scheme,
    shipped_text,
)
from zhuanban.oversight.appraisals.services import draft_scheme, publish_scheme, revise_scheme
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for

MONTHS_AHEAD = 12


@require_safe
def scheme(request: HttpRequest, campaign: str) -> HttpResponse:
    """The scheme in force or the version asked for, as it is printed."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    versions = list(schemes_for(user, action))
    asked = request.GET.get("version", "")
    chosen = next((one for one in versions if str(one.number) == asked), versions[0] if versions else None)
    if asked and (chosen is None or str(chosen.number) != asked):
        raise Http404
    draft = chosen if chosen and chosen.published_at is None else None
    page = {
        "campaign": action,
        "versions": versions,
        "scheme": chosen,
        "sheet": sheet_of_scheme(chosen) if chosen else None,
        "sources": [(one, SOURCES[one.name]) for one in ALLOWED],
        "terms": TERMS.values(),
        "forbidden": FORBIDDEN,
        "may_draft": may(user, "scheme.draft", action),
        "may_revise": draft is not None and may(user, "scheme.revise", draft),
        "may_publish": draft is not None and may(user, "scheme.publish", draft),
    }
    return render(request, "appraisals/scheme.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, campaign: str, number: int = 0) -> HttpResponse:
    """Write a new version, or change a draft; its faults are shown on the page of the scheme."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "scheme.draft", action):
        raise Http404
    draft = scheme_for(user, action, number) if number else None
    form = SchemeForm(request.POST or None, request.FILES or None, initial={"text": first_text(user, action, number)})
    if draft:
        saved = form.run(revise_scheme, by=user, scheme=draft)
    else:
        saved = form.run(draft_scheme, by=user, campaign=action)
    if saved:
        messages.success(request, "已保存草案。")
        return redirect(f"{reverse('appraisals:scheme', args=[campaign])}?version={saved.number}")
    return render(request, "appraisals/write.html", {"campaign": action, "draft": draft, "form": form})


def first_text(user: User, action: Campaign, number: int) -> str:
    """What the field begins with: the draft, the newest version, or the shipped scheme."""
    if number:
        return scheme_for(user, action, number).text
    newest = schemes_for(user, action).first()
    return newest.text if newest else shipped_text()


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """Publish a draft for months that have not begun."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    draft = scheme_for(user, action, number)
    if not may(user, "scheme.publish", draft):
        raise Http404
    form = PublishForm(request.POST or None, months=coming_months(clock.today(), MONTHS_AHEAD))
    if form.run(publish_scheme, by=user, scheme=draft):
        messages.success(request, f"已公布，自 {form.cleaned_data['starts_on']:%Y-%m-%d} 起评。")
        return redirect("appraisals:scheme", campaign)
    page = {
        "campaign": action,
        "scheme": draft,
        "sheet": sheet_of_scheme(draft),
        "form": form,
        "recused": recused_townships(user, action),
    }
    return render(request, "appraisals/publish.html", page)
