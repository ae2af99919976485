"""Queries whose words are always the same: compiled at their first use, afterwards only given their values.

Building and compiling a query costs the ORM several times what the database needs for a row. A prepared query is
written as any other; what it is given stands in it once as a mark, so that the values can be put in its place.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
BEYOND = 2**63  # no column of either engine holds such a number
# Marks for numbers must be what the smallest column can hold: Django does not ask for what it cannot.
FIRST_NUMBER, LAST_NUMBER = 32_000, 32_767
MOST_SHAPES = 500
SEAT_VALUES = ("pk", "user_id", "district_id", "campaign_id", "unit_id")


@dataclass(frozen=True)
class MarkedSeat:
    """A seat as permissions read it, with marks for its values."""

    role: str
    pk: int
    user_id: int
    district_id: int
    campaign_id: int | None
    unit_id: int | None
    people: Sequence[int]


@dataclass(frozen=True)
class MarkedActor:
    """Whoever asks, with marked seats."""

    seats: Sequence[MarkedSeat]


@dataclass
class Marks:
    """The marks of one use. The same value of one name has the same mark, so that what is equal stays equal."""

    of_value: dict[tuple[str, Any], Any] = field(default_factory=dict)

    def mark(self, name: str, value: Any) -> Any:
        """The mark that stands for the value; None stands for itself."""
        if value is None:
            return None
        if (name, value) not in self.of_value:
            self.of_value[name, value] = mark_of(type(value), len(self.of_value))
        return self.of_value[name, value]

    def marked(self, name: str, given: Any) -> Any:
        """The same with marks: a value, or an actor with its seats."""
        if not hasattr(given, "seats"):
            return self.mark(name, given)
        return MarkedActor([self._seat(seat) for seat in given.seats])

    def _seat(self, seat: Any) -> MarkedSeat:
        values = {name: self.mark(name, getattr(seat, name)) for name in SEAT_VALUES}
        return MarkedSeat(role=seat.role, people=[self.mark("user_id", person) for person in seat.people], **values)


def mark_of(kind: type, number: int) -> Any:
    """The mark with this number for values of a kind: nothing that a row could hold."""
    if issubclass(kind, str):
        return f"\x02{number}\x03"
    if issubclass(kind, datetime):
        return datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=number + 1)
    if issubclass(kind, date):
        return date(1, 1, 1) + timedelta(days=number + 1)
    if issubclass(kind, UUID):
        return UUID(int=number)
    if issubclass(kind, int) and kind is not bool and FIRST_NUMBER + number <= LAST_NUMBER:
        return FIRST_NUMBER + number
    raise TypeError(f"no mark for {kind.__name__}")


@dataclass(frozen=True)
class Compiled:
    """The words for one engine; where a parameter is a mark, the number of its value, and so within a list."""

    words: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    lists: tuple[tuple[int, tuple[int | None, ...]], ...]
    compiler: SQLCompiler
    converters: dict[int, Any]

    def converted(self, found: list[Any]) -> list[Any]:
        """The rows with values as the fields have them."""
        if not self.converters:
            return found
        return [tuple(row) for row in self.compiler.apply_converters(found, self.converters)]

    @cached_property
    def shape(self) -> "ObjectShape":
        """How rows become objects."""
        return _object_shape(self.compiler)


class AsksWhileBuilt(RuntimeError):
    """The words of the query depend on what it asked the database; with marks it would have asked for nothing real."""


def _not_now(*_statement: Any) -> Any:
    raise AsksWhileBuilt


class Prepared(Generic[M]):
    """`build` makes the query of its keyword arguments: values, and for permissions an actor."""

    def __init__(self, build: Callable[..., QuerySet[M, Any]]) -> None:
        self._build = build
        self._compiled: dict[Hashable, Compiled | None] = {}

    def rows(self, **given: Any) -> list[Any]:
        """The tuples of a `values_list()`."""
        compiled, found = self._found(given)
        return compiled.converted(found) if compiled else []

    def objects(self, **given: Any) -> list[M]:
        """The rows as objects, with what `select_related()` and `annotate()` bring."""
        compiled, found = self._found(given)
        return list(_objects(compiled.shape, compiled.converted(found))) if compiled and found else []

    def first(self, **given: Any) -> M | None:
        """The first of the rows; the query itself says how many it reads."""
        return next(iter(self.objects(**given)), None)

    def exists(self, **given: Any) -> bool:
        """Whether there is a row at all."""
        return bool(self._found(given)[1])

    def _found(self, given: dict[str, Any]) -> tuple[Compiled | None, list[Any]]:
        marks, using = Marks(), DEFAULT_DB_ALIAS
        marked = {name: marks.marked(name, value) for name, value in given.items()}
        shape = connections[using].vendor, _shape(marked)
        if shape not in self._compiled:
            if len(self._compiled) >= MOST_SHAPES:
                self._compiled.clear()
            with connections[using].execute_wrapper(_not_now):
                query = self._build(**marked)
                self._compiled[shape] = _compiled(query, marks, using)
        compiled = self._compiled[shape]
        if compiled is None or any(isinstance(value, int) and abs(value) >= BEYOND for _, value in marks.of_value):
            return None, []
        values, params = [_adapted(value, using) for _, value in marks.of_value], list(compiled.params)
        for place, number in compiled.places:
            params[place] = values[number]
        for place, numbers in compiled.lists:
            pairs = zip(numbers, params[place], strict=True)
            params[place] = [known if number is None else values[number] for number, known in pairs]
        with connections[using].cursor() as cursor:
            cursor.execute(compiled.words, params)
            return compiled, cursor.fetchall()


def _shape(marked: dict[str, Any]) -> Hashable:
    """On what the words of the query depend: which values there are, and which are equal."""
    return tuple(
        tuple(_plain(seat) for seat in value.seats) if isinstance(value, MarkedActor) else value
        for value in marked.values()
    )


def _plain(seat: MarkedSeat) -> Hashable:
    return (seat.role, *(getattr(seat, name) for name in SEAT_VALUES), *seat.people)


def _compiled(query: QuerySet[Any, Any], marks: Marks, using: str) -> Compiled | None:
    """Compile once; None for a query that can find nothing."""
    compiler = query.query.get_compiler(using)
    try:
        words, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    numbers = {_adapted(mark, using): number for number, mark in enumerate(marks.of_value.values())}
    places = tuple((place, numbers[value]) for place, value in enumerate(params) if _is_mark(value, numbers))
    lists = tuple(
        (place, tuple(numbers[each] if _is_mark(each, numbers) else None for each in value))
        for place, value in enumerate(params) if isinstance(value, list)
    )  # fmt: skip
    converters = compiler.get_converters([column[0] for column in (compiler.select or [])[: compiler.col_count]])
    return Compiled(words, tuple(params), places, lists, compiler, converters)


def _is_mark(value: Any, numbers: dict[Any, int]) -> bool:
    return isinstance(value, Hashable) and value in numbers


def _adapted(value: Any, using: str) -> Any:
    """The value as the engine takes it."""
    operations = connections[using].ops
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return operations.adapt_datefield_value(value)
    if isinstance(value, UUID):
        return value if connections[using].features.has_native_uuid_field else value.hex
    return value


@dataclass(frozen=True)
class ObjectShape:
    """A model, the stretch of a row that holds its columns, their names, and what fills in related objects."""

    model: type[Model]
    using: str
    columns: slice
    names: list[str]
    populators: list[Any]
    annotations: dict[str, int]


def _object_shape(compiler: SQLCompiler) -> ObjectShape:
    select, known = compiler.select or [], compiler.klass_info
    if known is None or not select:
        raise TypeError("a query of values has rows, not objects")
    fields = known["select_fields"]
    columns = slice(fields[0], fields[-1] + 1)
    names = [column[0].target.attname for column in select[columns]]
    populators = cast(Any, get_related_populators)(known, select, compiler.using)  # stubs of a later Django
    annotations = compiler.annotation_col_map or {}
    return ObjectShape(known["model"], str(compiler.using), columns, names, populators, annotations)


def _objects(shape: ObjectShape, rows: list[Any]) -> Iterator[Any]:
    """Objects from rows, as ModelIterable makes them."""
    for row in rows:
        made = shape.model.from_db(shape.using, shape.names, row[shape.columns])
        for populator in shape.populators:
            populator.populate(row, made)
        for name, place in shape.annotations.items():
            setattr(made, name, row[place])
        yield made
