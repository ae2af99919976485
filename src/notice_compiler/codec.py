"""Frozen dataclasses to plain JSON values and back, led by their annotations."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def encode(value: Any) -> Any:
    """Days as ISO 8601, decimals as numbers (whole ones as integers), tuples as lists."""
    if is_dataclass(value):
        return {each.name: encode(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [encode(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def decode(kind: Any, value: Any) -> Any:
    """A value of the annotated kind; ValueError or TypeError where the JSON has another shape."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(each for each in get_args(kind) if each is not type(None))
        return None if value is None else decode(inner, value)
    if origin is tuple:
        return tuple(decode(get_args(kind)[0], each) for each in value)
    if origin is Literal:
        return _chosen(get_args(kind), value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{each.name: decode(hints[each.name], value[each.name]) for each in fields(kind)})
    return _scalar(kind, value)


def _chosen(allowed: tuple[Any, ...], value: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {allowed}")
    return value


def _scalar(kind: Any, value: Any) -> Any:
    if kind is Decimal:
        return Decimal(str(value))
    if kind is date:
        return date.fromisoformat(value)
    if issubclass(kind, tuple):
        return kind(*value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
