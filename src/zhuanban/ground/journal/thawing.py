"""Plain JSON values back into the types that an event's fields name."""

import types
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Union, get_args, get_origin
from uuid import UUID


def thaw(value: Any, hint: Any) -> Any:
    """The value in the type of the hint; what needs no change stays as it is."""
    if get_origin(hint) in (Union, types.UnionType):
        wanted = [part for part in get_args(hint) if part is not type(None)]
        return None if value is None or not wanted else thaw(value, wanted[0])
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(thaw(item, get_args(hint)[0]) for item in value)
    if hint in (Decimal, UUID):
        return hint(value)
    if hint in (date, datetime) and isinstance(value, str):
        return hint.fromisoformat(value)
    return value
