"""The script of the demo: who does what when, computed beforehand from a seed and nothing else.

Same seed, same action, same day: same script; so a demo that was stopped goes on where it was.
"""

import math
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from zhuanban.cli.demo.words import GOOD_RESULTS, INSTRUCTIONS, PLACES, PROGRESS, RETURNS, SEND_BACKS, SUSPENSIONS
from zhuanban.ground.core.clock import SHANGHAI, local_day
from zhuanban.ground.workdays.rules import Limit, LimitUnit, due, is_workday

UID_SPACE = uuid.UUID("6f1d3c52-5b0e-7c3a-9a44-2d1f6b8e9c01")


@dataclass(frozen=True)
class KindRole:
    """What the script needs of a kind of matter: its key, name, stage limits and the departments that may handle it."""

    code: str
    name: str
    profile: str
    limits: tuple[Limit, ...]
    departments: tuple[int, ...]
    weight: float = 1.0
    looks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Stage:
    """The stage: first and last day of the action, townships and kinds by key, how many inspectors."""

    first: date
    end: date
    townships: tuple[int, ...]
    kinds: tuple[KindRole, ...]
    inspectors: int


@dataclass(frozen=True, order=True)
class Act:
    """One thing that somebody does: at an instant, to the matter of this number (0: to none)."""

    at: datetime
    order: int
    verb: str = field(compare=False)
    matter: int = field(compare=False)
    given: dict[str, Any] = field(compare=False, default_factory=dict)


def uid_of(seed: int, matter: int) -> uuid.UUID:
    """The outside key of a matter of the script; the same in every run."""
    return uuid.uuid5(UID_SPACE, f"{seed}/{matter}")


def write_story(stage: Stage, seed: int, matters: int) -> list[Act]:
    """All acts of the whole action in the order of time; whoever plays it stops at the present."""
    writer = Writer(stage, random.Random(seed))
    for found in writer.findings(matters):
        writer.tell(found)
    return sorted(writer.acts)


@dataclass(frozen=True)
class Found:
    """What is found somewhere: day by day more of it in the months of concentrated work."""

    at: datetime
    township: int
    kind: KindRole
    place: str


