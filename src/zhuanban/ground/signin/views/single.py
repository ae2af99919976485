"""Coming and going by the government's own sign-on."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from zhuanban.ground.core.encryption import Unreadable, seal_text, unseal_text
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.keyring import KeyFault
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.providers import Identity, Rejected, Unavailable, cas, oidc
from zhuanban.ground.signin.services import end_by_ticket, recognise
from zhuanban.ground.signin.views.arriving import leave
from zhuanban.ground.signin.views.steps import SINGLE, after_first_step, confirm, own_address

log = logging.getLogger(__name__)
ASKED = "signin.asked"
MOST_ASKED = 5  # as many tabs may be on their way at once
DOWN = "统一身份认证暂时连不上。请稍后再试，或者用本系统的用户名和密码登录。"
NOT_PROVED = "这次统一身份认证没有成功。请从登录页重新开始。"


def ways(onward: str = "", *, again: bool = False) -> list[dict[str, str]]:
    """The buttons of the sign-in page: what is configured, by its name."""
    asked = {"next": onward, **({"again": "1"} if again else {})}
    told = ((settings.OIDC, settings.OIDC_NAME, "signin:oidc"), (settings.CAS, settings.CAS_NAME, "signin:cas"))
    return [{"name": name, "address": f"{reverse(page)}?{urlencode(asked)}"} for given, name, page in told if given]


@login_not_required
@never_cache
@require_safe
def to_oidc(request: HttpRequest) -> HttpResponse:
    """Off to the provider."""
    provider = oidc.configured()
    if provider is None:
        raise Http404
    try:
        address, kept = oidc.begin(provider, _back(request, "signin:oidc_back"), again=_is_again(request))
    except (Unavailable, Rejected) as error:
        return _not_in(request, error)
    return _gone(request, address, kept)


@login_not_required
@never_cache
@require_safe
def from_oidc(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    provider = oidc.configured()
    if provider is None:
        raise Http404
    kept = _asked(request)
    try:
        identity = oidc.complete(provider, _back(request, "signin:oidc_back"), kept, request.GET.dict())
    except (Unavailable, Rejected) as error:
        return _not_in(request, error)
    return _come(request, identity, provider.issuer, kept)


@login_not_required
@never_cache
@require_safe
def to_cas(request: HttpRequest) -> HttpResponse:
    """Off to the server."""
    server = cas.configured()
    if server is None:
        raise Http404
    address, kept = cas.begin(server, _back(request, "signin:cas_back"), again=_is_again(request))
    return _gone(request, address, kept)


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_cas(request: HttpRequest) -> HttpResponse:
    """Back from the server with a ticket; or the server says which ticket's holder has signed out."""
    server = cas.configured()
    if server is None:
        raise Http404
    if request.method == "POST":
        ticket = cas.ended_ticket(request.POST.get("logoutRequest", ""))
        if ticket:
            end_by_ticket(ticket=ticket)
        return HttpResponse(status=204)
    kept = _asked(request)
    try:
        identity = cas.complete(server, _back(request, "signin:cas_back"), kept, request.GET.dict())
    except (Unavailable, Rejected) as error:
        return _not_in(request, error)
    return _come(request, identity, server.address, kept)


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Signs out here, and at the sign-on by which the person came."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = _sign_out_there(request)
        leave(request)
        answer = super().post(request, *args, **kwargs)
        return render(request, "signin/signed_out.html", {"address": address}) if address else answer


def _sign_out_there(request: HttpRequest) -> str:
    single = request.session.get(SINGLE) or {}
    back = request.build_absolute_uri(reverse("signin:sign_in"))
    provider, server = oidc.configured(), cas.configured()
    if single.get("provider") == cas.NAME and server:
        return cas.sign_out(server, back)
    if single.get("provider") == oidc.NAME and provider:
        try:
            return oidc.end_session(provider, back, unseal_text(single["id_token"], oidc.NAME))
        except (Unavailable, Rejected, Unreadable, KeyFault):
            return ""
    return ""


def _gone(request: HttpRequest, address: str, kept: dict[str, Any]) -> HttpResponse:
    onward = own_address(request, request.GET.get("next", ""))
    asked = list((request.session.get(ASKED) or {}).items())[-MOST_ASKED + 1 :]
    request.session[ASKED] = {**dict(asked), kept["state"]: {**kept, "onward": onward}}
    return redirect(address)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What was asked under the state that came back; it can be answered once."""
    asked = request.session.get(ASKED) or {}
    kept: dict[str, Any] = asked.pop(request.GET.get("state", ""), {})
    request.session[ASKED] = asked
    return kept


def _come(request: HttpRequest, identity: Identity, issuer: str, kept: dict[str, Any]) -> HttpResponse:
    try:
        user = recognise(identity=identity, issuer=issuer)
    except Invalid as error:
        return render(request, "signin/not_in.html", {"words": error.message}, status=403)
    if kept["again"]:
        if user != request.user:
            return render(request, "signin/not_in.html", {"words": NOT_PROVED}, status=403)
        confirm(request, proved=False)
        return redirect(kept["onward"])
    single = {"provider": identity.provider}
    if "id_token" in identity.kept:
        single["id_token"] = seal_text(identity.kept["id_token"], oidc.NAME)
    if "ticket" in identity.kept:
        single["ticket"] = identity.kept["ticket"]
    return after_first_step(request, user, onward=kept["onward"], single=single)


def _not_in(request: HttpRequest, error: Unavailable | Rejected) -> HttpResponse:
    log.warning("sign-on: %s: %s", type(error).__name__, error)
    if isinstance(error, Unavailable):
        return render(request, "signin/not_in.html", {"words": DOWN}, status=503)
    return render(request, "signin/not_in.html", {"words": NOT_PROVED}, status=403)


def _is_again(request: HttpRequest) -> bool:
    return "again" in request.GET and isinstance(request.user, User)


def _back(request: HttpRequest, page: str) -> str:
    return request.build_absolute_uri(reverse(page))
