"""Two figures in one measure: 1.2万平方米 and 12000平方米, 3公顷 and 45亩."""

from __future__ import annotations

from decimal import Decimal

SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
# Unit → (the unit that it is told in, how many of them it is).
MEASURES = {
    "％": ("%", Decimal(1)),
    "个百分点": ("%", Decimal(1)),
    "百分点": ("%", Decimal(1)),
    "‰": ("%", Decimal("0.1")),
    "公里": ("米", Decimal(1000)),
    "千米": ("米", Decimal(1000)),
    "公顷": ("亩", Decimal(15)),
    "平方公里": ("平方米", Decimal(1_000_000)),
    "吨": ("公斤", Decimal(1000)),
    "千克": ("公斤", Decimal(1)),
    "人次": ("人", Decimal(1)),
    "名": ("人", Decimal(1)),
    "座": ("处", Decimal(1)),
    "所": ("处", Decimal(1)),
    "户": ("户", Decimal(1)),
}


def measure(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The value in the unit that all its kin are told in."""
    scale = SCALES.get(unit[:1]) if len(unit) > 1 else None
    if scale:
        value, unit = value * scale, unit[1:]
    kin, times = MEASURES.get(unit, (unit, Decimal(1)))
    return value * times, kin


def told(value: Decimal, unit: str) -> str:
    """A figure without needless zeros: 80%, 1.5公里."""
    said = format(value, "f")
    return (said.rstrip("0").rstrip(".") if "." in said else said) + unit
