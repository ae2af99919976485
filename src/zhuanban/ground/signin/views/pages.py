"""Signing in and out, and one's own account."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.core.forms import dress
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.forms import ChangePasswordForm, SignInForm
from zhuanban.ground.signin.rules import Ending
from zhuanban.ground.signin.selectors import must_change_now, own_session, sessions_of, warned_of_end
from zhuanban.ground.signin.services import (
    carry_session_on,
    change_password,
    end_own_session,
    end_session,
    end_sessions_of,
    key_of,
    password_rules,
)
from zhuanban.ground.signin.views.arriving import way_is_password
from zhuanban.ground.signin.views.single import ways
from zhuanban.ground.signin.views.steps import after_first_step, own_address


class SignIn(LoginView):
    """The page where people sign in."""

    template_name = "signin/sign_in.html"
    redirect_authenticated_user = True
    authentication_form = SignInForm

    def get_form(self, form_class: type[AuthenticationForm] | None = None) -> AuthenticationForm:
        form = super().get_form(form_class)
        for field in form.fields.values():
            dress(field)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        ended = self.request.GET.get("ended", "")
        context["ended"] = Ending(ended).label if ended in Ending.values else ""
        unfolded = "local" in self.request.GET or self.request.method == "POST"
        is_local, known = settings.LOCAL_SIGNIN, ways(self.get_redirect_url())
        return {**context, "ways": known, "is_unfolded": unfolded, "is_local": is_local}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        return after_first_step(self.request, form.get_user(), onward=self.get_redirect_url())


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own roles, and a new password."""
    user = cast(User, request.user)
    form = ChangePasswordForm(request.POST or None)
    if changed := form.run(change_password, by=user, session_key=request.session.session_key or ""):
        _stay_in(request, changed)
        return redirect("signin:account")
    context = {"form": form, "seats": user.seats, "rules": password_rules(user), "ends_at": warned_of_end(user)}
    return render(request, "signin/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Nothing else before the first, reset or old password has been changed."""
    user = cast(User, request.user)
    if not must_change_now(user) or not way_is_password(request):
        return redirect("signin:account")
    form = ChangePasswordForm(request.POST or None)
    if changed := form.run(change_password, by=user, session_key=request.session.session_key or ""):
        _stay_in(request, changed)
        return redirect(own_address(request, request.GET.get("next", "")))
    context = {"form": form, "rules": password_rules(user), "is_first": user.must_change_password}
    return render(request, "signin/new_password.html", context)


def _stay_in(request: HttpRequest, changed: User) -> None:
    """The session in which the password was changed goes on, under another key."""
    old_key = request.session.session_key or ""
    update_session_auth_hash(request, changed)
    carry_session_on(by=changed, old_key=old_key, new_key=key_of(request.session))
    messages.success(request, "密码已修改。别处的登录都已退出。")


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and one's last sign-ins."""
    user = cast(User, request.user)
    here = request.session.session_key
    rows = [(session, session.session_key == here) for session in sessions_of(user)]
    context = {"rows": rows, "has_others": any(not row.ending and not is_here for row, is_here in rows)}
    return render(request, "signin/sessions.html", context)


@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """End a session of one's own elsewhere."""
    user = cast(User, request.user)
    end_own_session(by=user, session=get_object_or_404(own_session(user, pk)))
    messages.success(request, "已结束那一次登录。")
    return redirect("signin:sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own but this one."""
    count = end_sessions_of(cast(User, request.user), Ending.BY_OWNER, but=request.session.session_key or "")
    messages.success(request, f"已结束 {count} 次别处的登录。" if count else "没有别处的登录。")
    return redirect("signin:sessions")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody still works on the page that is open; or the page says that nobody does any more."""
    if request.POST.get("over"):
        end_session(session_key=request.session.session_key or "", ending=Ending.IDLE)
        logout(request)
    return HttpResponse(status=204)
