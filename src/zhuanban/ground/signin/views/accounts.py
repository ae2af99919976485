"""Looking after accounts: for the system administrator, and what the other two administrators see and do of it."""

import json
from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.encryption import seal_text, unseal_text
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role
from zhuanban.ground.signin.forms import OpenAccountForm
from zhuanban.ground.signin.selectors import (
    STATES,
    accounts_for,
    people_without_account,
    resting_among,
    rests_until,
)
from zhuanban.ground.signin.services import (
    disable_account,
    enable_account,
    open_account_for,
    reset_password,
    unlock_account,
)

PAGE, SHOWN = 50, "signin.shown_once"


def administrator(request: HttpRequest) -> User:
    """Who asks; to everybody else the page is not there."""
    user = cast(User, request.user)
    if not user.has_role(*THREE_ADMINISTRATORS):
        raise Http404
    return user


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts of the district, by name."""
    user = administrator(request)
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:30]
    shown = Paginator(accounts_for(user, state, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "shown": shown, "states": STATES, "state": state, "q": words, "resting": resting_among(list(shown.object_list)),
        "may_open": user.has_role(Role.SYSTEM_ADMIN),
    }  # fmt: skip
    return render(request, "signin/accounts.html", context)


@require_safe
def one_account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles, and what may be done with it."""
    user = administrator(request)
    row = get_object_or_404(accounts_for(user), pk=pk)
    context = {
        "account": row, "rests_until": rests_until(row), "may_manage": may(user, "account.manage", row),
        "may_unlock": may(user, "account.unlock", row), "may_reset": may(user, "factor.reset", row),
        "is_apart": row.has_role(*THREE_ADMINISTRATORS),
    }  # fmt: skip
    return render(request, "signin/one_account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """Open an account for a person of the district."""
    user = administrator(request)
    if not user.has_role(Role.SYSTEM_ADMIN):
        raise Http404
    form = OpenAccountForm(request.POST or None, people=people_without_account(user))
    if opened := form.run(open_account_for, by=user):
        return _show_once(request, *opened)
    return render(request, "signin/open_account.html", {"form": form})


@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password, shown once."""
    return _with_password(request, pk, reset_password)


@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again, with a new password."""
    return _with_password(request, pk, enable_account)


@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody comes in by it any more."""
    user = administrator(request)
    row = get_object_or_404(accounts_for(user), pk=pk)
    disable_account(by=user, user=row)
    messages.success(request, f"已停用“{row}”的账号，正在用的登录也已结束。")
    return redirect("signin:one_account", pk)


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody try again before the rest is over."""
    user = administrator(request)
    row = get_object_or_404(accounts_for(user), pk=pk)
    unlock_account(by=user, user=row)
    messages.success(request, f"“{row}”可以马上再登录。")
    return redirect("signin:one_account", pk)


@never_cache
@require_safe
def shown_once(request: HttpRequest) -> HttpResponse:
    """A first password, once: it is gone from here as soon as it has been shown."""
    sealed = request.session.pop(SHOWN, "")
    if not sealed:
        return redirect("signin:accounts")
    username, name, password = json.loads(unseal_text(sealed, _bound(request)))
    context = {"username": username, "name": name, "password": password}
    return render(request, "signin/shown_once.html", context)


def _with_password(request: HttpRequest, pk: int, service: Callable[..., Any]) -> HttpResponse:
    user = administrator(request)
    row = get_object_or_404(accounts_for(user), pk=pk)
    return _show_once(request, row, service(by=user, user=row))


def _show_once(request: HttpRequest, account: User, password: str) -> HttpResponse:
    kept = json.dumps([account.username, account.name, password])
    request.session[SHOWN] = seal_text(kept, _bound(request))
    return redirect("signin:shown_once")


def _bound(request: HttpRequest) -> str:
    return f"signin.shown:{cast(User, request.user).pk}"
