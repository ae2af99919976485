"""Signing in and out, and one's own account."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhuanban.ground.core.forms import dress
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.forms import ChangePasswordForm
from zhuanban.ground.signin.services import change_password
from zhuanban.ground.signin.views.single import ways
from zhuanban.ground.signin.views.steps import after_first_step


class SignIn(LoginView):
    """The page where people sign in."""

    template_name = "signin/sign_in.html"
    redirect_authenticated_user = True

    def get_form(self, form_class: type[AuthenticationForm] | None = None) -> AuthenticationForm:
        form = super().get_form(form_class)
        for field in form.fields.values():
            dress(field)
        form.error_messages["invalid_login"] = "用户名或密码不对。连续输错 5 次要等 30 分钟。"
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        unfolded = "local" in self.request.GET or self.request.method == "POST"
        return {**context, "ways": ways(self.get_redirect_url()), "is_unfolded": unfolded}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        return after_first_step(self.request, form.get_user(), onward=self.get_redirect_url())


def account(request: HttpRequest) -> HttpResponse:
    """One's own roles, and a new password."""
    user = cast(User, request.user)
    form = ChangePasswordForm(request.POST or None)
    if changed := form.run(change_password, by=user):
        update_session_auth_hash(request, changed)
        messages.success(request, "密码已修改。")
        return redirect("signin:account")
    return render(request, "signin/account.html", {"form": form, "seats": user.seats})
