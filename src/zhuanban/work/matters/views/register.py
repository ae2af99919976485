"""Registering a matter from the desk."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.register import MendForm, RegisterForm
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors import specs_of
from zhuanban.work.matters.selectors.registering import may_register, townships_to_register
from zhuanban.work.matters.services import mend_on_spot, register_matter

STARTING = frozenset({"kind", "clause", "place", "planned_on"})


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, campaign: str) -> HttpResponse:
    """The form; `?profile=` narrows the kinds, `?kind=` asks for the fields of one."""
    return _asked(request, campaign, RegisterForm, register_matter, "已登记，编号 {}。")


@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, campaign: str) -> HttpResponse:
    """The same for what was found, mended and closed in one visit."""
    return _asked(request, campaign, MendForm, mend_on_spot, "{} 已立查立改，当场销号。")


def _asked(
    request: HttpRequest, campaign: str, shape: type[RegisterForm], service: Callable[..., Matter], words: str
) -> HttpResponse:
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may_register(user, action):
        raise Http404
    profile = request.GET.get("profile", "")
    specs = [pair for pair in specs_of(action) if profile not in Profile.values or pair[0].profile == profile]
    form = shape(
        request.POST or None,
        request.FILES or None,
        initial={name: value for name, value in request.GET.items() if name in STARTING or name.startswith("field-")},
        is_refined="HX-Request" in request.headers,
        by=user,
        campaign=action,
        specs=specs,
        townships=townships_to_register(user, action),
    )
    if matter := form.run(service, campaign=action):
        messages.success(request, words.format(matter.number))
        return redirect("matters:detail", action.slug, matter.uid)
    context = {
        "campaign": action, "form": form, "spec": form.spec, "profile": profile, "is_mended": shape is MendForm,
    }  # fmt: skip
    return render(request, "matters/register.html", context, status=422 if form.is_bound else 200)
