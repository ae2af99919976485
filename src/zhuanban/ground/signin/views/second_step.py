"""Proving the second factor: when signing in, and again before factors are changed."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.forms import CodeForm, KeyForm, PasswordForm
from zhuanban.ground.signin.proofs import security_keys
from zhuanban.ground.signin.selectors import factors_of, keys_of
from zhuanban.ground.signin.services import prove_by_code, prove_by_key
from zhuanban.ground.signin.views.arriving import way_is_password
from zhuanban.ground.signin.views.single import ways
from zhuanban.ground.signin.views.steps import confirm, enter, own_address, site_of, waiting

QUESTION = "signin.key_question"
Done = Callable[[], HttpResponse]


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """After the password or the sign-on: the code of the app, a recovery code, or the security key."""
    user, kept = waiting(request)
    if user is None:
        return redirect("signin:sign_in")

    def done() -> HttpResponse:
        return enter(request, user, onward=kept["onward"], single=kept["single"], proved=True)

    return _asked(request, user, done, "signin/second_step.html", {})


@never_cache
@require_http_methods(["GET", "POST"])
def confirmation(request: HttpRequest) -> HttpResponse:
    """Once more, before something about signing in is changed."""
    user = cast(User, request.user)
    onward = own_address(request, request.GET.get("next", ""))
    has_factor = factors_of(user).exists()

    def done() -> HttpResponse:
        confirm(request, proved=has_factor)
        return redirect(onward)

    context = {"next": onward}
    if has_factor:
        return _asked(request, user, done, "signin/confirmation.html", context)
    if not way_is_password(request) or not user.has_usable_password():  # a password that may never have been used
        return render(request, "signin/confirmation.html", {**context, "ways": ways(onward, again=True)})
    form = PasswordForm(request.POST or None)
    if form.run(_right_password, request=request):
        return done()
    return render(request, "signin/confirmation.html", {**context, "form": form})


def _right_password(*, request: HttpRequest, password: str) -> bool:
    """Counted like signing in: who tries too often rests."""
    username = cast(User, request.user).username
    if authenticate(request, username=username, password=password) is None:
        raise Invalid("密码不对。", "password")
    return True


def _asked(request: HttpRequest, user: User, done: Done, template: str, context: dict[str, Any]) -> HttpResponse:
    host = site_of(request)
    held = list(keys_of(user).values()) if security_keys.can_be_used_at(host) else []
    by_key = "answer" in request.POST
    form = CodeForm(None if by_key else request.POST or None)
    key_form = KeyForm(request.POST if by_key else None)
    if form.run(prove_by_code, by=user) or key_form.run(_proved_by_key, by=user, request=request, host=host, held=held):
        return done()
    question = None
    if held:
        question, request.session[QUESTION] = security_keys.begin_proof(host, held)
    context |= {"form": form, "key_form": key_form, "question": question, "user_name": user.name}
    return render(request, template, context)


def _proved_by_key(*, by: User, request: HttpRequest, host: str, held: list[bytes], answer: str) -> str:
    state = request.session.pop(QUESTION, {})
    proof = security_keys.complete_proof(host, state, held, answer) if state else None
    return prove_by_key(by=by, key=proof[0] if proof else b"", counter=proof[1] if proof else 0)
