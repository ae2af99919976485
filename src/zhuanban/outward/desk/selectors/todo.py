"""What needs a person today. Each line is one queryset, counted for the sentence and listed for its page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import Light, State
from zhuanban.work.matters.selectors import (
    matters_for,
    matters_to_dispatch,
    matters_to_do,
    matters_to_verify,
    matters_urged,
    rechecks_due,
    rechecks_missed,
)

Rows = Callable[[User, Campaign], QuerySet[Matter]]
UNITS = frozenset({Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE})


@dataclass(frozen=True)
class Todo:
    """Matters that wait for one of these roles; `words` follow the count: 3 件事项等待交办."""

    key: str
    words: str
    roles: frozenset[Role]
    rows: Rows
    is_red: bool = False


@dataclass(frozen=True)
class Line:
    """One sentence of the home page: a count, what it counts, and where its rows are."""

    key: str
    count: int
    words: str
    address: str
    is_red: bool = False


def returned(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Waiting to be dispatched because the unit gave them back."""
    given_back = matters_to_dispatch(user, campaign).filter(assignments__returned_at__isnull=False)
    return given_back.distinct()


def red(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Past their limit, the longest overdue first."""
    return matters_for(user, campaign).filter(light=Light.RED).order_by("due_at", "pk")


def to_accept(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Given to the person's unit and not yet accepted."""
    return matters_to_do(user, campaign).filter(state=State.DISPATCHED)


def running_out(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """In the unit's hands with little of the limit left."""
    return matters_to_do(user, campaign).filter(light=Light.YELLOW)


def overdue(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """In the unit's hands and past the limit."""
    return matters_to_do(user, campaign).filter(light=Light.RED)


def sent_back(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Sent back by whoever verified, to be done again."""
    return matters_to_do(user, campaign).filter(state=State.HANDLING, rework_count__gt=0)


def in_hand(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Accepted and being handled by the unit."""
    return matters_to_do(user, campaign).filter(state=State.HANDLING)


OFFICE, INSPECTOR, LEADER = frozenset(OFFICE_ROLES), frozenset({Role.INSPECTOR}), frozenset({Role.LEADER})
TODOS = (
    Todo("overdue", "件本单位承办的事项已逾期", UNITS, overdue, is_red=True),
    Todo("urged", "件事项被催办，请抓紧办理", UNITS, matters_urged, is_red=True),
    Todo("sent-back", "件事项核查没有通过，退回重办", UNITS, sent_back, is_red=True),
    Todo("accept", "件事项交办给本单位，等待签收", UNITS, to_accept),
    Todo("running-out", "件本单位承办的事项时限将到", UNITS, running_out),
    Todo("in-hand", "件事项本单位正在办理，办完请报结", UNITS, in_hand),
    Todo("red", "件事项亮红灯，已逾期", OFFICE | LEADER, red, is_red=True),
    Todo("returned", "件事项被承办单位退回，需要重新交办", OFFICE, returned, is_red=True),
    Todo("dispatch", "件事项等待交办", OFFICE, matters_to_dispatch),
    Todo("recheck", "件已销号事项由本单位管护，该回头看了", UNITS, rechecks_due),
    Todo("recheck-missed", "件已销号事项超期没有回头看", OFFICE, rechecks_missed, is_red=True),
    Todo("verify", "件事项已报结，等待现场核查", OFFICE | INSPECTOR, matters_to_verify),
)


def todos_for(user: User) -> list[Todo]:
    """Those that one of the person's roles has to see to."""
    return [todo for todo in TODOS if user.has_role(*todo.roles)]


def todo_for(user: User, key: str) -> Todo:
    """One of them; 404 where it is not this person's."""
    for todo in todos_for(user):
        if todo.key == key:
            return todo
    raise Http404


def counted(todos: Iterable[Todo], user: User, campaign: Campaign) -> list[tuple[Todo, int]]:
    """Each with the number of its rows; one query each, however many rows there are."""
    return [(todo, todo.rows(user, campaign).order_by().count()) for todo in todos]
