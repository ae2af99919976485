"""Second factors: adding, proving and removing them; whoever tries too often has to rest."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhuanban.ground.core import clock, encryption
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.events import (
    FactorAdded,
    FactorRefused,
    FactorRemoved,
    FactorsReset,
    RecoveryCodesMade,
    RecoveryCodeUsed,
)
from zhuanban.ground.signin.models import Factor, FactorTries, RecoveryCode
from zhuanban.ground.signin.proofs import one_time, security_keys
from zhuanban.ground.signin.proofs.bounds import MOST_KEYS, REST, TRIES
from zhuanban.ground.signin.rules import Ending
from zhuanban.ground.signin.selectors import keys_of, must_have_factor
from zhuanban.ground.signin.services.sessions import end_sessions_of

LONGEST_NAME, LONGEST_REASON = 30, 200


@dataclass(frozen=True)
class Enrolled:
    """A new factor, and the recovery codes that came with the first one: shown once, kept by nobody."""

    factor: Factor
    codes: list[str]


@transaction.atomic
def enrol_app(*, by: User, secret: str, code: str) -> Enrolled:
    """Take the app into use that shows the codes of this secret; it proves it by showing one."""
    user = lock(by)
    if Factor.objects.filter(user=user, kind=Factor.Kind.TOTP).exists():
        raise Invalid("已有动态口令；要换手机，请先移除原来的。")
    step = one_time.matching_step(secret, one_time.typed(code), clock.now(), last=0)
    if step is None:
        raise Invalid("验证码不对。请确认手机时间准确，再输入新出现的 6 位数字。", "code")
    return _enrolled(user, Factor.Kind.TOTP, "手机动态口令", secret, step)


@transaction.atomic
def enrol_key(*, by: User, name: str, key: bytes, counter: int) -> Enrolled:
    """Take a security key into use whose answer has been checked."""
    user, name = lock(by), name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"请给密钥起个名字，最多 {LONGEST_NAME} 个字。", "name")
    held = keys_of(user)
    if len(held) >= MOST_KEYS:
        raise Invalid(f"最多 {MOST_KEYS} 把安全密钥，请先移除不用的。")
    if security_keys.name_of(key) in map(security_keys.name_of, held.values()):
        raise Invalid("这把密钥已经添加过。")
    return _enrolled(user, Factor.Kind.KEY, name, base64.b64encode(key).decode(), counter)


def _enrolled(user: User, kind: Factor.Kind, name: str, secret: str, counter: int) -> Enrolled:
    is_first = not Factor.objects.filter(user=user).exists()
    factor = Factor.objects.create(user=user, kind=kind, name=name, secret=secret, counter=counter, made_at=clock.now())
    record(FactorAdded(user_id=user.pk, factor_id=factor.pk, kind=kind, kind_name=kind.label), by=user)
    return Enrolled(factor, _renewed_codes(user) if is_first else [])


@transaction.atomic
def renew_recovery_codes(*, by: User) -> list[str]:
    """Ten new codes in place of all older ones."""
    user = lock(by)
    if not Factor.objects.filter(user=user).exists():
        raise Invalid("请先添加动态口令或安全密钥。")
    codes = _renewed_codes(user)
    record(RecoveryCodesMade(user_id=user.pk, count=len(codes)), by=user)
    return codes


@transaction.atomic
def remove_factor(*, by: User, factor: Factor) -> None:
    """Remove one of one's own; the last one only where the role does not ask for one."""
    user = lock(by)
    if factor.user_id != user.pk:
        raise Refused
    others = Factor.objects.filter(user=user).exclude(pk=factor.pk)
    if not others.exists():
        if must_have_factor(by):
            raise Invalid("您的角色必须有第二重验证。请先添加另一种，再移除这一种。")
        RecoveryCode.objects.filter(user=user).delete()
    kind = Factor.Kind(factor.kind)
    record(FactorRemoved(user_id=user.pk, factor_id=factor.pk, kind=kind, kind_name=kind.label), by=user)
    factor.delete()


