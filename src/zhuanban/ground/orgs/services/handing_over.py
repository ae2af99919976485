"""工作移交: roles and posts change hands by date; what rooms hold on the person they move when the day has come."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import HandOverSet, WorkHandedOver
from zhuanban.ground.orgs.models import HandOver, Post, RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services.amending import cut_short
from zhuanban.ground.orgs.services.roles import ended, give_role


@transaction.atomic
def hand_over_work(
    *,
    by: User,
    leaving: User,
    successor: User,
    on: date,
    seats: Collection[RoleAssignment] = (),
    posts: Collection[Post] = (),
    disables: bool = False,
) -> HandOver:
    """From that day the successor holds these roles and posts; the rest moves when the day has come."""
    require(by, "work.hand_over", leaving)
    require(by, "work.hand_over", successor)
    if leaving.pk == successor.pk:
        raise Invalid("移交人和接手人不能是同一个账号。", "successor")
    if on < clock.today():
        raise Invalid("移交日期不能早于今天。", "on")
    if not successor.is_active:
        raise Invalid("接手人的账号已经停用。", "successor")
    for user in sorted((leaving, successor), key=lambda each: each.pk):
        lock(user)
    if HandOver.objects.filter(leaving=leaving, carried_at=None).exists():
        raise Invalid("这个账号已经定了移交，到日子会自动办理。", "on")
    for seat in seats:
        _pass_seat(by, seat, leaving, successor, on)
    _pass_posts(posts, leaving, successor, on)
    row = HandOver.objects.create(
        leaving=leaving, successor=successor, on=on, disables=disables, set_by=by, set_at=clock.now()
    )
    told = HandOverSet(
        user_id=leaving.pk, successor_id=successor.pk, on=on, roles=len(seats), posts=len(posts)
    )
    record(told, by=by)
    if on <= clock.today():
        _carry_out(hand_over=row)
    return row


@transaction.atomic
def _carry_out(*, hand_over: HandOver) -> None:
    """The day has come: tell the rooms; running twice does it once."""
    row = lock(hand_over)
    if row.carried_at:
        return
    row.carried_at = clock.now()
    row.save(update_fields=["carried_at"])
    told = WorkHandedOver(
        user_id=row.leaving_id, successor_id=row.successor_id, person_id=row.leaving.person_id,
        successor_person_id=row.successor.person_id, disables=row.disables,
    )  # fmt: skip
    record(told, by=row.set_by)


def hand_over_due() -> int:
    """Every hand-over whose day has come; how many."""
    due = list(HandOver.objects.filter(carried_at=None, on__lte=clock.today()).order_by("pk"))
    for row in due:
        _carry_out(hand_over=row)
    return len(due)


def _pass_seat(by: User, seat: RoleAssignment, leaving: User, successor: User, on: date) -> None:
    if seat.user_id != leaving.pk or seat.acts_for_id:
        raise Invalid("只能移交移交人自己的角色。", "seats")
    ended(by, seat, on - timedelta(days=1), "")
    held = RoleAssignment.objects.between(on, None).filter(
        user=successor, role=seat.role, unit=seat.unit_id, campaign_id=seat.campaign_id, acts_for=None
    )
    if not held.exists():
        give_role(
            by=by, user=successor, role=Role(seat.role), starts_on=on, ends_on=None, unit=seat.unit,
            campaign_id=seat.campaign_id,
        )  # fmt: skip


def _pass_posts(posts: Collection[Post], leaving: User, successor: User, on: date) -> None:
    if not posts:
        return
    if successor.person is None or any(post.person_id != leaving.person_id for post in posts):
        raise Invalid("接手人还没有对应的人员，不能接任职务。", "posts")
    for post in posts:
        Post.objects.create(person=successor.person, unit_id=post.unit_id, title=post.title, starts_on=on)
    cut_short(list(posts), on)
