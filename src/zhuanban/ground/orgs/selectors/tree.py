"""The pages of the organisation: the tree, one unit with all that belongs to it, and what will be moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import (
    District,
    GroupMember,
    Person,
    Post,
    Reorganisation,
    Unit,
    UnitCode,
    UnitSuccession,
    User,
)
from zhuanban.ground.orgs.rules import LOCAL_KINDS, UnitKind
from zhuanban.ground.orgs.rules.holdings import Held, Parting, held_by, shared_out
from zhuanban.ground.orgs.rules.reorganisations import Decision
from zhuanban.ground.orgs.rules.tree import PARENTS, in_tree_order, is_below
from zhuanban.ground.orgs.selectors import existing_on, held_on

MOST_KEY = 2**62
# The order in which a reader looks for them.
KIND_ORDER = {kind: place for place, kind in enumerate(UnitKind)}


@dataclass(frozen=True)
class Asked:
    """What the list is filtered by."""

    words: str = ""
    kind: str = ""
    under: int = 0
    is_closed: bool = False

    @property
    def is_tree(self) -> bool:
        return not (self.words or self.kind or self.is_closed)


@dataclass
class Line:
    """A unit in the list: how deep it stands, what stands below it and is not shown, its code."""

    unit: Unit
    depth: int = 0
    below: int = 0
    code: str = ""


def district_for(user: User, action: str = "unit.view") -> District:
    """The person's own district; 404 where it has no seat in one that lets it do this."""
    district = user.district
    if district is None or not user.seats:
        raise Http404
    if action == "unit.open" and not permitted(user, "unit.open", District).filter(pk=district.pk).exists():
        raise Http404
    return district


def unit_for(user: User, pk: int) -> Unit:
    """One unit that the person may see."""
    return get_object_or_404(permitted(user, "unit.view", Unit).select_related("parent__parent", "district"), pk=pk)


def units_for(user: User, asked: Asked) -> list[Unit]:
    """The units of the list in their order: a tree, or what a search found."""
    today = clock.today()
    rows = permitted(user, "unit.view", Unit).select_related("parent")
    there = existing_on(today)
    rows = rows.exclude(there) if asked.is_closed else rows.filter(there)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.under:
        inside = Q(pk=asked.under) | Q(parent=asked.under) | Q(parent__parent=asked.under)
        rows = rows.filter(inside | Q(parent__parent__parent=asked.under))
    elif asked.is_tree:
        rows = rows.exclude(kind__in=LOCAL_KINDS)
    found = sorted(rows, key=lambda unit: (KIND_ORDER.get(UnitKind(unit.kind), 99), unit.pk))
    return [unit for unit in found if not asked.words or names_match(unit, asked.words)]


def names_match(unit: Unit, words: str) -> bool:
    """Whether the words are part of one of its names."""
    return any(words in name for name in (unit.name, *unit.aliases))


def in_order(units: list[Unit], asked: Asked) -> list[tuple[Unit, int]]:
    """(unit, depth): indented where the list is a tree."""
    if not asked.is_tree:
        return [(unit, 0) for unit in units]
    by_key = {unit.pk: unit for unit in units}
    return [(by_key[key], depth) for key, depth in in_tree_order((unit.pk, unit.parent_id) for unit in units)]


def lines_of(shown: Collection[tuple[Unit, int]]) -> list[Line]:
    """What one page of the list shows, with the counts and codes of its units in two queries."""
    today = clock.today()
    keys = [unit.pk for unit, _ in shown]
    children = Unit.objects.filter(existing_on(today), parent__in=keys).order_by()
    below = dict(children.values_list("parent").annotate(count=Count("pk")))
    codes = dict(valid_codes(today).filter(unit__in=keys).values_list("unit", "code"))
    return [Line(unit, depth, below.get(unit.pk, 0), codes.get(unit.pk, "")) for unit, depth in shown]


