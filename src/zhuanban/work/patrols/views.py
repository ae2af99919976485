"""The phone pages, their service worker, and the list of visits with what the office settles."""

import hashlib
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.selectors import matter_for, spec_of_matter
from zhuanban.work.patrols.forms import AdmitForm, RefuseForm
from zhuanban.work.patrols.rules import MOST_PHOTOS, VisitState
from zhuanban.work.patrols.selectors.lists import as_data, lists_for, photo_uids, tasks_for, verifying
from zhuanban.work.patrols.selectors.visits import base_of, stands_back, visit_for, visits_for, visits_to_settle
from zhuanban.work.patrols.services import admit_visit, refuse_visit

PAGE_SIZE = 50
KEPT_TASKS = 20
SCRIPTS = {
    "phone": ("camera", "report"),
    "verify": ("camera", "verify"),
    "tasks": ("tasks",),
}
SHARED_SCRIPTS = ("dom", "sha256", "store", "picture", "position", "queue", "panel")
FILES = (
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/bootstrap-icons/bootstrap-icons.min.css",
    "core/zhuanban.css",
    "core/icon.svg",
    "core/digests.js",
    "core/frame.js",
    "phone/phone.css",
    "vendor/idb/idb.js",
    "vendor/htmx/htmx.min.js",
    *(f"phone/{name}.js" for name in (*SHARED_SCRIPTS, "camera", "report", "verify", "tasks")),
)


def visited_action(request: HttpRequest, slug: str) -> tuple[User, Campaign]:
    """Who asks and the action; Refused for those whose role does not visit."""
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    require(user, "visit.make", action)
    return user, action


def page_of(request: HttpRequest, user: User, action: Campaign, page: str, **given: Any) -> dict[str, Any]:
    """What every phone page hands to its script, and the scripts it needs."""
    here = reverse("patrols:phone", args=[action.slug])
    verify = reverse("patrols:verify", args=[action.slug, UUID(int=0)])
    matter = reverse("matters:detail", args=[action.slug, UUID(int=0)])
    data = {
        "slug": action.slug,
        "campaignName": action.short_name,
        "owner": user.username,
        "ownerName": user.name,
        "mostPhotos": MOST_PHOTOS,
        "urls": {
            "api": f"/api/v1/c/{action.slug}/",
            "fresh": here,
            "worker": reverse("patrols:worker", args=[action.slug]),
            "signIn": f"{reverse('signin:sign_in')}?{urlencode({'next': request.path})}",
            "verify": verify.replace(str(UUID(int=0)), "UID"),
            "matter": matter.replace(str(UUID(int=0)), "UID"),
        },
        **given,
    }
    scripts = [f"phone/{name}.js" for name in (*SHARED_SCRIPTS, *SCRIPTS[page])]
    return {"campaign": action, "page": data, "scripts": scripts, "current": page}


@require_safe
@ensure_csrf_cookie
def phone(request: HttpRequest, campaign: str) -> HttpResponse:
    """The report page: photo, class, save."""
    user, action = visited_action(request, campaign)
    lists = lists_for(user, action)
    context = page_of(request, user, action, "phone", **as_data(lists))
    return render(request, "patrols/phone.html", {**context, "lists": lists})


@require_safe
@ensure_csrf_cookie
def tasks(request: HttpRequest, campaign: str) -> HttpResponse:
    """What this person is to verify, by township."""
    user, action = visited_action(request, campaign)
    asked = request.GET.get("township", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) < 12 else None
    matters = tasks_for(user, action, chosen)
    shown = Paginator(matters, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = shown.object_list[:KEPT_TASKS]
    keep = [reverse("patrols:verify", args=[action.slug, matter.uid]) for matter in kept]
    keep += [picture_url(uid) for uid in photo_uids(kept)]
    context = page_of(request, user, action, "tasks", keep=keep)
    towns = townships_of(action.district_id)
    return render(request, "patrols/tasks.html", {**context, "shown": shown, "towns": towns, "chosen": chosen})


def picture_url(uid: UUID) -> str:
    """The address of a photo's copy."""
    return reverse("files:photo", args=[uid, "copy"])


@require_safe
@ensure_csrf_cookie
def verify(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Before and after, and the verdict; or the sentence why this person cannot give it."""
    user, action = visited_action(request, campaign)
    matter = matter_for(user, action, uid)
    spec = spec_of_matter(matter)
    given = {
        "uid": str(matter.uid),
        "title": matter.title,
        "base": base_of(matter),
        "photoRequired": spec.needs_photo,
        "photoReason": spec.photo_reason,
    }
    context = page_of(request, user, action, "verify", matter=given)
    view = verifying(user, matter)
    return render(request, "patrols/verify.html", {**context, "matter": matter, "spec": spec, "view": view})


@require_safe
def worker(request: HttpRequest, campaign: str) -> HttpResponse:
    """The service worker: its address gives it the phone pages of this action as scope."""
    _, action = visited_action(request, campaign)
    files = [static(name) for name in FILES]
    scope = reverse("patrols:phone", args=[action.slug])
    context = {
        "version": hashlib.sha256("\n".join(files).encode()).hexdigest()[:12],
        "files": files,
        "scope": scope,
        "pages": [scope, reverse("patrols:tasks", args=[action.slug])],
        "script": static("phone/worker.js"),
    }
    response = render(request, "patrols/worker.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def visits(request: HttpRequest, campaign: str) -> HttpResponse:
    """The visits that this person may see; the office finds those that wait for it first."""
    user, action = visited_viewer(request, campaign)
    state = request.GET.get("state", "")
    rows = visits_for(user, action)
    if state in VisitState.values:
        rows = rows.filter(state=state)
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = visits_to_settle(user, action).count()
    context = {"campaign": action, "shown": shown, "states": VisitState.choices, "state": state, "waiting": waiting}
    return render(request, "patrols/visits.html", {**context, "may_visit": may(user, "visit.make", action)})


def visited_viewer(request: HttpRequest, slug: str) -> tuple[User, Campaign]:
    """Who asks and the action: its visits are filtered by the permit."""
    user = cast(User, request.user)
    return user, campaign_for(user, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """One visit as it was sent; the office takes a held one in, or refuses it with a reason."""
    user, action = visited_viewer(request, campaign)
    row = visit_for(user, action, uid)
    act = request.POST.get("act")
    admit = AdmitForm(request.POST if act == "admit" else None, campaign=action, prefix="admit")
    refuse = RefuseForm(request.POST if act == "refuse" else None, prefix="refuse")
    if admit.run(admit_visit, by=user, visit=row):
        messages.success(request, "已受理。")
        return redirect("patrols:visit", action.slug, uid)
    if refuse.run(refuse_visit, by=user, visit=row):
        messages.success(request, "已作不予受理，采集人会看到原因。")
        return redirect("patrols:visit", action.slug, uid)
    is_open = row.state in (VisitState.HELD, VisitState.WAITING)
    context = {
        "campaign": action,
        "visit": row,
        "admit": admit,
        "refuse": refuse,
        "may_settle": is_open and may(user, "visit.settle", row) and not stands_back(user, row),
    }
    return render(request, "patrols/visit.html", context)