class Writer:
    """Writes acts; all chance comes from the one generator, in a fixed order."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.chance = chance
        self.acts: list[Act] = []
        self.count = 0
        # Some townships are quick and thorough, some are slow: the scores shall differ for reasons one can see.
        self.pace = {town: chance.uniform(0.5, 0.98) for town in stage.townships}
        self.care = {town: chance.uniform(0.015, 0.085) for town in stage.townships}

    def findings(self, matters: int) -> Iterator[Found]:
        """The first findings, a fifth of them later found again at the same place."""
        length = (self.stage.end - self.stage.first).days + 1
        days = [self.stage.first + timedelta(days=step) for step in range(length)]
        days = [day for day in days if is_workday(day)]
        weights = [_density((day - self.stage.first).days) for day in days]
        kinds = self.stage.kinds
        for day in sorted(self.chance.choices(days, weights, k=matters)):
            town = self.chance.choice(self.stage.townships)
            kind = self.chance.choices(kinds, [kind.weight for kind in kinds])[0]
            yield Found(self._office_hour(day), town, kind, self.chance.choice(PLACES))

    def tell(self, found: Found) -> None:
        """The whole way of one matter."""
        self.count += 1
        number = self.count
        self._add(found.at, "register", number, found=found, inspector=self.chance.randrange(self.stage.inspectors))
        closed = self._ledger(found, number) if found.kind.profile == "ledger" else self._case(found, number)
        if found.kind.profile == "case" and self.chance.random() < self.care[found.township]:
            again = local_day(closed) + timedelta(days=self.chance.randint(12, 150))
            while not is_workday(again):
                again += timedelta(days=1)
            self.tell(Found(self._office_hour(again), found.township, found.kind, found.place))

    def _case(self, found: Found, number: int) -> datetime:
        at = self._later(found.at, 1, 5)
        unit = self._handler(found)
        self._add(at, "dispatch", number, unit=unit, instruction=self.chance.choice(INSTRUCTIONS))
        if unit != found.township and self.chance.random() < 0.05:
            at = self._later(at, 1, 4)
            self._add(at, "return", number, unit=unit, reason=self.chance.choice(RETURNS))
            unit, at = found.township, self._later(at, 1, 4)
            self._add(at, "dispatch", number, unit=unit, instruction=self.chance.choice(INSTRUCTIONS))
        accepted = self._soon(at)
        self._add(accepted, "accept", number, unit=unit)
        in_days = found.kind.limits[0].unit in (LimitUnit.WORK_DAY, LimitUnit.URGENT_DAY)
        at = self._paused(accepted, number) if in_days and self.chance.random() < 0.06 else at
        share = self._share(found.township)
        for limit in found.kind.limits[:-1]:
            at = max(self._after_share(at, limit, min(share, 0.9)), self._soon(accepted))
            self._add(at, "finish_stage", number, unit=unit)
        done = max(self._after_share(at, found.kind.limits[-1], share), self._soon(accepted))
        return self._verified(found, number, unit, done)

    def _verified(self, found: Found, number: int, unit: int, done: datetime) -> datetime:
        sent_back = self.chance.random() < self.care[found.township]
        done = self._reported(done, number, unit)
        at = self._later(done, 2, 12)
        inspector = self.chance.randrange(self.stage.inspectors)
        if sent_back:
            self._add(at, "send_back", number, inspector=inspector, reason=self.chance.choice(SEND_BACKS))
            again = self._after_share(at, found.kind.limits[-1], 0.2 + 0.6 * self.pace[found.township])
            at = self._later(self._reported(again, number, unit), 2, 12)
        self._add(at, "close", number, inspector=inspector)
        self._looked_back(found.kind, number, local_day(at))
        return at

    def _looked_back(self, kind: KindRole, number: int, closed: date) -> None:
        """The keeper comes back on most of the days that the kind names, within the days of grace."""
        chance = random.Random(number)
        for days in kind.looks:
            if chance.random() > 0.93:
                break
            day = _workday(closed + timedelta(days=days + chance.randint(0, 3)))
            at = datetime.combine(day, time(9, 0), SHANGHAI) + timedelta(minutes=chance.randint(5, 160))
            self._add(at, "look_back", number)

    def _reported(self, at: datetime, number: int, unit: int) -> datetime:
        self._add(at, "report_done", number, unit=unit, result=self.chance.choice(GOOD_RESULTS))
        return at

    def _paused(self, at: datetime, number: int) -> datetime:
        begun = self._later(at, 1, 4)
        ended = self._later(begun, 8, 40)
        self._add(begun, "suspend", number, reason=self.chance.choice(SUSPENSIONS))
        self._add(ended, "resume", number)
        return ended

    def _ledger(self, found: Found, number: int) -> datetime:
        planned = local_day(found.at) + timedelta(days=self.chance.randint(40, 240))
        self.acts[-1].given["planned_on"] = planned
        at = found.at
        for _ in range(self.chance.randint(1, 4)):
            at = self._office_hour(_workday(local_day(at) + timedelta(days=self.chance.randint(14, 45))))
            if local_day(at) >= planned:
                break
            text = self.chance.choice(PROGRESS)
            self._add(at, "progress", number, unit=found.township, text=text)
        slip = timedelta(days=self.chance.randint(-25, 6) + round(14 * (self.pace[found.township] - 0.8)))
        done = self._office_hour(_workday(max(planned + slip, local_day(at) + timedelta(days=1))))
        return self._verified(found, number, found.township, done)

    def _handler(self, found: Found) -> int:
        departments = found.kind.departments
        return self.chance.choice(departments) if departments and self.chance.random() < 0.35 else found.township

    def _share(self, township: int) -> float:
        """The share of its limit that the handling takes: about one in nine comes late."""
        return min(3.0, math.exp(self.chance.gauss(math.log(0.52 * self.pace[township] + 0.1), 0.42)))

    def _after_share(self, at: datetime, limit: Limit, share: float) -> datetime:
        """When this share of the limit is used up; hours are working hours, days working days."""
        if limit.unit in (LimitUnit.WORK_HOUR, LimitUnit.URGENT_HOUR):
            minutes = max(40, round(limit.amount * 60 * share))
            hours, rest = divmod(minutes, 60)
            end = due(at, Limit(hours, LimitUnit.WORK_HOUR)).at if hours else at
            return self._into_hours(end + timedelta(minutes=rest))
        days = int(limit.amount * share)
        if not days:
            return self._soon(self._soon(at))
        day = local_day(due(at, Limit(days, LimitUnit.WORK_DAY)).at - timedelta(minutes=1))
        return self._office_hour(day, not_before=at)

    def _soon(self, at: datetime) -> datetime:
        """A few minutes later, within office hours."""
        return self._into_hours(at + timedelta(minutes=self.chance.randint(4, 35)))

    def _later(self, at: datetime, least: int, most: int) -> datetime:
        """So many working hours later, and some minutes."""
        end = due(at, Limit(self.chance.randint(least, most), LimitUnit.WORK_HOUR)).at
        return self._into_hours(end + timedelta(minutes=self.chance.randint(1, 25)))

    def _into_hours(self, at: datetime) -> datetime:
        local = at.astimezone(SHANGHAI)
        if not is_workday(local.date()) or local.time() > time(18, 10):
            return self._office_hour(_workday(local.date() + timedelta(days=1)))
        return self._office_hour(local.date()) if local.time() < time(8, 30) else at

    def _office_hour(self, day: date, not_before: datetime | None = None) -> datetime:
        minutes = self.chance.choice((self.chance.randint(5, 200), self.chance.randint(305, 530)))
        at = datetime.combine(day, time(8, 30), SHANGHAI) + timedelta(minutes=minutes)
        return max(at, not_before + timedelta(minutes=20)) if not_before else at

    def _add(self, at: datetime, verb: str, matter: int, **given: Any) -> None:
        self.acts.append(Act(at, len(self.acts), verb, matter, given))


def _workday(day: date) -> date:
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def _density(day: int) -> float:
    """How much is found on the n-th day: rising in the first month, high for four more, then slowly less."""
    if day < 30:
        return 0.4 + day / 30
    return 3.0 if day < 150 else 0.8 + 1.2 * math.exp(-(day - 150) / 300) + 0.25 * math.sin(day / 58)
