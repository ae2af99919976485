"""Brackets that belong together, and those never closed: （依据：《…》（甲发〔2022〕5号）;"""

from __future__ import annotations

from dataclasses import replace

from notice_compiler.draft import Draft, Pair

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
CLOSES |= {"〉": "inner", "”": "quote", "」": "corner"}


def run(draft: Draft) -> Draft:
    """Match brackets paragraph by paragraph; a bracket does not reach into the next one."""
    pairs: list[Pair] = []
    unclosed: list[int] = []
    stack: list[int] = []
    for line in draft.lines:
        if line.opens:
            unclosed += stack
            stack = []
        for at in range(line.start, line.end):
            char = draft.text[at]
            if char in FAMILY:
                stack.append(at)
            elif char in CLOSES:
                _close(draft.text, at, stack, pairs, unclosed)
    return replace(draft, pairs=tuple(sorted(pairs)), unclosed=tuple(sorted([*unclosed, *stack])))


def _close(text: str, at: int, stack: list[int], pairs: list[Pair], unclosed: list[int]) -> None:
    """Pair a closing bracket with the nearest of its family; those opened after that one stay open."""
    family = CLOSES[text[at]]
    depth = next((n for n in reversed(range(len(stack))) if FAMILY[text[stack[n]]] == family), None)
    if depth is not None:
        pairs.append(Pair(stack[depth], at))
        unclosed += stack[depth + 1 :]
        del stack[depth:]
