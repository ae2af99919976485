"""What a scheme (评分办法) consists of once it has been read."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rulebook.model import EXACT
from rulebook.rule import Rule


class Direction(Enum):
    HIGHER = "越高越好"
    LOWER = "越低越好"


class Kind(Enum):
    """What a row's points are called, and whether they count for or against."""

    ROW = "得分"
    DEDUCTION = "扣分"
    BONUS = "加分"


@dataclass(frozen=True)
class Yardstick:
    """A figure that may be scored (评价指标), as the caller's library defines it.

    formula: an expression over `terms`; empty when the figure comes ready under the yardstick's own name.
    base: an expression for the number of cases behind the figure; below the small base it is no sample (样本不足).
    least, most: the range the figure can take; bands must cover it and the direction is tried over it.
    app_derived: comes out of an app's own records rather than from a site or an outcome (B4).
    forbidden: why it may not be scored at all, with the rule (“B6：…”).
    """

    name: str
    direction: Direction | None
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1)
    terms: tuple[str, ...] = ()
    formula: str = ""
    base: str = ""
    app_derived: bool = False
    forbidden: str = ""


@dataclass(frozen=True)
class Band:
    """Points for a figure between two edges; a figure on an edge belongs to the better band (以上、以下含本数)."""

    low: Decimal
    high: Decimal
    points: Decimal


@dataclass(frozen=True)
class Example:
    """A worked example printed with the scheme; `points` None stands for 样本不足, `fires` is for a veto."""

    given: dict[str, Decimal]
    points: Decimal | None = None
    fires: bool | None = None
    where: str = ""


@dataclass(frozen=True)
class Measure:
    """A yardstick made ready: how its value and its base are computed from figures."""

    yardstick: Yardstick
    formula: Rule
    base: Rule | None


@dataclass(frozen=True)
class Row:
    """One scored row. Points lie between floor and cap: a share of the weight, points outright, or a band's points."""

    code: str
    name: str
    kind: Kind
    measure: Measure
    weight: Decimal
    floor: Decimal
    cap: Decimal
    small_base: Decimal
    share: Rule | None = None
    outright: Rule | None = None
    bands: tuple[Band, ...] = ()
    examples: tuple[Example, ...] = ()
    where: str = ""

    def raw_points(self, value: Decimal) -> Decimal:
        """Points before floor and cap, unrounded; raises RuleError when the rule cannot be computed."""
        figures = {self.measure.yardstick.name: value}
        if self.share is not None:
            return EXACT.multiply(self.weight, self.share.number(**figures))
        if self.outright is not None:
            return self.outright.number(**figures)
        return self.band_of(value).points

    def points(self, value: Decimal) -> Decimal:
        return min(max(self.raw_points(value), self.floor), self.cap)

    def contribution(self, value: Decimal) -> Decimal:
        """What the row adds to the total: a deduction's points count against."""
        return EXACT.minus(self.points(value)) if self.kind is Kind.DEDUCTION else self.points(value)

    def band_of(self, value: Decimal) -> Band:
        """The band of a figure; of two that share an edge the better one. Outside all bands the nearest counts."""
        higher_first = self.measure.yardstick.direction is not Direction.LOWER
        ordered = sorted(self.bands, key=lambda band: band.low, reverse=higher_first)
        for band in ordered:
            if (value >= band.low) if higher_first else (value <= band.high):
                return band
        return ordered[-1]


@dataclass(frozen=True)
class Veto:
    """A condition (一票否决) under which the total may not exceed `ceiling`."""

    code: str
    name: str
    measure: Measure
    when: Rule
    ceiling: Decimal
    examples: tuple[Example, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Scheme:
    name: str
    version: str
    period: str
    full: Decimal
    small_base: Decimal
    rows: tuple[Row, ...]
    deductions: tuple[Row, ...] = ()
    bonus: tuple[Row, ...] = ()
    vetoes: tuple[Veto, ...] = ()

    @property
    def scored(self) -> tuple[Row, ...]:
        return (*self.rows, *self.deductions, *self.bonus)

    @property
    def parts(self) -> tuple[Row | Veto, ...]:
        return (*self.scored, *self.vetoes)
