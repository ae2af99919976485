"""Reading accounts, sessions and what bounds them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Person, RoleAssignment, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS
from zhuanban.ground.orgs.selectors import posts_today
from zhuanban.ground.signin.models import SessionRecord, Tries
from zhuanban.ground.signin.rules import WARNED_BEFORE, Ending, password_ends_at

SHOWN_SESSIONS, MOST_NEWS = 20, 30
STATES = {
    "active": "在用", "disabled": "已停用", "resting": "暂停登录", "unused": "长期未用", "demo": "演示账号",
}  # fmt: skip


def must_change_now(user: User) -> bool:
    """Whether the password is a first one, was reset, or has become too old."""
    ends_at = password_ends_at(user.password_set_at, settings.PASSWORD_DAYS)
    return user.must_change_password or bool(ends_at and not user.is_emergency and ends_at <= clock.now())


def warned_of_end(user: User) -> datetime | None:
    """When the password becomes too old, in the last days before."""
    ends_at = password_ends_at(user.password_set_at, settings.PASSWORD_DAYS)
    return ends_at if ends_at and not user.is_emergency and ends_at - WARNED_BEFORE <= clock.now() else None


def idle_minutes_for(user: User) -> int:
    """The bound for pages; administrators have their own."""
    if settings.ADMINISTRATOR_IDLE_MINUTES == settings.IDLE_MINUTES:
        return settings.IDLE_MINUTES
    is_administrator = any(seat.role in THREE_ADMINISTRATORS for seat in user.seats)
    return settings.ADMINISTRATOR_IDLE_MINUTES if is_administrator else settings.IDLE_MINUTES


def ending_of(session_key: str) -> Ending | None:
    """Why the session of this key is over; None where it is not known or still open."""
    ending = SessionRecord.objects.filter(session_key=session_key).values_list("ending", flat=True).first()
    return Ending(ending) if ending else None


def sessions_of(user: User) -> list[SessionRecord]:
    """One's own sign-ins, newest first."""
    return list(SessionRecord.objects.filter(user=user).order_by("-pk")[:SHOWN_SESSIONS])


def own_session(user: User, pk: int) -> QuerySet[SessionRecord]:
    return SessionRecord.objects.filter(user=user, ending="", pk=pk)


@dataclass(frozen=True)
class SinceLast:
    """What its owner should know of an account: the sign-in before this one, and wrong passwords since."""

    at: datetime
    wrong: int


def since_last_sign_in(user: User, last: datetime | None) -> SinceLast | None:
    """None at the first sign-in."""
    if last is None:
        return None
    wrong = timeline_of("user", user.pk).filter(event="SignInFailed", at__gt=last).count()
    return SinceLast(last, wrong)


def unused_since() -> Q:
    """Accounts that nobody has used for long: never signed in and opened long ago, or last seen long ago."""
    bound = clock.now() - timedelta(days=settings.UNUSED_DAYS)
    return Q(is_active=True) & (Q(last_login__lt=bound) | Q(last_login=None, date_joined__lt=bound))


def resting_now() -> Q:
    """Accounts whose name some address may not try at present."""
    return Q(pk__in=Tries.objects.filter(rests_until__gt=clock.now(), user__isnull=False).values("user"))


def accounts_for(by: User, state: str = "", words: str = "") -> QuerySet[User]:
    """The accounts of the administrator's district, by name: for nothing but looking after them."""
    seats = RoleAssignment.objects.in_force(clock.today()).select_related("unit").order_by("pk")
    rows = permitted(by, "account.view", User).prefetch_related(Prefetch("role_assignments", seats, "seats_now"))
    conditions = {
        "active": Q(is_active=True), "disabled": Q(is_active=False), "resting": resting_now(),
        "unused": unused_since(), "demo": Q(is_demo=True, is_active=True),
    }  # fmt: skip
    if state in conditions:
        rows = rows.filter(conditions[state])
    if words:
        rows = rows.filter(Q(username__icontains=words) | Q(name__icontains=words))
    return rows.order_by("username")


def resting_among(users: Collection[User]) -> set[int]:
    """Which of these accounts rest at present."""
    found = Tries.objects.filter(user__in=[user.pk for user in users], rests_until__gt=clock.now())
    return set(found.values_list("user_id", flat=True))


def rests_until(user: User) -> datetime | None:
    """Until when some address may not try this account's name."""
    rows = Tries.objects.filter(user=user, rests_until__gt=clock.now()).order_by("-rests_until")
    return rows.values_list("rests_until", flat=True).first()


def people_without_account(by: User) -> QuerySet[Person]:
    """For whom an account may be opened."""
    return permitted(by, "account.open", Person).filter(user=None).order_by("name", "pk")


def emergencies_open(by: User) -> list[User]:
    """The emergency accounts that are open in the administrator's district."""
    rows = permitted(by, "account.view", User).filter(is_active=True, ends_at__gt=clock.now())
    return list(rows.order_by("pk"))


def sign_ins_of(user: User) -> QuerySet[SessionRecord]:
    """The sign-ins of an account that are still noted, newest first."""
    return SessionRecord.objects.filter(user=user).order_by("-began_at")


def sign_ins_before(before: datetime) -> QuerySet[SessionRecord]:
    """Sign-ins that old."""
    return SessionRecord.objects.filter(began_at__lte=before)


def units_with_candidates(by: User) -> list[tuple[int, str, int]]:
    """Units in which somebody without an account holds a post today: (key, name, how many)."""
    posts = posts_today(by.district_id or 0).filter(person__in=people_without_account(by).order_by())
    rows = posts.order_by().values_list("unit", "unit__name").annotate(count=Count("person", distinct=True))
    return sorted(((unit, name, count) for unit, name, count in rows if unit), key=lambda each: each[0])


def candidates_in(by: User, unit: str, people: Collection[str] = ()) -> QuerySet[Person]:
    """Who may get an account: the people of one unit, or these; with their posts of today."""
    held = Prefetch("posts", posts_today(by.district_id or 0), "posts_now")
    rows = people_without_account(by).prefetch_related(held)
    if people:
        return rows
    key = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 19 else 0
    return rows.filter(pk__in=posts_today(by.district_id or 0).filter(unit=key).values("person"))
