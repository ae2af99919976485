"""A permission is a queryset filter, stated once by allow(), used for the list, the row, the count and the file.

An action without a rule permits nothing, so what was forgotten fails closed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from zhuanban.ground.core.errors import Refused

M = TypeVar("M", bound=Model)


class Seat(Protocol):
    """One dated role of the actor: where a rule looks up unit, district and campaign."""

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


class Actor(Protocol):
    """Whoever asks: a person's account with its seats of today."""

    @property
    def seats(self) -> Sequence[Seat]: ...


Where = Callable[[Any], Q]


@dataclass(frozen=True)
class Rule:
    """Seats of this role may do the action to the rows that where() describes."""

    role: str
    action: str
    model: type[Model]
    where: Where


_rules: dict[str, list[Rule]] = {}


def allow(roles: str | Sequence[str], action: str, model: type[Model], where: Where) -> None:
    """State that seats of these roles may do the action to the rows for which where(seat) holds."""
    for role in (roles,) if isinstance(roles, str) else roles:
        _rules.setdefault(action, []).append(Rule(str(role), action, model, where))


def rules() -> list[Rule]:
    """Every rule, by action and role: the source of docs/permissions.md."""
    return sorted((rule for group in _rules.values() for rule in group), key=lambda rule: (rule.action, rule.role))


def permitted(actor: Actor, action: str, model: type[M], *, within: int | None = None) -> QuerySet[M]:
    """The rows of the model to which the actor may do the action; empty where no rule says so.

    `within` is for rows that belong to no action of their own (units): only seats that hold in this action count.
    """
    clauses = [
        rule.where(seat)
        for rule in _rules.get(action, ())
        if rule.model is model
        for seat in actor.seats
        if seat.role == rule.role and (within is None or seat.campaign_id in (None, within))
    ]
    if not clauses:
        return model._default_manager.none()
    condition = clauses[0]
    for clause in clauses[1:]:
        condition |= clause
    return model._default_manager.filter(condition)


def may(actor: Actor, action: str, row: Model, *, within: int | None = None) -> bool:
    """Whether permitted() would show this row."""
    return permitted(actor, action, type(row), within=within).filter(pk=row.pk).exists()


def require(actor: Actor, action: str, row: Model, *, within: int | None = None) -> None:
    """Raise Refused unless permitted() would show this row."""
    if not may(actor, action, row, within=within):
        raise Refused


def lock(row: M) -> M:
    """The row as it is now, held until the transaction ends; SQLite holds its whole database instead."""
    manager = row.__class__._default_manager  # request.user is wrapped, and its type() is the wrapping's
    return manager.select_for_update().get(pk=row.pk)


def anywhere(_seat: Seat) -> Q:
    """Every row: for what is open to the role without bound."""
    return Q()