def valid_codes(on: date) -> QuerySet[UnitCode]:
    """The codes that hold on this day."""
    return UnitCode.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


@dataclass
class Account:
    """One unit with what its page shows."""

    unit: Unit
    path: list[Unit]
    code: str
    codes: list[UnitCode]
    children: list[Unit]
    members: list[Unit]
    groups: list[Unit]
    posts_now: list[Post]
    posts_before: list[Post]
    came_from: list[UnitSuccession]
    went_to: list[UnitSuccession]
    planned: list[Reorganisation] = field(default_factory=list)


def account_of(unit: Unit) -> Account:
    """Everything on the page of a unit."""
    today = clock.today()
    posts = list(unit.posts.select_related("person").order_by("starts_on", "pk"))
    now = set(unit.posts.filter(held_on(today)).values_list("pk", flat=True))
    members = GroupMember.objects.filter(existing_on(today, "member__"), group=unit).select_related("member")
    groups = GroupMember.objects.filter(existing_on(today, "group__"), member=unit).select_related("group")
    codes = list(unit.codes.all())
    return Account(
        unit=unit,
        path=path_of(unit),
        code=next((each.code for each in codes if _holds(each, today)), ""),
        codes=codes,
        children=list(unit.children.filter(existing_on(today)).order_by("pk")),
        members=[row.member for row in members.order_by("member_id")],
        groups=[row.group for row in groups.order_by("group_id")],
        posts_now=[post for post in posts if post.pk in now],
        posts_before=[post for post in posts if post.pk not in now],
        came_from=list(unit.predecessors.select_related("old", "reorganisation").order_by("pk")),
        went_to=list(unit.successors.select_related("new", "reorganisation").order_by("-takes_over", "pk")),
        planned=list(unit.reorganisations.filter(state=Reorganisation.State.PLANNED)),
    )


def _holds(code: UnitCode, day: date) -> bool:
    return code.valid_from <= day and (code.valid_to is None or code.valid_to > day)


def path_of(unit: Unit) -> list[Unit]:
    """The units above it, the highest first."""
    above: list[Unit] = []
    step, seen = unit.parent, {unit.pk}
    while step is not None and step.pk not in seen:
        above.append(step)
        seen.add(step.pk)
        step = step.parent
    return above[::-1]


def parents_for(unit: Unit | None, district_id: int, kind: str) -> QuerySet[Unit]:
    """Under which units one of this kind may stand: never under itself or what stands under it."""
    kinds = PARENTS.get(kind)
    rows = Unit.objects.filter(existing_on(clock.today()), district_id=district_id)
    rows = rows.exclude(kind__in=[*LOCAL_KINDS, UnitKind.GROUP]) if kinds is None else rows.filter(kind__in=kinds)
    if unit:
        above = dict(Unit.objects.filter(district_id=district_id).values_list("pk", "parent"))
        below = [key for key in above if is_below(above, key, unit.pk)]
        rows = rows.exclude(pk__in=below)
        if kind == UnitKind.GRID and unit.parent:
            rows = rows.filter(parent=unit.parent.parent_id)
    return rows.order_by("pk")


def units_open(district_id: int) -> QuerySet[Unit]:
    """The units of the district that are there today, those of a notice first."""
    return Unit.objects.filter(existing_on(clock.today()), district_id=district_id).order_by("pk")


def parents_to_choose(district_id: int, chosen: int | None) -> QuerySet[Unit]:
    """Units above the villages, and the village or grid that is chosen already: a list that a person can read."""
    rows = units_open(district_id)
    return rows.filter(~Q(kind__in=LOCAL_KINDS) | Q(pk=chosen if chosen and chosen < MOST_KEY else 0))


def bodies_of(district_id: int, *, local: bool = True) -> QuerySet[Unit]:
    """Single units: what can be merged or be a member; without villages and grids where `local` is false."""
    units = units_open(district_id).exclude(kind=UnitKind.GROUP)
    return units if local else units.exclude(kind__in=LOCAL_KINDS)


