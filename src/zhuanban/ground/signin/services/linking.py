"""Whom the government's sign-on means here: only accounts that exist; nobody is made by arriving."""

from datetime import timedelta
from hashlib import sha256
from importlib import import_module

from django.conf import settings
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.events import AccountLinked, AccountUnlinked, SingleRefused
from zhuanban.ground.signin.models import LinkedAccount, SingleSession
from zhuanban.ground.signin.providers import Identity
from zhuanban.ground.signin.rules import Ending
from zhuanban.ground.signin.services.sessions import end_session

LONGEST_REASON = 200
UNKNOWN = "您已通过统一身份认证，但本系统没有与您对应的账号。请联系本单位的系统管理员开通或核对用户名。"
CLOSED = "您的账号已停用。请联系本单位的系统管理员。"
OTHERWISE = "这个账号已绑定另一个统一身份。请联系安全保密管理员核对后解除绑定。"
EMERGENCY = "应急账号只能用本系统的密码登录。"
REASONS = {
    CLOSED: "账号已停用", OTHERWISE: "账号已绑定另一个统一身份", EMERGENCY: "应急账号只能用密码登录",
}  # fmt: skip


def recognise(*, identity: Identity, issuer: str) -> User:
    """The account that the provider's person has; linked at its first coming, by the name that the provider gives.

    From then on the provider's own lasting name counts, whatever becomes of the other. Not one transaction: that
    somebody known was refused is recorded.
    """
    with transaction.atomic():
        user, refusal = _recognised(identity, issuer)
        if refusal and user:
            record(SingleRefused(user_id=user.pk, provider=identity.provider, why=REASONS[refusal]), by=None)
    if refusal or user is None:
        raise Invalid(refusal or UNKNOWN)
    return user


def _recognised(identity: Identity, issuer: str) -> tuple[User | None, str]:
    links = LinkedAccount.objects.filter(provider=identity.provider, issuer=issuer)
    link = links.filter(subject=identity.subject).select_related("user").first()
    user = link.user if link else User.objects.filter(username=identity.account).first() if identity.account else None
    if user is None:
        return None, UNKNOWN
    user = lock(user)
    if not user.is_active:
        return user, CLOSED
    if user.is_emergency:
        return user, EMERGENCY
    if link is None:
        if links.filter(user=user).exists():
            return user, OTHERWISE
        LinkedAccount.objects.create(
            user=user, provider=identity.provider, issuer=issuer, subject=identity.subject, linked_at=clock.now()
        )
        record(AccountLinked(user_id=user.pk, provider=identity.provider), by=user)
    return user, ""


@transaction.atomic
def unlink(*, by: User, user: User, reason: str) -> int:
    """Take all links from an account, so that it is recognised anew by its name; with a reason. How many went."""
    require(by, "factor.reset", user)
    user, reason = lock(user), reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(f"请写明原因，最多 {LONGEST_REASON} 个字。", "reason")
    count, _ = LinkedAccount.objects.filter(user=user).delete()
    if not count:
        raise Invalid("这个账号没有绑定统一身份。")
    record(AccountUnlinked(user_id=user.pk), by=by, private={"reason": reason})
    return count


@transaction.atomic
def remember_ticket(*, ticket: str, session_key: str) -> None:
    """Note the session that a ticket opened; what is older than any session goes."""
    now = clock.now()
    SingleSession.objects.filter(opened_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    SingleSession.objects.update_or_create(
        ticket_digest=_digest(ticket), defaults={"session_key": session_key, "opened_at": now}
    )


@transaction.atomic
def end_by_ticket(*, ticket: str) -> bool:
    """End the session that the ticket opened, because its holder signed out elsewhere."""
    opened = SingleSession.objects.select_for_update().filter(ticket_digest=_digest(ticket)).first()
    if opened is None:
        return False
    if not end_session(session_key=opened.session_key, ending=Ending.SIGNED_OUT):
        import_module(settings.SESSION_ENGINE).SessionStore(opened.session_key).delete()
    opened.delete()
    return True


def _digest(ticket: str) -> str:
    return sha256(ticket.encode()).hexdigest()
