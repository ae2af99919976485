"""Text written to hold the compiler up: four times as long may take it little more than four times as long."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import notice_compiler
from notice_compiler import compile_notice

SIZE = 800
GROWN = 4
# A straight line gives 4, a square 16; the machine may be busy, so only what is slow again when repeated counts.
STEEPEST = 9
FLOOR = 0.004
SCRAPS = (*"（）《“([1年月、各由的甲，。：20对将到第", " ", "\u3000", "12,", "2031年", "——", "\n", "在", "每")


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the compiler, also inside tuples and mappings."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(notice_compiler.__path__, "notice_compiler."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(inside(value)):
                    found.setdefault(pattern, f"{module.name.partition('.')[2]}.{name}.{number}")
    return {name: pattern for pattern, name in found.items()}


def inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from inside(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from inside(each)


def own_scraps(pattern: re.Pattern[str]) -> list[str]:
    """The words that the pattern itself names, alone and before what it may run over."""
    words = list(dict.fromkeys(re.findall(r"[\u4e00-\u9fff]+|[（《“，]", pattern.pattern)))[:12]
    return [*words, *(word + "甲" for word in words[:4]), *(word + " " for word in words[:4])]


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def is_steep(work: Callable[[int], Callable[[], object]]) -> bool:
    """Whether four times the text takes far more than four times the time, three times in a row."""
    if seconds(work(SIZE * GROWN)) < FLOOR:
        return False
    return all(seconds(work(SIZE * GROWN)) > STEEPEST * max(seconds(work(SIZE)), FLOOR / STEEPEST) for _ in range(3))


def searching(pattern: re.Pattern[str], scrap: str) -> Callable[[int], Callable[[], object]]:
    def sized(size: int) -> Callable[[], object]:
        line = scrap * (size // len(scrap)) + "X"
        return lambda: sum(1 for _ in pattern.finditer(line))

    return sized


@pytest.mark.slow
def test_no_pattern_takes_a_long_line_ill() -> None:
    steep = [
        (name, scrap)
        for name, pattern in patterns().items()
        for scrap in dict.fromkeys((*SCRAPS, *own_scraps(pattern)))
        if is_steep(searching(pattern, scrap))
    ]
    assert not steep


def test_a_pattern_that_goes_back_is_found_out() -> None:
    assert is_steep(searching(re.compile(r"\s*甲"), " "))


TEXTS: dict[str, Callable[[int], str]] = {
    "unclosed brackets": lambda size: "一、任务\n" + "（" * size,
    "unclosed over lines": lambda size: "一、任务\n" + ("甲" * 29 + "（\n") * (size // 31),
    "nested brackets": lambda size: "一、任务\n" + "（" * (size // 2) + "）" * (size // 2),
    "markers": lambda size: "一、甲\n" * (size // 4),
    "deep lists": lambda size: "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n——己\n一是庚；二是辛。\n" * (size // 40),
    "one line": lambda size: "一、任务" + "推进城市建设，加强管理；完善机制。" * (size // 17),
    "blanks": lambda size: "一、任务：责任单位： " + " " * size + "甲",
    "signs before a plan": lambda size: (
        "关于印发《甲方案》的通知\n各镇：\n现将《甲方案》印发。\n" + "……\n" * (size // 3)
    ),
    "targets": lambda size: "一、任务\n到2031年达到" + "70%、" * (size // 4),
    "digits": lambda size: "一、任务\n" + "1," * (size // 2),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_holds_the_compiler_up(kind: str) -> None:
    assert not is_steep(lambda size: lambda: compile_notice(TEXTS[kind](size)))
