"""Whose role asks for a second factor gets to the set-up of one, and nowhere else, until it is given."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhuanban.ground.core.answers import told
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.proofs.bounds import PROVED
from zhuanban.ground.signin.selectors import must_have_factor

OPEN_PAGES = frozenset(
    {
        "core:health",
        "core:policy_report",
        "signin:account",
        "signin:cas",
        "signin:cas_back",
        "signin:confirmation",
        "signin:factors",
        "signin:new_app",
        "signin:new_key",
        "signin:new_password",
        "signin:oidc",
        "signin:oidc_back",
        "signin:recovery_codes",
        "signin:renew_codes",
        "signin:second_step",
        "signin:sign_in",
        "signin:sign_out",
        "signin:stay",
    }
)


class SecondFactorFirst:
    """Asks no more of the database than a page that looks at the seats does anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        user, page = request.user, request.resolver_match
        is_open = page is not None and page.view_name in OPEN_PAGES
        if is_open or not isinstance(user, User) or request.session.get(PROVED) or not must_have_factor(user):
            return None
        words = "您的角色必须先完成第二重验证，请到“我的账号”里设置。"
        if request.path_info.startswith("/api/"):  # 401: work that waits on a phone goes on waiting
            return told(request, 401, "E401-2", words)
        if request.method != "GET" or "HX-Request" in request.headers:
            return told(request, 403, "E403-2", words)
        return redirect("signin:factors")
