"""Taking a password, and counting wrong ones: a name that nobody has is treated exactly like one that somebody has."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.events import AccountLocked, AccountUnlocked, SignInFailed
from zhuanban.ground.signin.models import Tries
from zhuanban.ground.signin.rules import TRIES_FROM_EVERYWHERE, rest_after

# Tries that lie further apart do not belong together; after a quiet day the next rest is a short one again.
TOGETHER, QUIET = timedelta(minutes=30), timedelta(days=1)


class CountedBackend(ModelBackend):
    """Names and passwords of this installation; whoever tries too often rests, whatever page asks."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **_given: Any) -> User | None:
        """Raises PermissionDenied where it fails, so that no other backend takes the same password again."""
        if username is None or password is None:
            return None
        address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
        if resting_until(username, address) is None:
            user = super().authenticate(request, username=username, password=password)  # hashes for unknown names too
            if isinstance(user, User) and _may_come(user):
                forget_tries(username, address)
                return user
            count_wrong(username, address)
        raise PermissionDenied

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, while it is open."""
        user = ACCOUNT.first(pk=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None


ACCOUNT: Prepared[User] = Prepared(lambda pk: User.objects.filter(pk=pk))


def _may_come(user: User) -> bool:
    """An emergency account until its end; the others unless everybody comes by the government's sign-on."""
    return user.ends_at > clock.now() if user.ends_at else settings.LOCAL_SIGNIN


def name_digest(username: str) -> str:
    return _digest(f"name\0{username.strip().lower()}")


def _digest(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"signin.tries\0{words}".encode(), sha256).hexdigest()[:32]


def resting_until(username: str, address: str) -> datetime | None:
    """Until when this name is not taken from this address; None where it is."""
    keys = ["", _digest(f"address\0{address}")]
    rows = Tries.objects.filter(name_digest=name_digest(username), address_digest__in=keys, rests_until__gt=clock.now())
    return max((row.rests_until for row in rows if row.rests_until), default=None)


@transaction.atomic
def count_wrong(username: str, address: str) -> None:
    """One more wrong password for this name: from this address, and from wherever."""
    user = User.objects.filter(username=username).first()
    known = user.pk if user else 0
    record(SignInFailed(user_id=known), by=None, private={"username": username[:150], "address": address})
    bounds = {_digest(f"address\0{address}"): settings.SIGN_IN_TRIES}
    bounds[""] = settings.SIGN_IN_TRIES * TRIES_FROM_EVERYWHERE
    for key, most in bounds.items():
        if minutes := _counted(name_digest(username), key, most, user):
            private = {"username": username[:150], "address": address}
            record(AccountLocked(user_id=known, minutes=minutes), by=None, private=private)


def _counted(name: str, address: str, most: int, user: User | None) -> int:
    """Count; the minutes of the rest that begins with this one, else 0."""
    now = clock.now()
    row, _ = Tries.objects.select_for_update().get_or_create(
        name_digest=name, address_digest=address, defaults={"user": user, "last_at": now}
    )
    if now - row.last_at > TOGETHER:
        row.wrong = 0
    if now - row.last_at > QUIET:
        row.rests = 0
    row.wrong, row.last_at, row.user = row.wrong + 1, now, user
    rest = None
    if row.wrong >= most:
        rest = rest_after(row.rests, settings.SIGN_IN_REST_MINUTES)
        row.wrong, row.rests, row.rests_until = 0, row.rests + 1, now + rest
    row.save()
    return int(rest.total_seconds() // 60) if rest else 0


def forget_tries(username: str, address: str) -> None:
    """After a right password: what was counted from this address, and wrong ones from wherever."""
    rows = Tries.objects.filter(name_digest=name_digest(username))
    rows.filter(address_digest=_digest(f"address\0{address}")).delete()
    rows.filter(address_digest="", rests=0).update(wrong=0)


@transaction.atomic
def unlock_account(*, by: User, user: User) -> int:
    """The security administrator lets somebody try again at once; how many rests ended."""
    require(by, "account.unlock", user)
    return _unlocked(lock(user), by)


@transaction.atomic
def unlock_on_server(username: str) -> User:
    """The same on the server, by whoever looks after it."""
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise Invalid(f"没有用户名为“{username}”的账号。")
    _unlocked(user, None)
    return user


def _unlocked(user: User, by: User | None) -> int:
    rows = Tries.objects.filter(name_digest=name_digest(user.username))
    count = rows.filter(rests_until__gt=clock.now()).count()
    if not count:
        raise Invalid("这个账号没有被暂停登录，不用解锁。")
    rows.delete()
    record(AccountUnlocked(user_id=user.pk), by=by)
    return count


def forget_old_tries() -> int:
    """Tries of which nothing follows any more."""
    return Tries.objects.filter(last_at__lt=clock.now() - 2 * QUIET).delete()[0]
