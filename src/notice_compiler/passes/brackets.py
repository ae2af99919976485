"""Brackets that belong together, and those never closed: （依据：《…》（甲发〔2022〕5号）;"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from notice_compiler.draft import Draft, Line, Pair

FAMILY = {
    "（": "round",
    "(": "round",
    "〔": "shell",
    "[": "square",
    "［": "square",
    "【": "thick",
    "《": "title",
    "〈": "inner",
    "“": "quote",
    "「": "corner",
}
CLOSES = {"）": "round", ")": "round", "〕": "shell", "]": "square", "］": "square", "】": "thick", "》": "title"}
# A straight mark closes a curved one: a frequent slip of typing.
CLOSES |= {"〉": "inner", "”": "quote", "」": "corner", '"': "quote"}
ANY = re.compile("[" + re.escape("".join((*FAMILY, *CLOSES))) + "]")
# These stand for one another in careless print: （责任单位：甲局〕.
HOLDING = ("round", "shell", "square", "thick")
FULL_STOPS = "。；：！？;:"


def run(draft: Draft) -> Draft:
    """Match brackets paragraph by paragraph; only a title printed over two lines reaches into the next one."""
    pairs: list[Pair] = []
    unclosed: list[int] = []
    mismatched: list[int] = []
    stack: list[int] = []
    waiting: Counter[str] = Counter()
    previous: Line | None = None
    for line in draft.lines:
        if line.opens and previous and stack:
            since = len(draft.text) if draft.text[previous.end - 1] in FULL_STOPS else previous.start
            unclosed += [at for at in stack if at < since]
            stack = [at for at in stack if at >= since]
            waiting = Counter(FAMILY[draft.text[at]] for at in stack)
        for found in ANY.finditer(draft.text, line.start, line.end):
            at, char = found.start(), found[0]
            if char in FAMILY:
                stack.append(at)
                waiting[FAMILY[char]] += 1
            elif waiting[CLOSES[char]]:
                pairs.append(Pair(_opening(draft.text, CLOSES[char], stack, waiting, unclosed), at))
            elif CLOSES[char] in HOLDING and stack and FAMILY[draft.text[stack[-1]]] in HOLDING:
                mismatched.append(at)
                pairs.append(Pair(_opening(draft.text, FAMILY[draft.text[stack[-1]]], stack, waiting, unclosed), at))
        previous = line
    lone = tuple(sorted([*unclosed, *stack]))
    return replace(draft, pairs=tuple(sorted(pairs)), unclosed=lone, mismatched=tuple(mismatched))


def _opening(text: str, family: str, stack: list[int], waiting: Counter[str], unclosed: list[int]) -> int:
    """The nearest opening bracket of the family; those opened after it stay unclosed."""
    while True:
        at = stack.pop()
        opened = FAMILY[text[at]]
        waiting[opened] -= 1
        if opened == family:
            return at
        unclosed.append(at)
