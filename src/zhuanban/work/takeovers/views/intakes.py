"""Pages of old files: the list and the upload, naming the columns, looking through what was read, bringing it in."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may
from zhuanban.ground.core.previews import FIELD, Preview
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors.kinds import kinds_of, spec_of
from zhuanban.work.takeovers.forms.intakes import ItemsForm, MappingForm, OldFileForm
from zhuanban.work.takeovers.models import Intake
from zhuanban.work.takeovers.rules.headings import digest_of, guessed
from zhuanban.work.takeovers.rules.items import Item
from zhuanban.work.takeovers.selectors.intakes import (
    content_of,
    intake_for,
    intakes_for,
    items_in,
    judged,
    known_layout,
    photos_of,
    suggestions,
    township_names,
)
from zhuanban.work.takeovers.services import intakes
from zhuanban.work.takeovers.services.tables import OWN, layout_of, unknown_values
from zhuanban.work.takeovers.views.openings import READ_WRITE

PAGE, ITEMS = 30, 20


@READ_WRITE
def listing(request: HttpRequest, campaign: str) -> HttpResponse:
    """What was brought in, and the upload of a further file."""
    user, action = _taker(request, campaign)
    form = OldFileForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        kinds=kinds_of(action, Profile.LEDGER) | kinds_of(action, Profile.CASE),
    )
    sent = request.FILES.get("content")
    name = sent.name if sent and sent.name else ""
    if taken := form.run(intakes.upload_old, by=user, campaign=action, name=name):
        return redirect("takeovers:intake", campaign, taken.uid)
    context = {
        "campaign": action, "form": form,
        "page": Paginator(intakes_for(user, action), PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "takeovers/intakes.html", context, status=422 if form.is_bound else 200)


@READ_WRITE
def intake(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """One file: its columns to be named, what was read of it, or what it became."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    row = intake_for(user, action, uid)
    if row.state == Intake.State.MAPPING:
        return redirect("takeovers:mapping", campaign, uid)
    if row.state != Intake.State.READ:
        if request.method == "POST":
            raise Http404
        return render(request, "takeovers/received.html", {"campaign": action, "row": row})
    items = judged(user, row, items_in(row))
    show = request.GET.get("show", "")
    shown = [item for item in items if show != "faults" or (item.faults and not item.skip)]
    page = Paginator(shown, ITEMS).get_page(request.GET.get("page"))
    form = ItemsForm(
        request.POST if request.method == "POST" else None, items=list(page.object_list),
        towns=list(townships_of(action.district_id)),
    )  # fmt: skip
    if form.run(intakes.correct_items, by=user, intake=row):
        messages.success(request, "已保存核对结果。")
        return redirect(request.get_full_path())
    context = {
        "campaign": action, "row": row, "form": form, "page": page, "show": show,
        "faulty": sum(bool(item.faults) and not item.skip for item in items),
        "counts": row.counts, "photos": photos_of(row, page.object_list), "preview": _shown(user, row, items),
        "suggested": suggestions(user, row, list(page.object_list)),
    }  # fmt: skip
    return render(request, "takeovers/intake.html", context, status=422 if form.is_bound else 200)


@READ_WRITE
def mapping(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """What the columns of a table mean."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    row = intake_for(user, action, uid)
    if row.sort != Intake.Sort.TABLE or row.state not in {Intake.State.MAPPING, Intake.State.READ}:
        raise Http404
    layout = layout_of(content_of(row), row.file_name)
    own = {f"{OWN}{field.code}": field.label for field in spec_of(row.kind).fields if field.is_asked}
    kept = row.mapping or known_layout(action, digest_of(layout.headings))
    meant = kept.columns if kept else guessed(layout.headings, own)
    unknown = unknown_values(layout, meant, kept.values if kept else {}, township_names(action))
    form = MappingForm(
        request.POST if request.method == "POST" else None, headings=layout.headings, meant=meant, own=own,
        unknown=unknown, towns=list(townships_of(action.district_id)),
        initial={"name": kept.name if kept else row.file_name.rpartition(".")[0][:60]},
    )  # fmt: skip
    if done := form.run(intakes.map_columns, by=user, intake=row):
        if done.state == Intake.State.READ:
            return redirect("takeovers:intake", campaign, uid)
        messages.info(request, "列对应已保存。还有几个词要说明是什么意思，请在下面选定。")
        return redirect("takeovers:mapping", campaign, uid)
    context = {"campaign": action, "row": row, "form": form, "rows": form.rows(layout.samples), "kept": kept}
    return render(request, "takeovers/mapping.html", context, status=422 if form.is_bound else 200)


@require_POST
def receive(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Bring the file in as it was shown."""
    user = cast(User, request.user)
    row = intake_for(user, campaign_for(user, campaign), uid)
    try:
        if row.state == Intake.State.READ:
            why = _shown(user, row, judged(user, row, items_in(row))).why_not(request.POST.get(FIELD, ""))
            if why:
                raise Invalid(why)
        intakes.bring_in(by=user, intake=row)
        messages.success(request, "已接收。")
    except Invalid as error:
        messages.error(request, error.message)
    return redirect("takeovers:intake", campaign, uid)


@require_POST
def take_back(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Make void what the file brought in."""
    return _answered(request, campaign, uid, intakes.take_back, "已撤销，登记的事项已作废。")


@require_POST
def discard(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Give the file up."""
    return _answered(request, campaign, uid, intakes.discard, "已放弃，文件内容不再保存。")


def _answered(request: HttpRequest, campaign: str, uid: UUID, service: Any, words: str) -> HttpResponse:
    user = cast(User, request.user)
    row = intake_for(user, campaign_for(user, campaign), uid)
    try:
        service(by=user, intake=row)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("takeovers:intake", campaign, uid)


def _shown(user: User, row: Intake, items: Sequence[Item]) -> Preview:
    """What the page asks a yes for: every item as it stands."""
    stands = [(item.digest, item.skip, item.is_closed, item.attach) for item in items]
    return Preview("takeovers.intake", user.pk, [str(row.uid), row.counts], stands)


def _taker(request: HttpRequest, campaign: str) -> tuple[User, Campaign]:
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "takeover.bring_in", action):
        raise Http404
    return user, action
