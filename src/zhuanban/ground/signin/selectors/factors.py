"""Who has, or must have, a second factor."""

import base64

from django.conf import settings
from django.db.models import QuerySet

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.models import Factor, LinkedAccount, RecoveryCode


def must_have_factor(user: User) -> bool:
    """Whether one of today's seats asks for a second factor (ZHUANBAN_SECOND_FACTOR_ROLES).

    An emergency has none at hand; accounts of a demo are for one machine alone.
    """
    if user.is_emergency or user.is_demo:
        return False
    return any(seat.role in settings.SECOND_FACTOR_ROLES for seat in user.seats)


def factors_of(user: User) -> QuerySet[Factor]:
    return Factor.objects.filter(user=user).order_by("pk")


def recovery_codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def links_of(user: User) -> QuerySet[LinkedAccount]:
    return LinkedAccount.objects.filter(user=user).order_by("pk")


def accounts_to_reset(by: User) -> QuerySet[User]:
    """The accounts whose factors and links the security administrator may take."""
    return permitted(by, "factor.reset", User).order_by("username")


def keys_of(user: User) -> dict[int, bytes]:
    """The public parts of the user's security keys, by the row."""
    rows = Factor.objects.filter(user=user, kind=Factor.Kind.KEY).order_by("pk")
    return {row.pk: base64.b64decode(row.secret.in_full()) for row in rows}


def waiting_user(user_id: int, session_hash: str) -> User | None:
    """Who has taken the first step of signing in; none where the account was closed or its password changed since."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user if user and user.get_session_auth_hash() == session_hash else None
