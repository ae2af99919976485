"""What a ledger is filtered by, as a condition on matters, and the orders in which it can be read."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from zhuanban.ground.core.clock import end_of, start_of
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause, Phase
from zhuanban.plan.campaigns.selectors import clauses_of, judged_from
from zhuanban.work.matters.models import Kind, KindVersion, Label, Labelled
from zhuanban.work.matters.rules.loop import OPEN, Profile, State
from zhuanban.work.matters.selectors.persons import seen_to_by
from zhuanban.work.matters.selectors.sight import BY_HANDLER, BY_LIMIT, NEWEST, Order

IN_HAND, BY_DUE = "open", "due"
# Views of one table: 问题 and 任务 make up the whole, 责任 is what units have in hand.
VIEWS = {
    "problem": "问题清单",
    "task": "任务清单",
    "duty": "责任清单",
    "progress": "推进台账",
    "mend": "整改台账",
}
VIEW_WORDS = {
    "problem": "发现的问题，须在时限内整治销号",
    "task": "台账任务和议定事项，按计划推进",
    "duty": "已交到单位、尚未销号的，按承办单位排列",
    "progress": "台账任务的计划、里程碑和最新进展",
    "mend": "已交办的问题和核查退回重办的",
}
AXES = ("绿化", "亮化", "净化", "美化")


def _by(*names: str) -> Order:
    return Order((*names, "-pk"), (*names, "-pk"))


ORDERS = {
    BY_DUE: BY_LIMIT,
    "planned": _by("planned_on"),
    "old": Order(("pk",), ("scopes__matter_id",)),
    "town": _by("township", "kind"),
    "kind": _by("kind__order", "township"),
    "handler": BY_HANDLER,
    "place": _by("place"),
}
ORDER_WORDS = {
    BY_DUE: "按时限（在计时的）",
    "planned": "按计划完成日期",
    "old": "最早登记在前",
    "town": "按乡镇（街道）",
    "kind": "按类别",
    "handler": "按承办单位",
    "place": "按地点",
}


@dataclass(frozen=True)
class Chosen:
    """What a list is filtered by; empty values filter nothing. Days are of the finding, both counted."""

    view: str = ""
    township: Unit | None = None
    handler: Unit | None = None
    clause: Clause | None = None
    phase: Phase | None = None
    kind: Kind | None = None
    axis: str = ""
    profile: str = ""
    source: str = ""
    place: str = ""
    label: Label | None = None
    person: User | None = None
    state: str = ""
    light: str = ""
    rework: bool = False
    history: str = ""
    q: str = ""
    sort: str = ""
    planned: date | None = None
    ended: date | None = None
    since: date | None = None
    until: date | None = None


# What says how a list is shown, not which rows it has.
SHOWING = frozenset({"view", "sort"})


def order_of(chosen: Chosen) -> Order:
    """Newest first; as asked for; the duty list by unit and by what is due first."""
    if chosen.sort in ORDERS:
        return ORDERS[chosen.sort]
    return BY_HANDLER if chosen.view == "duty" else NEWEST


def condition_of(campaign: Campaign, chosen: Chosen) -> Q:
    """Every filter of the list but its words."""
    return scope_of(campaign, chosen) & facet_of(chosen)


EXACT = ("township", "handler", "clause", "kind", "profile", "source", "place")


def scope_of(campaign: Campaign, chosen: Chosen) -> Q:
    """What the list is about: every filter but its words and those that the figures open."""
    exact = {name: value for name in EXACT if (value := getattr(chosen, name))}
    condition = Q(**exact) & _view(chosen.view) & _history(campaign, chosen.history)
    if chosen.phase:
        condition &= Q(clause__in=clauses_under(campaign, chosen.phase))
    if chosen.axis:
        condition &= Q(kind__in=kinds_towards(chosen.axis))
    if chosen.planned:
        condition &= Q(planned_on__gte=chosen.planned, planned_on__lt=_next_month(chosen.planned))
    if chosen.ended:
        within = Q(closed_at__gte=start_of(chosen.ended), closed_at__lt=start_of(_next_month(chosen.ended)))
        condition &= within & Q(state=State.CLOSED)
    condition &= _marked(chosen)
    if chosen.since:
        condition &= Q(happened_at__gte=start_of(chosen.since))
    if chosen.until:
        condition &= Q(happened_at__lt=end_of(chosen.until))
    return condition


def _marked(chosen: Chosen) -> Q:
    """What bears the label, and what is in the hands of the person."""
    condition = Q()
    if chosen.label:
        condition &= Q(pk__in=Labelled.objects.filter(label=chosen.label).values("matter"))
    return condition & seen_to_by(chosen.person) if chosen.person else condition


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def clauses_under(campaign: Campaign, phase: Phase) -> list[int]:
    """The clauses that stand under the phase's heading in the notice, itself among them."""
    children: dict[int | None, list[int]] = {}
    for clause in clauses_of(campaign):
        children.setdefault(clause.current.parent_id if clause.current else None, []).append(clause.pk)
    found, waiting = [], [phase.clause_id] if phase.clause_id else []
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def kinds_towards(axis: str) -> list[int]:
    """The kinds that serve this one of the four aims, as their present versions say."""
    present = KindVersion.objects.filter(number=F("kind__version"), spec__beautify=axis)
    return list(present.values_list("kind", flat=True))


def _view(view: str) -> Q:
    return {
        "problem": Q(profile=Profile.CASE),
        "task": ~Q(profile=Profile.CASE),
        "duty": Q(handler__isnull=False, state__in=OPEN),
        "progress": Q(profile=Profile.LEDGER),
        "mend": Q(profile=Profile.CASE, handler__isnull=False) | Q(rework_count__gt=0),
    }.get(view, Q())


def _history(campaign: Campaign, history: str) -> Q:
    since = judged_from(campaign)
    if not history:
        return Q()
    if since is None:
        return Q() if history == "no" else Q(pk__in=[])
    return Q(happened_at__gte=since) if history == "no" else Q(happened_at__lt=since)


def facet_of(chosen: Chosen) -> Q:
    """What the figures open: the state, the light, the reworked. Void matters show only when asked for."""
    if chosen.state == IN_HAND:
        condition = Q(state__in=OPEN)
    elif chosen.state:
        condition = Q(state=chosen.state)
    else:
        condition = ~Q(state=State.VOID)
    if chosen.light:
        condition &= Q(light=chosen.light)
    return condition & Q(rework_count__gt=0) if chosen.rework else condition
