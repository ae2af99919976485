"""What goes by itself: a session notes its bounds, emergency accounts end, old sessions and tries are forgotten."""

from datetime import time, timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver

from zhuanban.ground.core import clock
from zhuanban.ground.journal.registry import every, every_day, on
from zhuanban.ground.orgs.events import WorkHandedOver
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.rules import BEGAN, IDLE, SEEN
from zhuanban.ground.signin.selectors import idle_minutes_for
from zhuanban.ground.signin.services import close_ended_emergencies, disable_handed_over, forget_old_tries


@every(timedelta(minutes=1))
def end_emergencies() -> None:
    """Their time is over."""
    close_ended_emergencies()


@on(WorkHandedOver)
def close_what_was_handed_over(event: WorkHandedOver) -> None:
    """Where it was asked for, the account of who left opens nothing any more."""
    if event.disables:
        disable_handed_over(user_id=event.user_id)


@every_day(at=time(3, 20))
def forget() -> None:
    """Nothing follows any more from what is this old."""
    forget_old_tries()


def seconds() -> int:
    """Now, as a session keeps instants."""
    return int(clock.now().timestamp())


def stamp(session: SessionBase, user: User) -> None:
    """When the session began, was last used, and how long it may rest."""
    session[BEGAN] = session[SEEN] = seconds()
    session[IDLE] = idle_minutes_for(user)


@receiver(user_logged_in)
def stamp_new_session(request: Any, user: User, **_given: Any) -> None:
    """Django's own sign-in is the one door to a session, so no session is without its bounds."""
    stamp(request.session, user)
