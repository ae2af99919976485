"""The matters of the measure, always the same: drawn once as places in lists, written by both sides with their keys."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

SEED = 20240205
FIRST = datetime(2023, 3, 1, tzinfo=UTC)
STATES = ("registered", "dispatched", "handling", "done", "closed", "closed", "closed", "closed", "closed", "void")
THINGS = (
    "垃圾", "路灯", "井盖", "杂草", "摊贩", "广告", "线缆", "墙体", "沟渠", "公厕", "树木", "车辆", "牌匾",
    "土堆", "栏杆", "围挡", "污水", "积水", "菜地", "柴草", "棚房", "标线", "坑洼", "果皮", "电杆",
)  # fmt: skip
FAULTS = (
    "破损", "堆放", "占道", "乱贴", "外溢", "倾斜", "熄灭", "缺失", "脱落", "堵塞", "松动", "锈蚀", "裸露",
    "漂浮", "私搭", "残缺", "发黑", "塌陷", "遮挡", "散落",
)  # fmt: skip
ROADS = ("中心大街", "兴业路", "向阳街", "古槐巷", "迎宾路", "沿河路", "学府街", "工业路", "文化巷", "东环路")
RARE = ("燕窝", "石碑", "龙舟", "砚台", "蜂箱")


@dataclass(frozen=True)
class House:
    """What both sides know: names, and by place in these lists who serves what."""

    towns: list[str]
    departments: list[str]
    kinds: list[tuple[str, str]]
    clause_of_kind: list[int]
    clauses: list[str]
    units_of_clause: list[list[int]]


@dataclass(frozen=True)
class Drawn:
    """One matter; kind, town, handler and supporters are places in the lists of the house."""

    number: int
    uid: UUID
    kind: int
    town: int
    handler: int | None
    supporters: tuple[int, ...]
    state: str
    light: str
    title: str
    detail: str
    place: str
    due_at: datetime | None
    entered_at: datetime
    closed_at: datetime | None
    rework_count: int


def drawn_rows(house: House, count: int) -> Iterator[Drawn]:
    """So many matters over three years, the open ones mostly of the last months."""
    dice = random.Random(SEED)
    for number in range(1, count + 1):
        yield _drawn(house, dice, number, count)


def _drawn(house: House, dice: random.Random, number: int, count: int) -> Drawn:
    entered = FIRST + timedelta(days=1300) * (number / count)
    state = dice.choice(STATES if number > 0.9 * count else STATES[-8:])
    is_over = state in {"closed", "void"}
    kind = int(len(house.kinds) * dice.random() ** 2)
    serving = house.units_of_clause[house.clause_of_kind[kind]]
    handler = None
    if state != "registered":
        handler = dice.choice(serving) if serving and dice.random() < 0.9 else dice.randrange(len(house.departments))
    thing, fault, road = dice.choice(THINGS), dice.choice(FAULTS), dice.choice(ROADS)
    rare = f"，旁有{dice.choice(RARE)}" if dice.random() < 0.001 else ""
    lit = state in {"dispatched", "handling"}
    return Drawn(
        number=number,
        uid=UUID(int=number),
        kind=kind,
        town=dice.randrange(len(house.towns)),
        handler=handler,
        supporters=(dice.randrange(len(house.departments)),) if dice.random() < 0.1 else (),
        state=state,
        light=dice.choice(("green", "green", "yellow", "red")) if lit else "none",
        title=f"{road}{thing}{fault}",
        detail=f"{dice.choice(ROADS)}与{road}交口向东，{dice.choice(THINGS)}{dice.choice(FAULTS)}、{thing}{fault}{rare}。",
        place=f"{road} {dice.randrange(1, 400)} 号",
        due_at=entered + timedelta(days=dice.randint(3, 60)) if state not in {"registered", "void", "done"} else None,
        entered_at=entered,
        closed_at=entered + timedelta(days=dice.randint(1, 20)) if is_over else None,
        rework_count=1 if dice.random() < 0.04 else 0,
    )


def house_of(given: dict[str, Any]) -> House:
    """The house as it was written to a file."""
    return House(**{**given, "kinds": [tuple(kind) for kind in given["kinds"]]})
