"""Reading units, people, posts and seats; the only place that answers "recused?"."""

from datetime import date

from django.db.models import F, Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import (
    District,
    GroupMember,
    Person,
    Post,
    RoleAssignment,
    Unit,
    UnitSuccession,
    User,
)
from zhuanban.ground.orgs.rules import LOCAL_KINDS, Role, UnitKind, township_stem


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
    held = Post.objects.filter(held_on(clock.today()), person=user.person_id or 0, unit__isnull=False)
    seated = [seat.unit_id for seat in user.seats if seat.unit_id]
    return Unit.objects.filter(Q(pk__in=seated) | Q(pk__in=held.values("unit"))).order_by()
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
    assignments = RoleAssignment.objects.in_force(clock.today()).filter(role=role, district_id=district_id)
    assignments = assignments.filter(Q(campaign_id=None) | Q(campaign_id=campaign_id))
    if unit_id:
        assignments = assignments.filter(unit_id=unit_id)
    return User.objects.filter(role_assignments__in=assignments, is_active=True).distinct().order_by("pk")


def accounts_of(district_id: int) -> QuerySet[RoleAssignment]:
    """Every account of the district with its role and unit."""
    return RoleAssignment.objects.filter(district_id=district_id).select_related("user", "unit").order_by("pk")
