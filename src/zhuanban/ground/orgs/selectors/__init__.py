"""Reading units, people, posts and seats; the only place that answers "recused?"."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import (
    District,
    GroupMember,
    HandOver,
    Person,
    Post,
    RoleAssignment,
    Unit,
    UnitSuccession,
    User,
)
from zhuanban.ground.orgs.rules import (
    LOCAL_KINDS,
    THREE_ADMINISTRATORS,
    WITH_DEPUTIES,
    Role,
    UnitKind,
    township_stem,
)


def existing_on(day: date, path: str = "") -> Q:
    """Units that are there on this day; `path` leads to the unit, "" for the unit itself."""
    opened = Q(**{f"{path}opens_on": None}) | Q(**{f"{path}opens_on__lte": day})
    return opened & (Q(**{f"{path}closes_on": None}) | Q(**{f"{path}closes_on__gt": day}))


def held_on(day: date, path: str = "") -> Q:
    """Posts that are held on this day; `path` leads to the post, "" for the post itself."""
    ends = Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": day})
    return Q(**{f"{path}starts_on__lte": day}) & ends


def townships_of(district_id: int) -> QuerySet[Unit]:
    """The townships of the district in the order of the notice."""
    towns = Unit.objects.filter(existing_on(clock.today()), district_id=district_id, kind=UnitKind.TOWNSHIP)
    return towns.order_by("pk")


def township_choices(district_id: int) -> list[tuple[int, str]]:
    """The same for a select: key and name."""
    return TOWNSHIPS.rows(district=district_id, today=clock.today())


TOWNSHIPS: Prepared[Unit] = Prepared(
    lambda district, today: Unit.objects.filter(existing_on(today), district_id=district, kind=UnitKind.TOWNSHIP)
    .order_by("pk").values_list("pk", "name")
)  # fmt: skip


def units_of(district_id: int) -> QuerySet[Unit]:
    """The units of the district that work can be given to: no classes of units, and no villages, for which their
    township answers."""
    units = Unit.objects.filter(existing_on(clock.today()), district_id=district_id)
    return units.exclude(kind__in=[UnitKind.GROUP, *LOCAL_KINDS]).order_by("pk")


def members_of(group: Unit) -> list[Unit]:
    """A unit itself, or the members of a class of units."""
    if group.kind != UnitKind.GROUP:
        return [group]
    members = GroupMember.objects.filter(existing_on(clock.today(), "member__"), group=group)
    members = members.select_related("member").order_by("member_id")
    return [membership.member for membership in members]


def find_unit(district: District, name: str) -> Unit | None:
    """The unit of this name or alias; 某某办事处 finds 某某街道, and a closed unit finds who took its place.

    Villages are found by their name alone, and only where the district has one of that name.
    """
    stem = township_stem(name)
    for unit in named_units(district.pk):
        names = [unit.name, *unit.aliases]
        if name in names or (unit.kind == UnitKind.TOWNSHIP and stem in map(township_stem, names)):
            return successor_of(unit)
    villages = Unit.objects.filter(existing_on(clock.today()), district=district, kind__in=LOCAL_KINDS, name=name)[:2]
    return villages[0] if len(villages) == 1 else None


def named_units(district_id: int) -> QuerySet[Unit]:
    """The units that a text may name, those that are there before those that closed."""
    units = Unit.objects.filter(district_id=district_id).exclude(kind__in=LOCAL_KINDS)
    return units.order_by(F("closes_on").desc(nulls_first=True), "pk")


def successor_of(unit: Unit) -> Unit:
    """The unit itself, or the one that took over the work of a closed one, however often that happened."""
    seen = {unit.pk}
    while unit.closes_on and unit.closes_on <= clock.today():
        succession = unit.successors.filter(takes_over=True).select_related("new").first()
        if succession is None or succession.new_id in seen:
            break
        unit = succession.new
        seen.add(unit.pk)
    return unit


def successors_in(district_id: int) -> dict[int, int]:
    """Closed unit → the unit that has its work today, for the whole district in one query."""
    rows = UnitSuccession.objects.filter(old__district_id=district_id, takes_over=True)
    step = dict(rows.values_list("old", "new"))
    found = {}
    for old, heir in step.items():
        new, seen = heir, {old}
        while new in step and new not in seen:
            seen.add(new)
            new = step[new]
        found[old] = new
    return found


def people_of(unit: Unit, on: date | None = None) -> QuerySet[Person]:
    """Who holds a post in the unit on that day (today)."""
    held = Post.objects.filter(held_on(on or clock.today()), unit=unit)
    return Person.objects.filter(posts__in=held).distinct().order_by("pk")


def posts_of(person: Person, on: date | None = None) -> QuerySet[Post]:
    """The posts a person holds on that day (today)."""
    return person.posts.filter(held_on(on or clock.today())).select_related("unit").order_by("pk")


def is_recused(user: User, *unit_ids: int | None) -> bool:
    """Whether this person must not judge one of these units: it holds a post or a seat there (回避).

    The one answer for every room; what it reads is read once a request, so that lists may ask it for each row.
    """
    return not user.own_units.isdisjoint(unit_ids)


def own_units_of(user: User) -> QuerySet[Unit]:
    """The units in which is_recused() holds, as a subquery: for lists that leave out what concerns them."""
    return Unit.objects.filter(user.is_own_unit).order_by()


def posts_today(district_id: int) -> QuerySet[Post]:
    """The posts that people of the district hold today, with people and units."""
    held = Post.objects.filter(held_on(clock.today()), person__district_id=district_id)
    return held.select_related("person", "unit").order_by("pk")


def all_posts_of(person: Person) -> QuerySet[Post]:
    """Every post a person holds, held or will hold, oldest first."""
    return person.posts.select_related("unit").order_by("starts_on", "pk")


def recusals_of(district_id: int) -> list[tuple[Person, Unit]]:
    """People who hold posts in a township and elsewhere: they are recused where that township is judged."""
    posts = Post.objects.filter(held_on(clock.today()), person__district_id=district_id)
    posts = posts.select_related("person", "unit")
    held: dict[int, list[Post]] = {}
    for post in posts.order_by("pk"):
        held.setdefault(post.person_id, []).append(post)
    return [
        (post.person, post.unit)
        for group in held.values()
        if len({post.unit_id for post in group}) > 1
        for post in group
        if post.unit and post.unit.kind == UnitKind.TOWNSHIP
    ]


def holders_of(role: Role, district_id: int, campaign_id: int | None, unit_id: int | None = None) -> QuerySet[User]:
    """Accounts that hold the role today in the district, for this action or for all, in the unit if one is named."""
    assignments = RoleAssignment.objects.in_force(clock.today()).filter(
        role=role, district_id=district_id, acts_for=None
    )
    assignments = assignments.filter(Q(campaign_id=None) | Q(campaign_id=campaign_id))
    if unit_id:
        assignments = assignments.filter(unit_id=unit_id)
    return User.objects.filter(role_assignments__in=assignments, is_active=True).distinct().order_by("pk")


def accounts_of(district_id: int) -> QuerySet[RoleAssignment]:
    """Every account of the district with its role and unit."""
    return RoleAssignment.objects.filter(district_id=district_id).select_related("user", "unit").order_by("pk")


_namers: list[Callable[[int], dict[int, str]]] = []


def names_actions(namer: Callable[[int], dict[int, str]]) -> Callable[[int], dict[int, str]]:
    """Register who knows the names of a district's actions: a seat holds only the key of one."""
    _namers.append(namer)
    return namer


