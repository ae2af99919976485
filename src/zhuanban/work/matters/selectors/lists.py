"""The ledger: one table of matters under filters, its three lists, its figures, its rows as people read them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI, end_of, start_of
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.search.selectors import among_found
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseOwner
from zhuanban.plan.campaigns.selectors import judged_from
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.permissions import sight_in
from zhuanban.work.matters.rules.figures import REWORKED
from zhuanban.work.matters.rules.loop import OPEN, Light, Profile, State
from zhuanban.work.matters.rules.wording import TAGS, end_words, limit_left
from zhuanban.work.matters.selectors.matters import matters_for
from zhuanban.work.matters.selectors.searching import matters_with
from zhuanban.work.matters.selectors.sight import BY_HANDLER, BY_LIMIT, NEWEST, Listed, Order, newest_before
from zhuanban.work.matters.selectors.standings import standings

IN_HAND, BY_DUE = "open", "due"
VIEWS = {"problem": "问题清单", "task": "任务清单", "duty": "责任清单"}


@dataclass(frozen=True)
class Chosen:
    """What a list is filtered by; empty values filter nothing. Days are of the finding, both counted."""

    view: str = ""
    township: Unit | None = None
    handler: Unit | None = None
    clause: Clause | None = None
    kind: Kind | None = None
    profile: str = ""
    state: str = ""
    light: str = ""
    rework: bool = False
    history: str = ""
    q: str = ""
    sort: str = ""
    since: date | None = None
    until: date | None = None


def listed(user: User, campaign: Campaign, chosen: Chosen, before: int | None = None) -> Listed:
    """The matters of the list that the person may see, in its order; only those behind `before`, the newest first."""
    condition = condition_of(campaign, chosen) & worded(user, campaign, chosen)
    return Listed(user, campaign, condition, newest_before(before) if before else order_of(chosen))


def worded(user: User, campaign: Campaign, chosen: Chosen) -> Q:
    """What the words of the list leave of it, asked of the index: of what this person sees."""
    if not chosen.q.strip():
        return Q()
    return among_found("pk", matters_with(user, campaign, chosen.q))


def order_of(chosen: Chosen) -> Order:
    """Newest first; by limit where asked for; the duty list by unit and by what is due first."""
    if chosen.sort == BY_DUE:
        return BY_LIMIT
    return BY_HANDLER if chosen.view == "duty" else NEWEST


def condition_of(campaign: Campaign, chosen: Chosen) -> Q:
    """Every filter of the list but its words."""
    return scope_of(campaign, chosen) & facet_of(chosen)


def scope_of(campaign: Campaign, chosen: Chosen) -> Q:
    """What the list is about: every filter but its words and those that the figures open."""
    exact = {
        name: value for name in ("township", "handler", "clause", "kind", "profile") if (value := getattr(chosen, name))
    }
    condition = Q(**exact) & _view(chosen.view) & _history(campaign, chosen.history)
    if chosen.since:
        condition &= Q(happened_at__gte=start_of(chosen.since))
    if chosen.until:
        condition &= Q(happened_at__lt=end_of(chosen.until))
    return condition


def _view(view: str) -> Q:
    return {
        "problem": Q(profile=Profile.CASE),
        "task": ~Q(profile=Profile.CASE),
        "duty": Q(handler__isnull=False, state__in=OPEN),
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


@dataclass(frozen=True)
class ListFigures:
    """Five figures over the list's scope; each is the length of the list that it opens."""

    total: int
    closed: int
    in_hand: int
    overdue: int
    reworked: int
    by_measure: Counter[str] | None = None

    @property
    def closed_share(self) -> str:
        return f"{100 * self.closed / self.total:.1f}%" if self.total else "—"

    @property
    def rework_share(self) -> str:
        return f"{100 * self.reworked / self.total:.1f}%" if self.total else "—"


def list_figures(user: User, campaign: Campaign, chosen: Chosen) -> ListFigures:
    """The five figures, kept where they are kept, else counted; one query either way."""
    counts = kept_figures(user, campaign, chosen)
    return counts if counts is not None else _counted_figures(user, campaign, chosen)


def _counted_figures(user: User, campaign: Campaign, chosen: Chosen) -> ListFigures:
    alive = ~Q(state=State.VOID)
    matters = matters_for(user, campaign).filter(scope_of(campaign, chosen) & worded(user, campaign, chosen))
    counts = matters.aggregate(
        total=Count("pk", alive),
        closed=Count("pk", Q(state=State.CLOSED)),
        in_hand=Count("pk", Q(state__in=OPEN)),
        overdue=Count("pk", Q(light=Light.RED)),
        reworked=Count("pk", alive & Q(rework_count__gt=0)),
    )
    return ListFigures(**counts)


