"""Reading what a person sees of an action in the order of an index: the whole of it, or unit by unit."""

from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, FilteredRelation, Func, Q, QuerySet, Subquery
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


NEWEST = Order(("-pk",), ("-seen__matter_id",))
BY_LIMIT = Order(
    ("due_at", "pk"),
    ("seen__due_at", "seen__matter_id"),
    Q(closed_at=None, due_at__isnull=False),
    Q(seen__due_at__isnull=False),
)
BY_HANDLER = Order(("handler", "due_at", "-pk"), ("handler", "due_at", "-pk"))


def newest_before(key: int) -> Order:
    """Newest first, from the matter behind this one on."""
    return replace(NEWEST, placed=Q(pk__lt=key), placed_in_scope=Q(seen__matter_id__lt=key))


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
    own = FilteredRelation("scopes", condition=Q(scopes__unit=unit, scopes__campaign=campaign))
    mine = rows.annotate(seen=own).filter(order.placed_in_scope, seen__unit=unit)
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
        if sight.everything or len(sight.units) < 2:
            return self.rows[stretch]
        rows = Matter.objects.filter(self.condition, self.order.placed, campaign=self.campaign)
        parts = (_seen_by(unit, rows, self.campaign, self.order) for unit in sight.units)
        firsts = (Q(Among("pk", Subquery(part.values("pk")[: stretch.stop]))) for part in parts)
        merged = Matter.objects.filter(reduce(or_, firsts)).order_by(*self.order.of_matter)
        return merged.select_related(*SHOWN)[stretch]


class Among(Func):
    """Whether a key is among those of a subquery, which is read first; left to itself PostgreSQL may walk the table."""

    template, arg_joiner = "%(expressions)s", " IN "
    output_field = BooleanField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.as_sql(compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY")
        return sql, tuple(params)