def action_names(district_id: int | None) -> dict[int, str]:
    """Key → name of the district's actions."""
    return {key: name for namer in _namers for key, name in namer(district_id or 0).items()}


def seats_shown(user: User, asked: dict[str, Any]) -> QuerySet[RoleAssignment]:
    """The roles of the district, past ones too, as the page asks: words, role, state on a day, by person or unit."""
    rows = permitted(user, "role.view", RoleAssignment).select_related("user", "unit", "acts_for__user")
    if words := asked.get("q"):
        found = Q(user__name__icontains=words) | Q(user__username__icontains=words) | Q(unit__name__icontains=words)
        rows = rows.filter(found)
    if role := asked.get("role"):
        rows = rows.filter(role=role)
    today = clock.today()
    states = {
        "now": rows.filter(pk__in=RoleAssignment.objects.in_force(today)),
        "past": rows.filter(ends_on__lt=today),
        "coming": rows.filter(starts_on__gt=today).exclude(ends_on__lt=today),
    }
    rows = states.get(asked.get("state") or "", rows)
    order = ("unit__name", "user__name") if asked.get("by") == "unit" else ("user__name", "user_id")
    return rows.order_by(*order, "-starts_on", "pk")


def accounts_to_seat(user: User) -> QuerySet[User]:
    """The accounts to which this person may give roles."""
    return permitted(user, "role.give", User).filter(is_active=True).order_by("name", "pk")


