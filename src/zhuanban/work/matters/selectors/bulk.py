"""What of many chosen matters an act can be done to, and why not to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, Urging
from zhuanban.work.matters.rules.loop import OPEN, Act, Profile, State, follows
from zhuanban.work.matters.selectors.matters import matters_for

# Act → how it is called; the first are the office's, the last those of units.
OFFICE_ACTS = {
    "dispatch": "交办", "urge": "催办", "plan": "调整计划日期", "label": "贴标签", "unlabel": "去掉标签",
    "void": "作废",
}  # fmt: skip
UNIT_ACTS = {"accept": "签收", "set_person": "确定承办人", "extend": "申请延期"}
LEADER_ACTS = {"urge": "催办"}
BULK_ACTS = OFFICE_ACTS | UNIT_ACTS


@dataclass(frozen=True)
class Sorted:
    """The chosen matters: those to which the act can be done, and the others with the reason."""

    able: list[Matter]
    unable: list[tuple[Matter, str]]


def bulk_acts_for(user: User) -> dict[str, str]:
    """The acts that a list offers to this person by his seats, without asking the database; the services ask."""
    roles = {seat.role for seat in user.seats}
    offered: dict[str, str] = {}
    if roles & set(OFFICE_ROLES):
        offered |= OFFICE_ACTS
    elif Role.LEADER in roles:
        offered |= LEADER_ACTS
    if roles & {Role.DEPARTMENT, Role.TOWNSHIP}:
        offered |= UNIT_ACTS
    return offered


def matters_named(user: User, campaign: Campaign, uids: Sequence[UUID]) -> QuerySet[Matter]:
    """Those of the named matters that the person sees, oldest first."""
    return matters_for(user, campaign).filter(uid__in=uids).select_related("campaign").order_by("pk")


def sorted_by(user: User, act: str, matters: Sequence[Matter]) -> Sorted:
    """Which of the matters the act can be done to, as far as two or three questions to the database tell."""
    keys = [matter.pk for matter in matters]
    right = "label" if act == "unlabel" else act
    allowed = set(permitted(user, f"matter.{right}", Matter).filter(pk__in=keys).values_list("pk", flat=True))
    urged = _urged_today(keys) if act == "urge" else set()
    sorted_out = Sorted([], [])
    for matter in matters:
        why = _why_not(act, matter) if matter.pk in allowed else _not_allowed(act, matter)
        why = why or ("今天已经催办过，一天只催办一次。" if matter.pk in urged else "")
        if why:
            sorted_out.unable.append((matter, why))
        else:
            sorted_out.able.append(matter)
    return sorted_out


def _urged_today(keys: Sequence[int]) -> set[int]:
    return set(Urging.objects.filter(matter__in=keys, day=clock.today()).values_list("matter", flat=True))


def _not_allowed(act: str, matter: Matter) -> str:
    return _why_not(act, matter) or f"您没有“{BULK_ACTS[act]}”这件事项的权限。"


def _why_not(act: str, matter: Matter) -> str:
    state = matter.get_state_display()
    if act in Act.values and not follows(Act(act), matter.state):
        return f"现在{state}，不能{BULK_ACTS[act]}。"
    if act == "plan" and (matter.profile != Profile.LEDGER or matter.state not in OPEN):
        return "只有未办结的台账事项能调整计划日期。"
    if act == "urge" and (matter.handler_id is None or matter.state not in OPEN or matter.state == State.DONE):
        return f"现在{state}，没有单位在办。"
    if act == "set_person" and (matter.handler_id is None or matter.state not in OPEN):
        return f"现在{state}，没有单位在办。"
    return ""
