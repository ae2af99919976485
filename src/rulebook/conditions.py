"""The nodes that decide: comparison, membership, and/or, if-else, and calls of the few functions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rulebook.functions import Function
from rulebook.model import Value
from rulebook.tree import ATOM, BOTH, CHOICE, COMPARISON, EITHER, NEGATION, SUM, Given, Node

SIGNS: dict[str, str] = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
# Both sides have one type when a rule has passed the checker, which the type system cannot see here.
TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda left, right: bool(left == right),
    "!=": lambda left, right: bool(left != right),
    "<": lambda left, right: bool(left < right),
    "<=": lambda left, right: bool(left <= right),
    ">": lambda left, right: bool(left > right),
    ">=": lambda left, right: bool(left >= right),
}


@dataclass(frozen=True)
class Comparison(Node):
    """`a < b <= c`: every neighbouring pair must hold."""

    operands: tuple[Node, ...]
    signs: tuple[str, ...]
    rank = COMPARISON

    def value(self, given: Given, /) -> Value:
        values = [operand.value(given) for operand in self.operands]
        return all(TESTS[sign](values[at], values[at + 1]) for at, sign in enumerate(self.signs))

    def shown(self, given: Given, /) -> str:
        text = self.operands[0].bracketed(given, SUM)
        for sign, operand in zip(self.signs, self.operands[1:], strict=True):
            text += f" {SIGNS[sign]} {operand.bracketed(given, SUM)}"
        return text

    def parts(self) -> tuple[Node, ...]:
        return self.operands


@dataclass(frozen=True)
class Membership(Node):
    """`item in ("甲", "乙")`."""

    item: Node
    options: tuple[Node, ...]
    excludes: bool
    rank = COMPARISON

    def value(self, given: Given, /) -> Value:
        item = self.item.value(given)
        return any(option.value(given) == item for option in self.options) != self.excludes

    def shown(self, given: Given, /) -> str:
        options = "、".join(option.shown(given) for option in self.options)
        return f"{self.item.bracketed(given, SUM)} {'不属于' if self.excludes else '属于'} ({options})"

    def parts(self) -> tuple[Node, ...]:
        return (self.item, *self.options)


@dataclass(frozen=True)
class Both(Node):
    """`a and b`, read from the left and stopping as soon as the answer is known."""

    terms: tuple[Node, ...]
    rank = BOTH

    def value(self, given: Given, /) -> Value:
        return all(term.value(given) for term in self.terms)

    def shown(self, given: Given, /) -> str:
        return " 且 ".join(term.bracketed(given, NEGATION) for term in self.terms)

    def parts(self) -> tuple[Node, ...]:
        return self.terms


@dataclass(frozen=True)
class Either(Node):
    """`a or b`, read from the left and stopping as soon as the answer is known."""

    terms: tuple[Node, ...]
    rank = EITHER

    def value(self, given: Given, /) -> Value:
        return any(term.value(given) for term in self.terms)

    def shown(self, given: Given, /) -> str:
        return " 或 ".join(term.bracketed(given, BOTH) for term in self.terms)

    def parts(self) -> tuple[Node, ...]:
        return self.terms


@dataclass(frozen=True)
class Choice(Node):
    """`then if test else other`; only the branch taken is computed and shown."""

    test: Node
    then: Node
    other: Node
    rank = CHOICE

    def value(self, given: Given, /) -> Value:
        return (self.then if self.test.value(given) else self.other).value(given)

    def shown(self, given: Given, /) -> str:
        holds = bool(self.test.value(given))
        branch = self.then if holds else self.other
        return f"{branch.shown(given)}（因 {self.test.shown(given)} {'成立' if holds else '不成立'}）"

    def parts(self) -> tuple[Node, ...]:
        return (self.test, self.then, self.other)


@dataclass(frozen=True)
class Call(Node):
    function: Function
    arguments: tuple[Node, ...]
    rank = ATOM

    def value(self, given: Given, /) -> Value:
        return self.function.compute(tuple(argument.value(given) for argument in self.arguments))

    def shown(self, given: Given, /) -> str:
        return f"{self.function.chinese}({', '.join(argument.shown(given) for argument in self.arguments)})"

    def parts(self) -> tuple[Node, ...]:
        return self.arguments