def accounts_in(user: User, unit: str) -> QuerySet[User]:
    """Of the accounts to which roles may be given, those of people with a post in the unit; all where none is named."""
    key = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 19 else 0
    held = Post.objects.filter(held_on(clock.today()), unit=key).values("person")
    return accounts_to_seat(user).filter(person__in=held) if key else accounts_to_seat(user)


def seat_to_end(user: User, pk: int) -> RoleAssignment:
    """A role that this person may end; 404 for others."""
    rows = permitted(user, "role.end", RoleAssignment).select_related("user", "unit")
    return get_object_or_404(rows, pk=pk)


def seats_to_deputise(user: User) -> QuerySet[RoleAssignment]:
    """The seats in force for which this person may name a deputy."""
    seats = RoleAssignment.objects.in_force(clock.today())
    rows = permitted(user, "deputy.name", RoleAssignment).filter(pk__in=seats)
    return rows.select_related("user").order_by("pk")


def deputies_shown(user: User) -> QuerySet[RoleAssignment]:
    """The deputies whom this person may end, the newest first; past ones stay as history."""
    rows = permitted(user, "deputy.end", RoleAssignment)
    return rows.select_related("user", "acts_for__user").order_by("-starts_on", "-pk")


def possible_deputies(user: User) -> QuerySet[User]:
    """Accounts of the district that can act for a leader: in use, no administrator, not the person itself."""
    administrators = RoleAssignment.objects.filter(role__in=THREE_ADMINISTRATORS).in_force(clock.today())
    accounts = User.objects.filter(district=user.district_id, is_active=True).exclude(pk=user.pk)
    return accounts.exclude(pk__in=administrators.values("user")).order_by("name", "pk")


def sees_deputies(user: User) -> bool:
    """Whether the page of deputies concerns this person."""
    return user.has_role(*WITH_DEPUTIES, Role.SECURITY_ADMIN)


def leaving_account(user: User, pk: int) -> User:
    """An account whose work this person may hand over; 404 for others."""
    return get_object_or_404(permitted(user, "work.hand_over", User).select_related("person"), pk=pk)


def successors_of(user: User, leaving: User) -> QuerySet[User]:
    """To whom it could be handed over."""
    rows = permitted(user, "work.hand_over", User).filter(is_active=True)
    return rows.exclude(pk=leaving.pk).order_by("name", "pk")


def seats_to_pass(leaving: User) -> QuerySet[RoleAssignment]:
    """The roles that it holds today or will hold, not those of a deputy."""
    rows = RoleAssignment.objects.filter(user=leaving, acts_for=None)
    return rows.between(clock.today(), None).select_related("unit").order_by("pk")


def posts_to_pass(leaving: User) -> QuerySet[Post]:
    """The posts of its person today."""
    held = Post.objects.filter(held_on(clock.today()), person=leaving.person_id or 0)
    return held.select_related("unit").order_by("pk")


def hand_overs_of(leaving: User) -> QuerySet[HandOver]:
    """What has been handed over from this account, the newest first."""
    return HandOver.objects.filter(leaving=leaving).select_related("successor").order_by("-pk")
