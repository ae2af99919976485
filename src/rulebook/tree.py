"""The checked form of a rule: each node knows its type, computes itself and says itself in Chinese."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from rulebook.model import EXACT, NoBaseError, RuleError, Type, Value
from rulebook.wording import say

Given = Mapping[str, Value | None]

# How tightly each form binds, for the brackets in a working.
CHOICE, EITHER, BOTH, NEGATION, COMPARISON, SUM, PRODUCT, ATOM = range(8)


@dataclass(frozen=True)
class Node(ABC):
    type: Type
    position: int

    rank = ATOM

    @abstractmethod
    def value(self, given: Given, /) -> Value: ...

    @abstractmethod
    def shown(self, given: Given, /) -> str:
        """This node with the given figures put in, as a person would write it."""

    def parts(self) -> tuple["Node", ...]:
        return ()

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.parts():
            yield from part.walk()

    def number(self, given: Given, /) -> Decimal:
        return cast(Decimal, self.value(given))

    def bracketed(self, given: Given, rank: int) -> str:
        text = self.shown(given)
        return f"({text})" if self.rank < rank else text


@dataclass(frozen=True)
class Literal(Node):
    written: Value

    def value(self, _: Given, /) -> Value:
        return self.written

    def shown(self, _: Given, /) -> str:
        return say(self.written)


@dataclass(frozen=True)
class Name(Node):
    name: str

    def value(self, given: Given, /) -> Value:
        found = given.get(self.name)
        if found is None:
            raise RuleError(f"“{self.name}”还没有数值，算不出来。")
        return found

    def shown(self, given: Given, /) -> str:
        value = self.value(given)
        if isinstance(value, bool):
            return f"“{self.name}”为{'是' if value else '否'}"
        return say(value)


@dataclass(frozen=True)
class Blank(Node):
    """True while a field has not been filled in (未填)."""

    field: Name

    def value(self, given: Given, /) -> Value:
        return given.get(self.field.name) in (None, "")

    def shown(self, _: Given, /) -> str:
        return f"“{self.field.name}”未填"

    def parts(self) -> tuple[Node, ...]:
        return (self.field,)


@dataclass(frozen=True)
class Minus(Node):
    operand: Node

    def value(self, given: Given, /) -> Value:
        return EXACT.minus(self.operand.number(given))

    def shown(self, given: Given, /) -> str:
        return f"−{self.operand.bracketed(given, ATOM)}"

    def parts(self) -> tuple[Node, ...]:
        return (self.operand,)

    rank = PRODUCT


@dataclass(frozen=True)
class Not(Node):
    operand: Node

    def value(self, given: Given, /) -> Value:
        return not self.operand.value(given)

    def shown(self, given: Given, /) -> str:
        return f"非{self.operand.bracketed(given, ATOM)}"

    def parts(self) -> tuple[Node, ...]:
        return (self.operand,)

    rank = NEGATION


@dataclass(frozen=True)
class Sum(Node):
    """Plus and minus over numbers, and over days: day − day is a number of days, day ± number a day."""

    left: Node
    right: Node
    subtracts: bool
    rank = SUM

    def value(self, given: Given, /) -> Value:
        left, right = self.left.value(given), self.right.value(given)
        if isinstance(left, date):
            return self._from_day(left, right)
        step = EXACT.subtract if self.subtracts else EXACT.add
        return step(cast(Decimal, left), cast(Decimal, right))

    def _from_day(self, left: date, right: Value) -> Value:
        if isinstance(right, date):
            return Decimal((left - right).days)
        days = cast(Decimal, right)
        if days != days.to_integral_value():
            raise RuleError(f"天数应为整数，这里是 {say(days)}。")
        try:
            return left + timedelta(days=int(-days if self.subtracts else days))
        except OverflowError:
            raise RuleError(f"加减 {say(days)} 天以后的日期超出了范围。") from None

    def shown(self, given: Given, /) -> str:
        sign = "−" if self.subtracts else "+"
        return f"{self.left.bracketed(given, SUM)} {sign} {self.right.bracketed(given, PRODUCT)}"

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Product(Node):
    left: Node
    right: Node
    rank = PRODUCT

    def value(self, given: Given, /) -> Value:
        return EXACT.multiply(self.left.number(given), self.right.number(given))

    def shown(self, given: Given, /) -> str:
        return f"{self.left.bracketed(given, PRODUCT)} × {self.right.bracketed(given, PRODUCT)}"

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Quotient(Node):
    left: Node
    right: Node
    rank = PRODUCT

    def value(self, given: Given, /) -> Value:
        divisor = self.right.number(given)
        if divisor == 0:
            raise NoBaseError(f"除数为零，算不出来：{self.shown(given)}。")
        return EXACT.divide(self.left.number(given), divisor)

    def shown(self, given: Given, /) -> str:
        return f"{self.left.bracketed(given, PRODUCT)} ÷ {self.right.bracketed(given, ATOM)}"

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)
