"""Reading what a person sees of an action in the order of an index: the whole of it, or unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import BooleanField, Func, Q, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, MatterScope
from zhuanban.work.matters.permissions import sight_in

SHOWN = ("kind", "township", "handler", "clause__current")


@dataclass(frozen=True)
class Order:
    """The order of a list: by columns of the matter, by scope rows of one unit, and which rows have a place in it."""

    of_matter: tuple[str, ...]
    of_scope: tuple[str, ...]
    placed: Q = field(default_factory=Q)
    placed_in_scope: Q = field(default_factory=Q)


NEWEST = Order(("-pk",), ("-scopes__matter_id",))
BY_LIMIT = Order(
    ("due_at", "pk"),
    ("scopes__due_at", "scopes__matter_id"),
    Q(closed_at=None, due_at__isnull=False),
    Q(scopes__due_at__isnull=False),
)
BY_HANDLER = Order(("handler", "due_at", "-pk"), ("handler", "due_at", "-pk"))


def newest_before(key: int) -> Order:
    """Newest first, from the matter behind this one on."""
    return replace(NEWEST, placed=Q(pk__lt=key), placed_in_scope=Q(scopes__matter_id__lt=key))


def seen(user: User, campaign: Campaign, order: Order = NEWEST) -> QuerySet[Matter]:
    """The matters of the action that the person may see, in this order; by limit only those that have one running."""
    rows, sight = Matter.objects.filter(order.placed, campaign=campaign), sight_in(user, campaign)
    if sight.everything:
        return rows.order_by(*order.of_matter)
    if len(sight.units) == 1:
        return _seen_by(sight.units[0], rows, campaign, order)
    scopes = MatterScope.objects.filter(unit__in=sight.units, campaign=campaign)
    return rows.filter(pk__in=scopes.values("matter")).order_by(*order.of_matter)


def _seen_by(unit: int, rows: QuerySet[Matter], campaign: Campaign, order: Order) -> QuerySet[Matter]:
    """Those that one unit sees: each has one scope row of it, which leads the walk."""
    mine = rows.filter(order.placed_in_scope, scopes__unit=unit, scopes__campaign=campaign)
    return mine.order_by(*order.of_scope)


@dataclass(frozen=True)
class Listed:
    """A list of what a person sees, under a condition: counted as a whole, read a stretch at a time.

    With several units a stretch is merged from the first of each, so that no unit's rows are gathered whole.
    """

    user: User
    campaign: Campaign
    condition: Q
    order: Order = NEWEST

    @property
    def rows(self) -> QuerySet[Matter]:
        """All of them."""
        return seen(self.user, self.campaign, self.order).filter(self.condition).select_related(*SHOWN)

    def count(self) -> int:
        """How many they are."""
        return self.rows.count()

    def __getitem__(self, stretch: slice) -> QuerySet[Matter]:
        """Those from the slice's start to its stop, which must be given."""
        sight = sight_in(self.user, self.campaign)
        if sight.everything or not sight.units:
            return self.rows[stretch]
        rows = Matter.objects.filter(self.condition, self.order.placed)
        firsts = _seen_by(ANY_UNIT, rows, self.campaign, self.order).values("pk")[: stretch.stop]
        merged = Matter.objects.filter(AmongThoseOf(sight.units, "pk", firsts)).order_by(*self.order.of_matter)
        return merged.select_related(*SHOWN)[stretch]


ANY_UNIT = -(2**40)  # stands in a subquery for the key of each unit in turn


class AmongThoseOf(Func):
    """Whether a key is among those that a subquery finds for one of the units.

    The subquery is compiled once, which for five units is a third of the work. PostgreSQL plans it once as well, and
    reads it first: left to itself it may walk the table and ask of every row.
    """

    output_field = BooleanField()

    def __init__(self, units: Sequence[int], key: str, found: QuerySet[Any]) -> None:
        super().__init__(key, Subquery(found))
        self.units = list(units)

    def as_sql(self, compiler: SQLCompiler, *_args: Any, **_extra: Any) -> tuple[str, tuple[Any, ...]]:
        """The subquery again for each unit."""
        (key, _), (found, given) = self._parts(compiler)
        params = (unit if value == ANY_UNIT else value for unit in self.units for value in given)
        return f"({' OR '.join([f'{key} IN {found}'] * len(self.units))})", tuple(params)

    def as_postgresql(self, compiler: SQLCompiler, *_args: Any, **_extra: Any) -> tuple[str, tuple[Any, ...]]:
        """The subquery beside a row for each unit."""
        (key, _), (found, given) = self._parts(compiler)
        pieces = found.split("%s")
        marks = ("held.unit" if value == ANY_UNIT else "%s" for value in given)
        found = pieces[0] + "".join(mark + piece for mark, piece in zip(marks, pieces[1:], strict=True))
        each = f"SELECT found.pk FROM unnest(%s) AS held(unit) CROSS JOIN LATERAL {found} AS found"  # noqa: S608
        params = (value for value in given if value != ANY_UNIT)
        return f"{key} = ANY(ARRAY({each}))", (self.units, *params)

    def _parts(self, compiler: SQLCompiler) -> list[tuple[str, Sequence[Any]]]:
        return [compiler.compile(each) for each in self.get_source_expressions()]
