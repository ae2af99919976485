"""Somebody is in: what the session notes of it, whichever way he or she came."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.formats import date_format

from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.rules import WAY, Ending
from zhuanban.ground.signin.selectors import since_last_sign_in, warned_of_end
from zhuanban.ground.signin.services import begin_session, end_session, key_of

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def arrive(request: HttpRequest, user: User, way: str = "password") -> None:
    """Sign in, note it, and tell the owner what he or she should know of the account."""
    last = user.last_login
    login(request, user, backend=BACKEND)
    request.session[WAY] = way
    begin_session(
        by=user, session_key=key_of(request.session), way=way,
        agent=request.headers.get("User-Agent", ""), address=request.META.get("REMOTE_ADDR", ""),
    )  # fmt: skip
    _tell(request, user, last)


def _tell(request: HttpRequest, user: User, last: datetime | None) -> None:
    since = since_last_sign_in(user, last)
    if since and since.wrong:
        at = date_format(since.at.astimezone(SHANGHAI), "n月j日 H:i")
        words = f"上次登录是 {at}，此后有 {since.wrong} 次输错密码。不是您本人输错的话，请告诉安全保密管理员。"
        messages.warning(request, words)
    if way_is_password(request) and (ends_at := warned_of_end(user)) and not user.must_change_password:
        day = date_format(ends_at.astimezone(SHANGHAI), "n月j日")
        messages.warning(request, f"密码将在 {day} 到期，请到“我的账号”里修改，免得到时中断办事。")


def way_is_password(request: HttpRequest) -> bool:
    """Whether this session was opened with a password of this installation."""
    return bool(request.session.get(WAY, "password") == "password")


def leave(request: HttpRequest) -> None:
    """Note that somebody signs out."""
    key = request.session.session_key
    if key and request.user.is_authenticated:
        end_session(session_key=key, ending=Ending.SIGNED_OUT, address=request.META.get("REMOTE_ADDR", ""))
