"""One's own second factors; and taking them from somebody who has lost them."""

import json
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.encryption import seal_text, unseal_text
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.forms import FirstCodeForm, NewKeyForm, ReasonForm
from zhuanban.ground.signin.proofs import one_time, picture, security_keys
from zhuanban.ground.signin.selectors import (
    accounts_to_reset,
    factors_of,
    keys_of,
    links_of,
    must_have_factor,
    recovery_codes_left,
)
from zhuanban.ground.signin.services import (
    Enrolled,
    enrol_app,
    enrol_key,
    remove_factor,
    renew_recovery_codes,
    reset_factors,
    unlink,
)
from zhuanban.ground.signin.views.second_step import QUESTION
from zhuanban.ground.signin.views.steps import confirm, is_confirmed, site_of

SECRET, CODES = "signin.new_secret", "signin.new_codes"


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """One's own factors, and what the role asks for."""
    user = cast(User, request.user)
    held = list(factors_of(user))
    context = {
        "factors": held, "has_app": any(factor.is_app for factor in held),
        "codes_left": recovery_codes_left(user), "is_due": must_have_factor(user),
        "can_use_keys": security_keys.can_be_used_at(site_of(request)), "links": links_of(user),
    }  # fmt: skip
    return render(request, "signin/factors.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new_app(request: HttpRequest) -> HttpResponse:
    """Take an app into use: scan or type the secret, then type the code that it shows."""
    user = cast(User, request.user)
    if not is_confirmed(request):
        return _first_confirm(request)
    secret = _new_secret(request, user)
    form = FirstCodeForm(request.POST or None)
    if enrolled := form.run(enrol_app, by=user, secret=secret):
        del request.session[SECRET]
        return _enrolled(request, enrolled)
    address = one_time.address_for_app(secret, account=user.username, issuer=f"专班 {user.district or ''}".strip())
    context = {"form": form, "picture": picture.as_image_address(address), "secret": one_time.grouped(secret)}
    return render(request, "signin/new_app.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new_key(request: HttpRequest) -> HttpResponse:
    """Take a security key into use."""
    user, host = cast(User, request.user), site_of(request)
    if not is_confirmed(request):
        return _first_confirm(request)
    if not security_keys.can_be_used_at(host):
        messages.warning(request, "安全密钥要用域名访问才能添加，现在用的是 IP 地址。可以先用手机动态口令。")
        return redirect("signin:factors")
    form = NewKeyForm(request.POST or None)
    state = request.session.pop(QUESTION, {}) if request.method == "POST" else {}
    found = security_keys.complete_enrolment(host, state, request.POST.get("answer", "")) if state else None
    if found is None and form.is_bound:
        form.add_error(None, "密钥没有回应，或回应不对。请重新插入，再试一次。")
    elif found and (enrolled := form.run(_enrol, by=user, found=found)):
        return _enrolled(request, enrolled)
    question, request.session[QUESTION] = security_keys.begin_enrolment(
        host, uid=str(user.pk).encode(), account=user.username, held=list(keys_of(user).values())
    )
    return render(request, "signin/new_key.html", {"form": form, "question": question})


def _enrol(*, by: User, found: tuple[bytes, int], name: str, answer: str) -> Enrolled:
    return enrol_key(by=by, name=name, key=found[0], counter=found[1])


@never_cache
@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New codes, once: they are gone from here as soon as they have been shown."""
    sealed = request.session.pop(CODES, "")
    if not sealed:
        return redirect("signin:factors")
    codes = json.loads(unseal_text(sealed, _bound(request)))
    return render(request, "signin/recovery_codes.html", {"codes": codes})


@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes; the older ones no longer hold."""
    if not is_confirmed(request):
        return _first_confirm(request, reverse("signin:factors"))
    return _show_codes(request, renew_recovery_codes(by=cast(User, request.user)))


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Remove a factor, after asking."""
    user = cast(User, request.user)
    factor = get_object_or_404(factors_of(user), pk=factor_id)
    if not is_confirmed(request):
        return _first_confirm(request)
    if request.method == "POST":
        remove_factor(by=user, factor=factor)
        messages.success(request, f"已移除“{factor.name}”。")
        return redirect("signin:factors")
    return render(request, "signin/remove.html", {"factor": factor})


@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """The security administrator takes all factors, or the links to the sign-on, from an account."""
    by = cast(User, request.user)
    account = get_object_or_404(accounts_to_reset(by), pk=user_id)
    form = ReasonForm(request.POST or None)
    if "unlink" in request.POST:
        if form.run(unlink, by=by, user=account):
            messages.success(request, f"已解除“{account}”与统一身份的绑定。")
            return redirect("signin:reset", account.pk)
    elif form.run(reset_factors, by=by, user=account):
        messages.success(request, f"已重置“{account}”的第二重验证。下次登录时要重新设置。")
        return redirect("signin:reset", account.pk)
    context = {"account": account, "form": form, "factors": factors_of(account), "links": links_of(account)}
    return render(request, "signin/reset.html", context)


def _enrolled(request: HttpRequest, enrolled: Enrolled) -> HttpResponse:
    confirm(request, proved=True)
    messages.success(request, f"已添加“{enrolled.factor.name}”。")
    return _show_codes(request, enrolled.codes) if enrolled.codes else redirect("signin:factors")


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    request.session[CODES] = seal_text(json.dumps(codes), _bound(request))
    return redirect("signin:recovery_codes")


def _new_secret(request: HttpRequest, user: User) -> str:
    """The secret offered in this session; the same one until it is taken into use."""
    sealed = request.session.get(SECRET)
    if sealed:
        return unseal_text(sealed, _bound(request))
    secret = one_time.new_secret()
    request.session[SECRET] = seal_text(secret, _bound(request))
    return secret


def _bound(request: HttpRequest) -> str:
    return f"session:{cast(User, request.user).pk}"


def _first_confirm(request: HttpRequest, onward: str = "") -> HttpResponse:
    return redirect(f"{reverse('signin:confirmation')}?{urlencode({'next': onward or request.path})}")
