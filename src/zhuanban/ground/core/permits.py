"""A permission is a queryset filter, stated once by allow(), used for the list, the row, the count and the file.

An action without a rule permits nothing, so what was forgotten fails closed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from zhuanban.ground.core.errors import Refused
from zhuanban.ground.core.prepared import AsksWhileBuilt, Prepared

M = TypeVar("M", bound=Model)


class Seat(Protocol):
    """One dated role of the actor: where a rule looks up unit, district and campaign."""

    @property
    def pk(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def user_id(self) -> int: ...
    @property
    def district_id(self) -> int: ...
    @property
    def campaign_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def people(self) -> Sequence[int]: ...


class Actor(Protocol):
    """Whoever asks: a person's account with its seats of today."""

    @property
    def seats(self) -> Sequence[Seat]: ...


Where = Callable[[Any], Q]


@dataclass(frozen=True)
class Rule:
    """Seats of this role may do the action to the rows that where() describes, for one seat or for all `together`.

    where() says in Chinese which rows these are: its docstring begins with the words that stand before the name of the
    row, as a model's docstring begins with that name.
    """

    role: str
    action: str
    model: type[Model]
    where: Where
    together: bool = False

    @property
    def rows(self) -> str:
        """Which rows, for people: "本单位承办的事项"."""
        return _first_words(self.where) + _first_words(self.model)


def _first_words(of: object) -> str:
    return (of.__doc__ or "").partition(":")[0]


_rules: dict[str, list[Rule]] = {}
_words: dict[str, str] = {}


def allow(roles: str | Sequence[str], action: str, model: type[Model], where: Where, *, together: bool = False) -> None:
    """State that seats of these roles may do the action to the rows for which where(seat) holds.

    With `together` where() is called once with all such seats: conditions on a million rows that are put together
    with "or" cannot follow an index, one condition for all units can.
    """
    for role in (roles,) if isinstance(roles, str) else roles:
        _rules.setdefault(action, []).append(Rule(str(role), action, model, where, together))


def in_words(actions: Mapping[str, str]) -> None:
    """Say in Chinese what one does by each of these actions: a room does it once, below its rules."""
    _words.update(actions)


def words_of(action: str) -> str:
    """The action as officials call it; empty where no room has said it."""
    return _words.get(action, "")


def rules() -> list[Rule]:
    """Every rule, by action and role: the source of docs/permissions.md."""
    return sorted((rule for group in _rules.values() for rule in group), key=lambda rule: (rule.action, rule.role))


def seats_with(
    actor: Actor, action: str, model: type[Model], within: int | None = None
) -> dict[Where, tuple[bool, list[Seat]]]:
    """Condition → whether it is asked of all seats together, and the actor's seats for which it gives the right."""
    held: dict[Where, tuple[bool, list[Seat]]] = {}
    for rule in _rules.get(action, ()):
        seats = [seat for seat in actor.seats if seat.role == rule.role and _holds(seat, within)]
        if rule.model is model and seats:
            held.setdefault(rule.where, (rule.together, []))[1].extend(seats)
    return held


def _clauses(actor: Actor, action: str, model: type[Model], within: int | None) -> list[Q]:
    """What the actor's seats add up to, each condition once."""
    clauses = (
        clause
        for where, (together, seats) in seats_with(actor, action, model, within).items()
        for clause in ([where(seats)] if together else map(where, seats))
    )
    return list(dict.fromkeys(clauses))


def _holds(seat: Seat, within: int | None) -> bool:
    return within is None or seat.campaign_id in (None, within)


def permitted(actor: Actor, action: str, model: type[M], *, within: int | None = None) -> QuerySet[M]:
    """The rows of the model to which the actor may do the action; empty where no rule says so.

    `within` is for rows that belong to no action of their own (units): only seats that hold in this action count.
    """
    clauses = _clauses(actor, action, model, within)
    if not clauses:
        return model._default_manager.none()
    condition = clauses[0]
    for clause in clauses[1:]:
        condition |= clause
    return model._default_manager.filter(condition)


def may(actor: Actor, action: str, row: Model, *, within: int | None = None) -> bool:
    """Whether permitted() would show this row."""
    model = type(row)
    key = action, model
    if key not in _asked:
        _asked[key] = Prepared(_row_permitted(action, model))
    prepared = _asked[key]
    if prepared is not None:
        try:
            return prepared.exists(actor=actor, pk=row.pk, campaign_id=within)
        except AsksWhileBuilt:
            _asked[key] = None  # a condition of this rule reads rows before it is put into words
    return permitted(actor, action, model, within=within).filter(pk=row.pk).exists()


_asked: dict[tuple[str, type[Model]], "Prepared[Any] | None"] = {}


def _row_permitted(action: str, model: type[M]) -> "Callable[..., QuerySet[M, Any]]":
    def build(actor: Actor, pk: Any, campaign_id: int | None) -> "QuerySet[M, Any]":
        rows = permitted(actor, action, model, within=campaign_id).filter(pk=pk)
        return rows.order_by().values_list("pk")[:1]

    return build


def require(actor: Actor, action: str, row: Model, *, within: int | None = None) -> None:
    """Raise Refused unless permitted() would show this row."""
    if not may(actor, action, row, within=within):
        raise Refused


def lock(row: M) -> M:
    """The row as it is now, held until the transaction ends; SQLite holds its whole database instead."""
    manager = row.__class__._default_manager  # request.user is wrapped, and its type() is the wrapping's
    return manager.select_for_update().get(pk=row.pk)