def kept_figures(user: User, campaign: Campaign, chosen: Chosen) -> ListFigures | None:
    """The figures of a list that is narrowed by nothing but township, kind and profile, for one seat; None else."""
    sight = sight_in(user, campaign)
    narrowed = {name for name in vars(Chosen()) if getattr(chosen, name)} - FACETS
    if chosen.view == "duty" or narrowed - KEPT_BY or not (sight.everything or len(sight.units) == 1):
        return None
    condition = Q(**{name: getattr(chosen, name) for name in ("township", "kind") if getattr(chosen, name)})
    if chosen.profile:
        condition &= Q(kind__profile=chosen.profile)
    condition &= KINDS_OF_VIEW.get(chosen.view, Q())
    sums: Counter[str] = Counter()
    for (_, _, measure), count in standings(campaign, None if sight.everything else sight.units[0], condition).items():
        sums[measure] += count
    in_hand = sum(sums[state] for state in OPEN)
    return ListFigures(
        total=in_hand + sums[State.CLOSED],
        closed=sums[State.CLOSED],
        in_hand=in_hand,
        overdue=sums[Light.RED],
        reworked=sums[REWORKED],
        by_measure=sums,
    )


# What the figures open, and the order; then by what standings are kept.
FACETS = frozenset({"state", "light", "rework", "sort"})
KEPT_BY = frozenset({"view", "township", "kind", "profile"})
KINDS_OF_VIEW = {"problem": Q(kind__profile=Profile.CASE), "task": ~Q(kind__profile=Profile.CASE)}


def count_listed(user: User, campaign: Campaign, chosen: Chosen, figures: ListFigures) -> int:
    """How many matters the list has: one of its figures where that is kept, else counted."""
    facets = [name for name in ("state", "light", "rework") if getattr(chosen, name)]
    if figures.by_measure is None or len(facets) > 1:
        return listed(user, campaign, chosen).count()
    if not facets:
        return figures.total
    if chosen.rework:
        return figures.reworked
    return figures.in_hand if chosen.state == IN_HAND else figures.by_measure[chosen.state or chosen.light]


@dataclass(frozen=True)
class ListRow:
    """A matter as a list shows it."""

    matter: Matter
    limit: str
    tag: str
    state: str
    owner: str

    @property
    def is_overdue(self) -> bool:
        return self.matter.light == Light.RED


def rows_shown(matters: Iterable[Matter], owners: dict[tuple[int | None, int], str]) -> Iterator[ListRow]:
    """The matters with their limit, tag and the person responsible, as they stand now."""
    now = clock.now()
    for matter in matters:
        overdue = matter.light == Light.RED
        yield ListRow(
            matter=matter,
            limit=limit_left(matter.state, matter.due_at, now),
            tag="red" if overdue else TAGS[State(matter.state)],
            state="已逾期" if overdue else matter.get_state_display(),
            owner=owners.get((matter.clause_id, matter.township_id), ""),
        )


def owners_of(campaign: Campaign) -> dict[tuple[int | None, int], str]:
    """(clause, township) → the person whom the township named (落实责任人)."""
    owners = ClauseOwner.objects.filter(clause__campaign=campaign)
    return {(clause, unit): name for clause, unit, name in owners.values_list("clause", "unit", "person__name")}


COLUMNS = (
    "编号", "乡镇（街道）", "类别", "条款", "事项", "地点", "承办单位", "责任人", "发现时间", "登记时间", "时限",
    "剩余", "状态", "亮灯", "返工次数", "销号时间", "来源",
)  # fmt: skip


def cells_of(row: ListRow) -> list[str]:
    """The cells of a row in an export, in the order of COLUMNS."""
    matter = row.matter
    return [
        matter.number,
        matter.township.name,
        matter.kind.name,
        str(matter.clause) if matter.clause else "",
        matter.title,
        matter.place,
        matter.handler.name if matter.handler else "",
        row.owner,
        _minute(matter.happened_at),
        _minute(matter.entered_at),
        end_words(matter.due_at),
        row.limit,
        row.state,
        matter.get_light_display(),
        str(matter.rework_count),
        _minute(matter.closed_at),
        matter.get_source_display(),
    ]


def _minute(instant: datetime | None) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if instant else ""
