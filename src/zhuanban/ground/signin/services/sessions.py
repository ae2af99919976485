"""Sessions of accounts: begun at sign-in, ended by their owner, by time, by a further sign-in or with the account."""

from collections.abc import Collection
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Refused
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.events import SessionEnded, SignedIn, SignedOut
from zhuanban.ground.signin.models import SessionRecord
from zhuanban.ground.signin.rules import Ending, device_words

WAYS = {"password": "密码", "oidc": "统一身份认证", "cas": "统一身份认证"}


@transaction.atomic
def begin_session(*, by: User, session_key: str, way: str, agent: str, address: str) -> SessionRecord:
    """Note that somebody signed in; by setting, the account's other sessions end."""
    if settings.ONE_SESSION:
        end_sessions_of(by, Ending.ELSEWHERE, but=session_key)
    noted = {"user": by, "way": way, "device": device_words(agent), "began_at": clock.now(), "ending": ""}
    begun, _ = SessionRecord.objects.update_or_create(session_key=session_key, defaults=noted)  # the same, once more
    event = SignedIn(user_id=by.pk, way=way, way_name=WAYS.get(way, way), is_emergency=by.is_emergency)
    record(event, by=by, private={"address": address, "device": agent[:300]})
    return begun


def key_of(session: Any) -> str:
    """The key of a Django session, given now where it has none yet."""
    if not session.session_key:
        session.save()
    return str(session.session_key)


@transaction.atomic
def end_session(*, session_key: str, ending: Ending, address: str = "") -> bool:
    """End the session of this key, whoever asks having it; False where it had ended or was never noted."""
    open_ones = SessionRecord.objects.select_for_update().filter(session_key=session_key, ending="")
    session = open_ones.first()
    if session is None:
        return False
    _end(session, ending)
    user = session.user
    if ending == Ending.SIGNED_OUT:
        record(SignedOut(user_id=user.pk), by=user, private={"address": address})
    else:
        record(SessionEnded(user_id=user.pk, ending=ending, why=ending.label), by=None)
    return True


@transaction.atomic
def end_own_session(*, by: User, session: SessionRecord) -> None:
    """End one of one's own that is open elsewhere."""
    if session.user_id != by.pk:
        raise Refused
    end_session(session_key=session.session_key, ending=Ending.BY_OWNER)


def end_sessions_of(user: User, ending: Ending, but: str = "") -> int:
    """End all open sessions of the account, except this one; how many."""
    open_ones = list(SessionRecord.objects.select_for_update().filter(user=user, ending="").exclude(session_key=but))
    for session in open_ones:
        _end(session, ending)
    if open_ones:
        record(SessionEnded(user_id=user.pk, ending=ending, why=ending.label), by=None)
    return len(open_ones)


def forget_sign_ins(keys: Collection[int]) -> int:
    """These records of sign-ins go for good; the journal keeps when somebody signed in."""
    return SessionRecord.objects.filter(pk__in=list(keys)).delete()[0]


def _end(session: SessionRecord, ending: Ending) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore(session.session_key).delete()
    session.ending = ending
    session.save(update_fields=["ending"])
