"""What signing in puts into pages: the word before a session ends, and an open emergency account."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.rules import IDLE, STAMPED_EVERY
from zhuanban.ground.signin.selectors import emergencies_open


@fill("foot", "signin/_idle.html")
def word_before_the_end(request: HttpRequest, _context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The page counts by itself; the phone page does not end, its records wait for the next sign-in."""
    if not isinstance(request.user, User):
        return None
    minutes = request.session.get(IDLE, 0)
    return {"seconds": minutes * 60 - STAMPED_EVERY} if minutes else None


@fill("administration", "signin/_emergency.html", order=10)
def open_emergency_accounts(request: HttpRequest, _context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Prominent for the security and the audit administrator as long as one is open."""
    user = request.user
    if not isinstance(user, User) or not user.has_role(Role.SECURITY_ADMIN, Role.AUDITOR):
        return None
    accounts = emergencies_open(user)
    return {"accounts": accounts} if accounts else None