def members_kept(group: Unit) -> list[int]:
    """The keys of the members of a class of units."""
    return list(group.memberships.order_by("member_id").values_list("member", flat=True))


def post_for(user: User, pk: int) -> Post:
    """A post that the person may change."""
    people = permitted(user, "post.change", Person)
    return get_object_or_404(Post.objects.select_related("person", "unit"), pk=pk, person__in=people)


def code_for(user: User, pk: int) -> UnitCode:
    """A code that the person may take out."""
    units = permitted(user, "unit.amend", Unit)
    return get_object_or_404(UnitCode.objects.select_related("unit"), pk=pk, unit__in=units)


def reorganisation_for(user: User, uid: UUID) -> Reorganisation:
    """A merger or split of the district."""
    rows = permitted(user, "reorganisation.view", Reorganisation).select_related("district", "asked_by")
    return get_object_or_404(rows, uid=uid)


def planned_for(user: User) -> QuerySet[Reorganisation]:
    """What is to happen in the district, or could not, soonest first."""
    rows = permitted(user, "reorganisation.view", Reorganisation).prefetch_related("units")
    return rows.filter(state__in=[Reorganisation.State.PLANNED, Reorganisation.State.FAILED]).order_by("on", "pk")


def units_to_reorganise(user: User) -> QuerySet[Unit]:
    """Units that the person may merge: single ones that are there."""
    rows = permitted(user, "unit.reorganise", Unit).filter(existing_on(clock.today()), closes_on=None)
    rows = rows.exclude(kind__in=[UnitKind.GROUP, UnitKind.GRID]).select_related("parent")
    return rows.order_by("kind", "parent", "pk")


def children_of(unit: Unit) -> list[Unit]:
    """What stands below a unit."""
    return list(unit.children.filter(closes_on=None).order_by("pk"))


def is_future(on: date) -> bool:
    """Whether the day is still to come."""
    return on > clock.today()


@dataclass(frozen=True)
class Told:
    """The units of a merger or split: those that close, the names instead, those that came of it."""

    old: list[Unit]
    names: tuple[str, ...]
    new: list[Unit]
    taking: Unit | None


def told_of(row: Reorganisation) -> Told:
    """What a merger or split is about."""
    decision = Decision.read(row.plan)
    successions = list(row.successions.select_related("old", "new").order_by("pk"))
    ended = {each.old_id: each.old for each in successions}
    old = list(ended.values()) or list(Unit.objects.filter(pk__in=decision.old).order_by("pk"))
    new = {each.new_id: each.new for each in successions}
    taking = next((each.new for each in successions if each.takes_over), None)
    return Told(old, decision.names, list(new.values()), taking)


@dataclass(frozen=True)
class Weight:
    """What a unit holds, for the preview of what will move."""

    unit: Unit
    held: list[Held]


def weights_of(units: Collection[Unit]) -> list[Weight]:
    """Unit by unit what the rooms hold for it."""
    held = held_by([unit.pk for unit in units])
    return [Weight(unit, [each for each in held if each.unit_id == unit.pk]) for unit in units]


@dataclass(frozen=True)
class Share:
    """What one part of a split unit gets: units below, and counts of what the rooms hold."""

    name: str
    existing: Unit | None
    takes_over: bool
    children: list[Unit]
    counts: list[tuple[str, int]]


def shares_of(
    unit: Unit, parts: Sequence[tuple[str, Unit | None]], children: Sequence[tuple[Unit, int]], default: int
) -> list[Share]:
    """Part by part what goes where."""
    told = shared_out(Parting(unit.pk, {child.name: place for child, place in children}, default))
    return [
        Share(
            name, existing, place == default, [child for child, where in children if where == place],
            [(words, counts.get(place, 0)) for words, counts in told],
        )
        for place, (name, existing) in enumerate(parts)
    ]  # fmt: skip
