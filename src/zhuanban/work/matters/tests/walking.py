"""What a walk through the loop shares: who there is, what each act asks, all rows that an act may touch."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Model

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core import clock
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.models import (
    Assignment,
    Clock,
    Exemption,
    Matter,
    MatterPhoto,
    MatterScope,
    Merger,
    Part,
    Referral,
    Remark,
    SpotMend,
    TallyChange,
)  # fmt: skip
from zhuanban.work.matters.rules.loop import OPEN, TRANSITIONS, Act, Bar, Party, Profile
from zhuanban.work.matters.selectors import spec_of_matter
from zhuanban.work.matters.services.acts import SERVICES
from zhuanban.work.matters.tests.story import a_photo

OFFICE, VERIFYING = ("office", "office_colleague"), ("office", "office_colleague", "inspector", "second_inspector")
SAME = "总账"  # the place of the matter into which others are merged
IN_UNITS = ("handler", "water_clerk", "township", "other_township")
PEOPLE = (*VERIFYING, *IN_UNITS, "leader", "auditor", "outsider")
Given = Callable[[Any, Matter], dict[str, Any]]


def _later(days: int) -> Any:
    return clock.today() + timedelta(days=days)


# What each act is given so that nothing is missing.
GIVEN: dict[Act, Given] = {
    Act.DISPATCH: lambda cast, matter: {"unit": cast.bureau, "support": [cast.water], "instruction": "当天清完"},
    Act.RETURN: lambda cast, matter: {"reason": "不属于我单位"},
    Act.PROGRESS: lambda cast, matter: {"text": "正在清运"},
    Act.FINISH_STAGE: lambda cast, matter: {"text": "已停工"},
    Act.REPORT_DONE: lambda cast, matter: {"result": "已清运", "photos": [a_photo(cast, name="2")]},
    Act.SEND_BACK: lambda cast, matter: {"reason": "仍有残留"},
    Act.HELP_RETURN: lambda cast, matter: {"reason": "没有我单位的事"},
    Act.HELP_DONE: lambda cast, matter: {"text": "管道已修好"},
    Act.REFER: lambda cast, matter: {"body": "区综合行政执法大队", "reason": "拒不整改"},
    Act.REFER_CLOSE: lambda cast, matter: {"outcome": "已责令拆除", "case_number": "云综执〔2024〕3号"},
    Act.REFER_BACK: lambda cast, matter: {"outcome": "不予立案"},
    Act.SAMPLE_FAIL: lambda cast, matter: {"reason": "仍有残留"},
    Act.SPLIT: lambda cast, matter: {"units": [cast.towns[2]]},
    Act.MERGE: lambda cast, matter: {"into": Matter.objects.get(place=SAME)},
    Act.UNMERGE: lambda cast, matter: {"reason": "不是同一处"},
    Act.REOPEN: lambda cast, matter: {"reason": "群众反映没有办好"},
    Act.SUSPEND: lambda cast, matter: {"reason": "等待施工许可", "until": _later(20)},
    Act.ASK_SUSPEND: lambda cast, matter: {"reason": "等待设备到货", "until": _later(60)},
    Act.EXTEND: lambda cast, matter: {"reason": "降雨停工", "until": _later(200)},
    Act.VOID: lambda cast, matter: {"reason": "登记有误"},
}


def attempt(cast: Any, who: str, act: Act, matter: Matter, **other: Any) -> None:
    """Do an act with all that it asks."""
    given = GIVEN[act](cast, matter) if act in GIVEN else {}
    SERVICES[act](by=getattr(cast, who), matter=matter, **{**given, **other})


def units_of_people(cast: Any) -> list[User]:
    """The people in units, who handle."""
    return [getattr(cast, who) for who in IN_UNITS]


def unit_of(cast: Any, who: str) -> int | None:
    """Where a person of the cast sits."""
    seats = {
        "handler": cast.bureau, "water_clerk": cast.water, "township": cast.towns[0], "other_township": cast.towns[1],
        "office": cast.office_unit, "office_colleague": cast.office_unit,
    }  # fmt: skip
    return seats[who].pk if who in seats else None


def _is_party(cast: Any, who: str, party: Party, matter: Matter) -> bool:
    unit, turns = unit_of(cast, who), list(Assignment.objects.filter(matter=matter))
    leads = who in IN_UNITS and matter.handler_id == unit
    if party == Party.OFFICE:
        return who in OFFICE
    if party in {Party.LEAD, Party.MANAGING}:
        return leads or (party == Party.MANAGING and who in OFFICE)
    if party in {Party.SUPPORT, Party.WORKER}:
        return (leads and party == Party.WORKER) or bool(who in IN_UNITS and _support(matter, unit))
    touched = {person for turn in turns for person in (turn.accepted_by_id, turn.done_by_id)}
    return who in VERIFYING and getattr(cast, who).pk not in touched and unit != matter.handler_id


def _support(matter: Matter, unit: int | None) -> list[Assignment]:
    """The turns of the unit in support in the newest stint, or of all units."""
    turns = list(Assignment.objects.filter(matter=matter, returned_at=None))
    newest = max((turn.stint for turn in Assignment.objects.filter(matter=matter)), default=0)
    return [
        turn for turn in turns if turn.role == "support" and turn.stint == newest and unit in (None, turn.unit_id)
    ]


def _bars_of_support(cast: Any, who: str, matter: Matter) -> Iterator[Bar]:
    for turn in _support(matter, unit_of(cast, who) or 0):
        yield Bar.ANSWERED if turn.accepted_at else Bar.UNANSWERED
        if turn.done_at:
            yield Bar.HELP_OVER
    if any(turn.done_at is None for turn in _support(matter, None)):
        yield Bar.HELP_OPEN


def _bars_of_links(matter: Matter) -> Iterator[Bar]:
    if any(part.matter.state in OPEN for part in Part.objects.filter(whole=matter).select_related("matter")):
        yield Bar.PART_OPEN
    if Part.objects.filter(matter=matter).exists():
        yield Bar.IS_PART
    if Merger.objects.filter(into=matter, undone_at=None).exists():
        yield Bar.HAS_MERGED
    if not Merger.objects.filter(matter=matter, undone_at=None).exists():
        yield Bar.NOT_MERGED
    if not SpotMend.objects.filter(matter=matter, is_drawn=True, checked_at=None).exists():
        yield Bar.NOT_DRAWN
    if matter.closed_at and (clock.now() - matter.closed_at).days >= 90:
        yield Bar.WINDOW_OVER


def _bars(cast: Any, who: str, matter: Matter) -> Iterator[Bar]:
    running = Clock.objects.filter(assignment__matter=matter, stopped_at=None).first()
    stages = spec_of_matter(matter).stages
    if running and matter.due_at and clock.now() >= running.due_at:
        yield Bar.PAST_LIMIT
    if running is None or matter.profile == Profile.LEDGER or running.stage == stages[-1].stage:
        yield Bar.LAST_STAGE
    if unit_of(cast, who) in (matter.handler_id, matter.township_id):
        yield Bar.RECUSED


def expected(cast: Any, who: str, act: Act, matter: Matter) -> bool:
    """Whether the table allows the act, told apart from how the program asks it."""
    step = TRANSITIONS[act]
    if matter.state not in step.sources or not _is_party(cast, who, step.who, matter):
        return False
    asking = Approval.objects.filter(subject_kind="matter", subject_id=matter.pk, state="asked", action=f"matter.{act}")
    bars = {*_bars(cast, who, matter), *_bars_of_support(cast, who, matter), *_bars_of_links(matter)}
    if asking.exists():
        bars.add(Bar.ASKED)
    return bars.isdisjoint(step.bars) and not (act == Act.SPLIT and _is_busy(cast, matter))


def _is_busy(cast: Any, matter: Matter) -> bool:
    """Whether the unit that would get a part has one already; which unit is bad input, not a bar."""
    return Part.objects.filter(whole=matter, matter__closed_at=None, matter__handler=cast.towns[2]).exists()


WRITTEN: tuple[type[Model], ...] = (
    Matter, Assignment, Clock, Remark, MatterPhoto, MatterScope, TallyChange, Approval, Entry,
    Merger, Part, Exemption, Referral, SpotMend,
)  # fmt: skip


def everything() -> list[list[tuple[Any, ...]]]:
    """All rows that an act may touch."""
    return [list(model._default_manager.order_by("pk").values_list()) for model in WRITTEN]
