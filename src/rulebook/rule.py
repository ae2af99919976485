"""The door to the rule language: check, compile, compute, and show the working."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException, Overflow
from functools import cached_property
from typing import cast

from rulebook.checking import read_rule
from rulebook.model import LARGEST_EXPONENT, Fault, RuleError, Type, Value
from rulebook.tree import Literal, Name, Node
from rulebook.wording import say, shortened


@dataclass(frozen=True)
class Rule:
    """A checked rule. Calling it with figures computes it; figures it does not name are ignored."""

    source: str
    result: Type
    tree: Node
    label: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The names the rule uses."""
        return frozenset(self._types)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers written in the rule: where its value may jump."""
        written = (node.written for node in self.tree.walk() if isinstance(node, Literal))
        return tuple(number for number in written if isinstance(number, Decimal))

    def __call__(self, **values: object) -> Value:
        """The value of the rule.

        Raises RuleError with a Chinese sentence when a figure is missing or of another type, and NoBaseError when it
        divides by zero. Whole numbers count as Decimal; a float is refused, for it has lost its exact value already.
        """
        return _computed(self.tree, self.given(values))

    def number(self, **values: object) -> Decimal:
        """The value of a rule whose result is a number; raises as calling it does."""
        value = self(**values)
        if not isinstance(value, Decimal):
            raise RuleError(f"规则“{self.source[:40]}”的结果是“{self.result.value}”，不是数字。")
        return value

    def given(self, values: Mapping[str, object]) -> dict[str, Value | None]:
        """The figures that the rule uses, each in the type it was declared with."""
        return {name: _figure(name, wanted, values.get(name)) for name, wanted in self._types.items()}

    @cached_property
    def _types(self) -> dict[str, Type]:
        return {node.name: node.type for node in self.tree.walk() if isinstance(node, Name)}


def check(source: str, names: Mapping[str, Type], *, result: Type) -> list[Fault]:
    """What is wrong with the rule; an empty list when nothing is. Never raises."""
    return read_rule(source, names, result)[1]


def compile_rule(source: str, names: Mapping[str, Type], *, result: Type, label: str = "") -> Rule:
    """The rule, ready to compute; raises RuleError with a Chinese sentence when it has a fault."""
    tree, faults = read_rule(source, names, result)
    if tree is None:
        raise RuleError(f"规则“{str(source)[:40]}”有误：{faults[0]}", faults)
    return Rule(source, result, tree, label)


def working(rule: Rule, values: Mapping[str, object], *, label: str = "") -> str:
    """The rule with its figures put in, and its value: “按期结案率 = 45 ÷ (50 − 2) = 0.9375”."""
    given = rule.given(values)
    value = _computed(rule.tree, given)
    shown = rule.tree.shown(given)
    name = label or rule.label or "结果"
    if isinstance(value, bool):
        return f"{name}：{shown}，{say(value)}"
    if shown == say(value):
        return f"{name} = {shown}"
    rounded = isinstance(value, Decimal) and shortened(value) != value
    return f"{name} = {shown} {'≈' if rounded else '='} {say(value)}"


def _computed(tree: Node, given: Mapping[str, Value | None]) -> Value:
    try:
        return tree.value(given)
    except Overflow:
        raise RuleError("算出的数字过大。") from None
    except DecimalException:
        raise RuleError("这些数字算不出结果。") from None


def _figure(name: str, wanted: Type, value: object) -> Value | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, str):
        value = str(value)
    if value is None:
        return None
    # Exact types: an instant (datetime) is no day until somebody says in which place, and a mark (bool) no number.
    if type(value) is not _TYPES[wanted]:
        raise RuleError(f"“{name}”应是{wanted.value}，收到的是“{value}”。")
    if isinstance(value, Decimal):
        _require_size(name, value)
    return cast(Value, value)


_TYPES: dict[Type, type] = {Type.NUMBER: Decimal, Type.BOOLEAN: bool, Type.TEXT: str, Type.DAY: date}


def _require_size(name: str, value: Decimal) -> None:
    if not value.is_finite() or (value != 0 and abs(value.adjusted()) > LARGEST_EXPONENT):
        raise RuleError(f"“{name}”的数字过大、过小或不是数。")
