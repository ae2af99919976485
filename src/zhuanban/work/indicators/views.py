"""Pages of the indicators: where every target stands, the readings behind it, entering and correcting them."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.indicators.forms import CorrectionForm, ReadingForm
from zhuanban.work.indicators.rules.verdicts import SHARE_UNITS, said
from zhuanban.work.indicators.selectors import (
    boards_of,
    indicator_for,
    left_to_others,
    reading_for,
    readings_page,
    recordable_townships,
    stands_back,
    statuses_of,
)
from zhuanban.work.indicators.services import correct_reading, record_reading


@require_safe
def overview(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every target with its verdict, its trajectory and its townships."""
    action = campaign_for(cast(User, request.user), campaign)
    page = {"campaign": action, "boards": statuses_of(action), "today": clock.today()}
    return render(request, "indicators/overview.html", page)


@require_safe
def detail(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The readings of one indicator with every version, of one township when asked."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    indicator = indicator_for(user, action, uid)
    asked = request.GET.get("township", "")
    rows = readings_page(indicator, asked, request.GET.get("page", "1"))
    page = {
        "campaign": action,
        "indicator": indicator,
        "boards": boards_of(indicator),
        "asked": asked,
        "townships": townships_of(action.district_id),
        "page": rows,
        "left_to_others": left_to_others(user, rows),
        "places": recordable_townships(user, indicator),
    }
    return render(request, "indicators/detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Enter a reading."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    indicator = indicator_for(user, action, uid)
    places = recordable_townships(user, indicator)
    if not places:
        raise Http404
    given = {"township": request.GET.get("township"), "on": clock.today()}
    form = ReadingForm(request.POST or None, initial=given, places=places, is_share=indicator.unit in SHARE_UNITS)
    if form.run(record_reading, by=user, indicator=indicator):
        messages.success(request, "已填报。")
        return redirect("indicators:detail", campaign, uid)
    return render(request, "indicators/reading.html", {"campaign": action, "indicator": indicator, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Correct a reading; the old value stays."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    old = reading_for(user, action, uid)
    indicator = old.indicator
    if old.township not in recordable_townships(user, indicator) or stands_back(user, old):
        raise Http404
    names = [name for name in ("value", "numerator", "denominator") if getattr(old, name)]
    given = {name: said(getattr(old, name)).replace(",", "") for name in names}
    given |= {"document": old.document, "source_unit": old.source_unit}
    form = CorrectionForm(request.POST or None, initial=given, is_share=indicator.unit in SHARE_UNITS)
    if form.run(correct_reading, by=user, reading=old):
        messages.success(request, "已更正，原值保留在明细中。")
        return redirect("indicators:detail", campaign, indicator.uid)
    page = {"campaign": action, "indicator": indicator, "form": form, "old": old}
    return render(request, "indicators/reading.html", page)
