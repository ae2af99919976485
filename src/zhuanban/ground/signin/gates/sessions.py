"""A session that nobody uses, or that has lasted long enough, is over; whoever had it is told why."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from zhuanban.ground.core import clock
from zhuanban.ground.core.answers import told
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.handlers import seconds, stamp
from zhuanban.ground.signin.rules import BEGAN, IDLE, SEEN, STAMPED_EVERY, Ending, session_ending
from zhuanban.ground.signin.selectors import ending_of
from zhuanban.ground.signin.services import end_session

OPEN_PAGES = frozenset({"core:health", "core:policy_report", "signin:sign_in"})
# What pages ask by themselves keeps nobody signed in.
BY_THEMSELVES = frozenset({"core:running_work", "desk:counts", "patrols:worker"})


class SessionBounds:
    """Stands before the sign-in is asked for; without a cookie it asks nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        page = request.resolver_match.view_name if request.resolver_match else ""
        if not key or page in OPEN_PAGES:
            return None
        if not isinstance(request.user, User):
            ending = ending_of(key)
        else:
            ending = self._ending(request, request.user)
            if ending:
                end_session(session_key=key, ending=ending)
                logout(request)
        if ending and page != "signin:sign_out":
            return _answer(request, ending)
        if request.user.is_authenticated and page not in BY_THEMSELVES:
            _note(request)
        return None

    def _ending(self, request: HttpRequest, user: User) -> Ending | None:
        now = clock.now()
        if user.ends_at and user.ends_at <= now:
            return Ending.EMERGENCY
        session = request.session
        if SEEN not in session:  # from before such bounds
            stamp(session, user)
        return session_ending(
            now=now, began=_instant(session[BEGAN]), seen=_instant(session[SEEN]),
            idle_minutes=session[IDLE], hours=settings.SESSION_HOURS,
        )  # fmt: skip


def _instant(kept: int) -> datetime:
    return datetime.fromtimestamp(kept, UTC)


def _note(request: HttpRequest) -> None:
    now = seconds()
    if now - request.session.get(SEEN, now) >= STAMPED_EVERY:
        request.session[SEEN] = now


def _answer(request: HttpRequest, ending: Ending) -> HttpResponse:
    if request.path_info.startswith("/api/") or "HX-Request" in request.headers:
        return told(request, 401, "E401", f"{ending.label}。")
    asked = {"next": request.get_full_path() if request.method == "GET" else "/", "ended": ending.value}
    return redirect(f"{reverse('signin:sign_in')}?{urlencode(asked)}")
