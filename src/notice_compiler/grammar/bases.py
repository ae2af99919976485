"""What a sum is computed on, in words for people: 补充耕地亩数 · 拍卖土地所得收益减手续费用 · 配套费."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_compiler.lexicon import money

MAX_BASE = 40
OPENS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "[": "]"}
SHORTEST_SOURCE = 4


class Base(NamedTuple):
    """The names of what is counted, and where the words that say so begin."""

    names: tuple[str, ...]
    at: int


def returned(words: str, *, whole: bool) -> Base:
    """…支持，将建设配套费、土地出让金等有关税费 → two names. `whole` where the words begin at a pause."""
    if marks := list(re.finditer("[将把]", words)):
        listed = money.TAIL_OF_BASE.sub("", words[marks[-1].end() :])
        return _listed(listed.split("、"), marks[-1].end())
    cuts = [0, *(found.end() for found in re.finditer("[，,]", words))]
    last = words[cuts[-1] :]
    if less := money.LESS.match(last):
        source, at = _source(words, cuts, whole=whole) if money.RESULTING.match(last) else ("", cuts[-1])
        part = money.FILLER.sub("", less["part"])
        return Base((balanced(f"{source}{less['whole']}减{part}"),), at)
    names = last.split("、")
    return _listed(names if all(money.INCOME.search(name) for name in names) else [last], cuts[-1])


def _listed(names: list[str], at: int) -> Base:
    return Base(tuple(kept for name in names if (kept := balanced(name))), at)


def _source(words: str, cuts: list[int], *, whole: bool) -> tuple[str, int]:
    """街道腾退旧厂房拍卖的，所得收入 → 腾退旧厂房拍卖; nothing where its beginning was cut off."""
    if len(cuts) < (2 if whole else 3):
        return "", cuts[-1]
    said = words[cuts[-2] : cuts[-1] - 1].removesuffix("的")
    source = re.sub(rf"^对?{money.TOWNSHIPS}", "", said)
    return (source, cuts[-2]) if len(source) >= SHORTEST_SOURCE else ("", cuts[-1])


def granted(words: str) -> Base:
    """根据甲乡2023年度补充耕地完成情况，… → 补充耕地"""
    found = money.BASE.search(words) or money.BASE_FOR.search(words)
    said = found["base"] if found else re.split("[，,]", words, maxsplit=1)[0][:MAX_BASE].removeprefix("对")
    kept = balanced(money.AROUND_BASE.sub("", said)) if found else balanced(said)
    return Base((kept or balanced(said),), found.start() if found else 0)


def sized(name: str, unit: str | None) -> str:
    """完成补充耕地任务的乡镇（街道）, for each 亩 → 补充耕地亩数"""
    size = money.SIZES.get(unit or "")
    if size is None or money.SIZED.search(name) or len(name) + len(size) > MAX_BASE:
        return name
    done = money.DONE_BY.match(name)
    return f"{done['work'] if done else name}{size}"


def balanced(words: str) -> str:
    """Without line ends, and without what a bracket opens or closes alone: 乡镇（街道 → 乡镇"""
    words = "".join(part.strip() for part in words.split("\n"))
    stack: list[int] = []
    start = 0
    for at, char in enumerate(words):
        if char in OPENS:
            stack.append(at)
        elif char in OPENS.values():
            if stack and OPENS[words[stack[-1]]] == char:
                stack.pop()
            else:
                start, stack = at + 1, []
    return words[start : stack[0] if stack else len(words)].strip("、，, \u3000")
