"""The plan page and the page of a clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import Person, Post, Unit
from zhuanban.ground.orgs.selectors import held_on, recusals_of
from zhuanban.plan.campaigns.models import (
    Campaign,
    Citation,
    Clause,
    ClauseOwner,
    ClauseVersion,
    Deadline,
    Demand,
    Duty,
    MoneyRule,
    Phase,
    RosterMember,
    Target,
)
from zhuanban.plan.campaigns.rules.wording import quantity, share
from zhuanban.plan.campaigns.selectors.plan import clauses_of, phases_of

WIDTH = 1000
F = TypeVar("F", Demand, Deadline, Target, Duty)


@dataclass(frozen=True)
class Stretch:
    """A phase on the time line: from `left`, `width` wide, of 1000; `done` is its elapsed share in percent."""

    phase: Phase
    left: int
    width: int
    done: int
    is_current: bool


@dataclass(frozen=True)
class Line:
    """The time line of the action; `today` is the place of the day on it, or None outside."""

    stretches: list[Stretch]
    today: int | None


@dataclass(frozen=True)
class UnitsOfRole:
    """The units of a clause in one role; members of a class of units are counted under its name."""

    role: str
    names: list[str]


@dataclass(frozen=True)
class Node:
    """A clause with all that it says; `depth` counts from 0."""

    clause: Clause
    depth: int
    demands: list[Demand]
    deadlines: list[Deadline]
    targets: list[Target]
    roles: list[UnitsOfRole]

    @property
    def limits(self) -> list[str]:
        """The deadlines in words, each once."""
        return list(dict.fromkeys(f"{each.by} 前" if each.by else each.text for each in self.deadlines))

    @property
    def is_task(self) -> bool:
        return self.clause.current is not None and self.clause.current.kind == ClauseVersion.Kind.TASK


@dataclass(frozen=True)
class Money:
    """A money rule in words; blank where the notice leaves the ratio open."""

    rule: MoneyRule
    pay: str
    is_blank: bool


@dataclass(frozen=True)
class Recusal:
    """Somebody who holds posts in a township and elsewhere, with all its posts."""

    person: Person
    townships: list[Unit]
    posts: list[str]


def line_of_time(campaign: Campaign, day: date) -> Line:
    """The phases to scale between the first and the last day."""
    phases = [phase for phase in phases_of(campaign) if phase.starts_on and phase.ends_on]
    first = min((phase.starts_on for phase in phases if phase.starts_on), default=None)
    last = max((phase.ends_on for phase in phases if phase.ends_on), default=None)
    if first is None or last is None:
        return Line([], None)
    whole = (last - first).days + 1
    stretches = [_stretch(phase, first, whole, day) for phase in phases]
    place = WIDTH * (day - first).days // whole
    return Line(stretches, place if 0 <= place <= WIDTH else None)


def _stretch(phase: Phase, first: date, whole: int, day: date) -> Stretch:
    start, end = phase.starts_on or first, phase.ends_on or first
    days = (end - start).days + 1
    done = 100 * max(0, min(days, (day - start).days)) // days
    left, width = WIDTH * (start - first).days // whole, max(6, WIDTH * days // whole)
    return Stretch(phase, left, width, done, start <= day <= end)


def tree_of(campaign: Campaign) -> list[Node]:
    """Every clause in the order of the text with its facts, in five queries."""
    clauses = list(clauses_of(campaign))
    demands = _grouped(Demand.objects.filter(clause__in=clauses).order_by("order"))
    deadlines = _grouped(Deadline.objects.filter(clause__in=clauses).order_by("pk"))
    targets = _grouped(Target.objects.filter(clause__in=clauses).order_by("pk"))
    duties = _grouped(Duty.objects.filter(clause__in=clauses).select_related("unit", "via_group").order_by("pk"))
    return [
        Node(
            clause=clause,
            depth=clause.current.position.count(".") if clause.current else 0,
            demands=demands.get(clause.pk, []),
            deadlines=deadlines.get(clause.pk, []),
            targets=targets.get(clause.pk, []),
            roles=roles_in(duties.get(clause.pk, [])),
        )
        for clause in clauses
    ]


def node_of(clause: Clause) -> Node:
    """One clause with all that it says."""
    return Node(
        clause=clause,
        depth=0,
        demands=list(clause.demands.order_by("order")),
        deadlines=list(clause.deadlines.order_by("pk")),
        targets=list(clause.targets.order_by("pk")),
        roles=[],
    )


def _grouped(rows: Iterable[F]) -> dict[int, list[F]]:
    found: dict[int, list[F]] = {}
    for row in rows:
        found.setdefault(row.clause_id, []).append(row)
    return found


def roles_in(duties: Iterable[Duty]) -> list[UnitsOfRole]:
    """牵头、参与、责任 with their units; 各乡镇（街道）（14） stands for its members."""
    names: dict[str, dict[str, int]] = {label: {} for label in ("牵头", "参与", "责任")}
    for duty in duties:
        group = duty.via_group.name if duty.via_group else ""
        names[duty.get_role_display()].setdefault(group or duty.unit.name, 0)
        names[duty.get_role_display()][group or duty.unit.name] += bool(group)
    return [
        UnitsOfRole(role, [f"{name}（{count}）" if count else name for name, count in units.items()])
        for role, units in names.items()
        if units
    ]


def money_of(campaign: Campaign) -> list[Money]:
    """The money rules in the order of the text."""
    rules = MoneyRule.objects.filter(clause__campaign=campaign).select_related("clause__current")
    return [_money(rule) for rule in rules.order_by("clause__current__order", "start", "pk")]


def money_in(clause: Clause) -> list[Money]:
    """The money rules of one clause."""
    return [_money(rule) for rule in clause.money_rules.order_by("start", "pk")]


def _money(rule: MoneyRule) -> Money:
    is_blank = rule.kind == "return" and rule.rate is None and rule.amount is None
    if rule.amount is not None:
        return Money(rule, f"每{rule.unit or '单位'} {quantity(rule.amount)} 元", is_blank=False)
    return Money(rule, share(rule.rate) if rule.kind == "return" else "按预算安排", is_blank)


def citations_of(campaign: Campaign) -> QuerySet[Citation]:
    """The documents that the notice cites, with the clauses that cite them."""
    return Citation.objects.filter(campaign=campaign).select_related("clause__current").order_by("start", "pk")


def roster_of(campaign: Campaign) -> QuerySet[RosterMember]:
    """The task force in the order of the notice."""
    return RosterMember.objects.filter(campaign=campaign).select_related("person").order_by("order")


def recusals_in(campaign: Campaign) -> list[Recusal]:
    """Who is recused where a township is judged, with the posts that are the reason."""
    towns: dict[int, list[Unit]] = {}
    people: dict[int, Person] = {}
    for person, town in recusals_of(campaign.district_id):
        people[person.pk] = person
        if town not in towns.setdefault(person.pk, []):
            towns[person.pk].append(town)
    posts: dict[int, list[str]] = {pk: [] for pk in people}
    held = Post.objects.filter(held_on(clock.today()), person__in=list(people)).select_related("unit")
    for post in held.order_by("pk"):
        posts[post.person_id].append(f"{post.unit.name if post.unit else ''}{post.title}")
    return [Recusal(person, towns[pk], posts[pk]) for pk, person in people.items()]


def neighbours_of(clause: Clause) -> tuple[Clause | None, Clause | None]:
    """The clause before and the one after, in the order of the text."""
    order = clause.current.order if clause.current else 0
    clauses = clauses_of(clause.campaign)
    before = clauses.filter(current__order__lt=order).order_by("-current__order").first()
    return before, clauses.filter(current__order__gt=order).first()


def roster_places_of(person: Person) -> QuerySet[RosterMember]:
    """Where the notices name a person as a member of a task force."""
    return RosterMember.objects.filter(person=person).select_related("campaign").order_by("campaign_id", "order")


def clauses_owned_by(person: Person) -> QuerySet[ClauseOwner]:
    """The clauses for which a township named a person."""
    owners = ClauseOwner.objects.filter(person=person).select_related("clause__campaign", "clause__current", "unit")
    return owners.order_by("clause__campaign_id", "pk")