@transaction.atomic
def reset_factors(*, by: User, user: User, reason: str) -> int:
    """Take all factors from somebody who has lost them; with a reason. Open sessions end. How many factors went."""
    require(by, "factor.reset", user)
    user, reason = lock(user), reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(f"请写明原因，最多 {LONGEST_REASON} 个字。", "reason")
    factors = Factor.objects.filter(user=user)
    count = factors.count()
    if not count:
        raise Invalid("这个账号没有第二重验证，不用重置。")
    factors.delete()
    RecoveryCode.objects.filter(user=user).delete()
    FactorTries.objects.filter(user=user).delete()
    record(FactorsReset(user_id=user.pk, count=count), by=by, private={"reason": reason})
    end_sessions_of(user, Ending.FACTORS)
    return count


def prove_by_code(*, by: User, code: str) -> str:
    """The kind of the factor that the code proves; a wrong one counts, also where the caller gives up.

    Not one transaction: the count must outlive the refusal.
    """
    return _judged(by, lambda user: _used_code(user, one_time.typed(code)), "验证码不对。")


def prove_by_key(*, by: User, key: bytes, counter: int) -> str:
    """The security key signed; one whose count does not rise has a twin and is refused."""
    return _judged(by, lambda user: _used_key(user, key, counter), "这把密钥没有通过验证。")


def _judged(by: User, used: Callable[[User], str], words: str) -> str:
    with transaction.atomic():
        user = lock(by)
        tries, _ = FactorTries.objects.select_for_update().get_or_create(user=user)
        now = clock.now()
        if tries.rests_until and tries.rests_until > now:
            raise Invalid(_resting(tries.rests_until, now))
        way = used(user)
        if way:
            FactorTries.objects.filter(pk=tries.pk).update(wrong=0, rests_until=None)
            return way
        tries.wrong += 1
        left = TRIES - tries.wrong
        if left <= 0:
            tries.wrong, tries.rests_until = 0, now + REST
        tries.save(update_fields=["wrong", "rests_until"])
        record(FactorRefused(user_id=user.pk, is_resting=left <= 0), by=user)
    raise Invalid(f"{words}还可以试 {left} 次。" if left > 0 else _resting(now + REST, now))


def _resting(until: datetime, now: datetime) -> str:
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    return f"连续 {TRIES} 次没有通过，请 {minutes} 分钟后再试，或找安全保密管理员。"


def _used_code(user: User, code: str) -> str:
    now = clock.now()
    app = Factor.objects.select_for_update().filter(user=user, kind=Factor.Kind.TOTP).first()
    if app and len(code) == one_time.DIGITS:
        step = one_time.matching_step(app.secret.in_full(), code, now, app.counter)
        if step is None:
            return ""
        Factor.objects.filter(pk=app.pk).update(counter=step, used_at=now)
        return "totp"
    unused = RecoveryCode.objects.filter(user=user, used_at=None, digest=digest_of(code))
    if not unused.update(used_at=now):
        return ""
    left = RecoveryCode.objects.filter(user=user, used_at=None).count()
    record(RecoveryCodeUsed(user_id=user.pk, left=left), by=user)
    return "recovery"


def _used_key(user: User, key: bytes, counter: int) -> str:
    pks = [pk for pk, held in keys_of(user).items() if held == key]
    row = Factor.objects.select_for_update().filter(pk__in=pks).first()
    if row is None or security_keys.is_copied(counter, row.counter):
        return ""
    Factor.objects.filter(pk=row.pk).update(counter=counter, used_at=clock.now())
    return "key"


def _renewed_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = one_time.new_recovery_codes()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest_of(code)) for code in codes)
    return codes


def digest_of(code: str) -> str:
    """What is kept of a recovery code: useless without the ring of keys."""
    return encryption.digest("signin.RecoveryCode", one_time.typed(code))
