"""Whose password is a first one, was reset or is too old changes it before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from zhuanban.ground.core.answers import told
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.rules import WAY
from zhuanban.ground.signin.selectors import must_change_now

OPEN_PAGES = frozenset(
    {"core:health", "core:policy_report", "signin:new_password", "signin:sign_in", "signin:sign_out", "signin:stay"}
)
FIRST = "请先修改密码：第一次登录、密码被重置或到期后，要改好密码才能继续。"


class PasswordFirst:
    """Only for whoever came by a password; the government's sign-on has rules of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        page = request.resolver_match
        if page is not None and page.view_name in OPEN_PAGES:
            return None
        user = request.user
        if not isinstance(user, User) or request.session.get(WAY, "password") != "password":
            return None
        if not must_change_now(user):
            return None
        if request.path_info.startswith("/api/"):  # 401: work that waits on a phone goes on waiting
            return told(request, 401, "E401-3", FIRST)
        if request.method != "GET" or "HX-Request" in request.headers:
            return told(request, 403, "E403-3", FIRST)
        return redirect(f"{reverse('signin:new_password')}?{urlencode({'next': request.get_full_path()})}")
