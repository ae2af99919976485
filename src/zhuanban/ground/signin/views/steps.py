"""From the first proof to being in: what the session keeps in between, and how fresh a proof is."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.proofs.bounds import CONFIRMED_FOR, PROVED, SECOND_STEP_WITHIN
from zhuanban.ground.signin.selectors import factors_of, waiting_user
from zhuanban.ground.signin.services import remember_ticket
from zhuanban.ground.signin.views.arriving import arrive

WAITING, CONFIRMED, SINGLE = "signin.waiting", "signin.confirmed", "signin.single"


def own_address(request: HttpRequest, address: str) -> str:
    """The address where it is one of ours, else home."""
    is_own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and is_own else resolve_url("desk:home")


def after_first_step(
    request: HttpRequest, user: User, *, onward: str, single: dict[str, Any] | None = None
) -> HttpResponse:
    """In, or on to the second step where the account has a second factor. `single`: what the sign-on left behind."""
    if not factors_of(user).exists():
        return enter(request, user, onward=onward, single=single)
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": user.pk, "hash": user.get_session_auth_hash(), "at": seconds(), "onward": onward, "single": single,
    }  # fmt: skip
    return redirect("signin:second_step")


def waiting(request: HttpRequest) -> tuple[User | None, dict[str, Any]]:
    """Who has taken the first step here, lately; and what was kept of it."""
    kept = request.session.get(WAITING) or {}
    if not kept or seconds() - kept["at"] > SECOND_STEP_WITHIN.total_seconds():
        return None, {}
    return waiting_user(kept["user"], kept["hash"]), kept


def enter(
    request: HttpRequest, user: User, *, onward: str, single: dict[str, Any] | None = None, proved: bool = False
) -> HttpResponse:
    """Signed in."""
    request.session.pop(WAITING, None)
    arrive(request, user, way=single["provider"] if single else "password")
    request.session[CONFIRMED] = seconds()
    if proved:
        request.session[PROVED] = True
    if single:
        request.session[SINGLE] = single
        if "ticket" in single:
            remember_ticket(ticket=single["ticket"], session_key=cast(str, request.session.session_key))
    return redirect(own_address(request, onward))


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person has proved lately that it is still him or her; with the second factor where there is one."""
    lately = seconds() - request.session.get(CONFIRMED, 0) <= CONFIRMED_FOR.total_seconds()
    return lately and (has_proved(request) or not factors_of(cast(User, request.user)).exists())


def confirm(request: HttpRequest, *, proved: bool) -> None:
    """Note a fresh proof."""
    request.session[CONFIRMED] = seconds()
    if proved:
        request.session[PROVED] = True


def has_proved(request: HttpRequest) -> bool:
    """Whether the second factor was given in this session."""
    return bool(request.session.get(PROVED))


def site_of(request: HttpRequest) -> str:
    """The name by which the browser knows us, without the port: security keys are bound to it."""
    return split_domain_port(request.get_host())[0]


def seconds() -> int:
    return int(clock.now().timestamp())
