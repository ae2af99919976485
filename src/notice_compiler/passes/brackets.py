"""Brackets that belong together, and those never closed: （依据：《…》（甲发〔2022〕5号）;"""

from __future__ import annotations

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
CLOSES |= {"〉": "inner", "”": "quote", "」": "corner"}
FULL_STOPS = "。；：！？;:"


def run(draft: Draft) -> Draft:
    """Match brackets paragraph by paragraph; only a title printed over two lines reaches into the next one."""
    pairs: list[Pair] = []
    unclosed: list[int] = []
    stack: list[int] = []
    previous: Line | None = None
    for line in draft.lines:
        if line.opens and previous:
            since = len(draft.text) if draft.text[previous.end - 1] in FULL_STOPS else previous.start
            unclosed += [at for at in stack if at < since]
            stack = [at for at in stack if at >= since]
        for at in range(line.start, line.end):
            char = draft.text[at]
            if char in FAMILY:
                stack.append(at)
            elif char in CLOSES:
                _close(draft.text, at, stack, pairs, unclosed)
        previous = line
    return replace(draft, pairs=tuple(sorted(pairs)), unclosed=tuple(sorted([*unclosed, *stack])))


def _close(text: str, at: int, stack: list[int], pairs: list[Pair], unclosed: list[int]) -> None:
    """Pair a closing bracket with the nearest of its family; those opened after that one stay open."""
    family = CLOSES[text[at]]
    depth = next((n for n in reversed(range(len(stack))) if FAMILY[text[stack[n]]] == family), None)
    if depth is not None:
        pairs.append(Pair(stack[depth], at))
        unclosed += stack[depth + 1 :]
        del stack[depth:]
