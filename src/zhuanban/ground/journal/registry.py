"""Who reacts to what: handlers of events, of days and of ticks, collected at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, TypeVar

from zhuanban.ground.journal.events import DomainEvent

E = TypeVar("E", bound=DomainEvent)
Work = Callable[[], Any]


@dataclass(frozen=True)
class Daily:
    """Runs once a day, from this time of day in Asia/Shanghai on."""

    name: str
    at: time
    work: Work


@dataclass(frozen=True)
class Tick:
    """Runs again and again, this far apart."""

    name: str
    every: timedelta
    work: Work


_events: dict[str, type[DomainEvent]] = {}
_handlers: dict[str, dict[str, Callable[[Any], Any]]] = {}
_daily: dict[str, Daily] = {}
_ticks: dict[str, Tick] = {}


def name_of(work: Callable[..., Any]) -> str:
    """room.function, as the delivery names its handler."""
    room = work.__module__.removeprefix("zhuanban.").split(".")[1]
    return f"{room}.{work.__name__}"


def on(event: type[E]) -> Callable[[Callable[[E], Any]], Callable[[E], Any]]:
    """Handle every entry of this event, at least once; the handler must bear running twice."""

    def register(work: Callable[[E], Any]) -> Callable[[E], Any]:
        _events[event.__name__] = event
        _handlers.setdefault(event.__name__, {})[name_of(work)] = work
        return work

    return register


def every_day(at: time) -> Callable[[Work], Work]:
    """Run once a day, from this time of day on."""

    def register(work: Work) -> Work:
        _daily[name_of(work)] = Daily(name_of(work), at, work)
        return work

    return register


def every(interval: timedelta) -> Callable[[Work], Work]:
    """Run in the worker again and again."""

    def register(work: Work) -> Work:
        _ticks[name_of(work)] = Tick(name_of(work), interval, work)
        return work

    return register


def handlers_of(event: str) -> dict[str, Callable[[Any], Any]]:
    """Handler name → handler, for an event's name."""
    return _handlers.get(event, {})


def event_type(event: str) -> type[DomainEvent]:
    """The class of a handled event."""
    return _events[event]


def daily() -> list[Daily]:
    """All daily handlers by name."""
    return [_daily[name] for name in sorted(_daily)]


def ticks() -> list[Tick]:
    """All ticking handlers by name."""
    return [_ticks[name] for name in sorted(_ticks)]
