"""What the frame of every page says of a deputy: for whom it acts, and the switch."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User


@fill("banner", "orgs/_acting.html", order=10)
def acting(request: HttpRequest, _context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Only for who is somebody's deputy today."""
    user = request.user
    if not isinstance(user, User) or not user.principals:
        return None
    has_own = any(seat.acts_for_id is None for seat in user.held_seats)
    return {"acting_for": user.acting_for, "principals": user.principals, "has_own": has_own, "user": user}
