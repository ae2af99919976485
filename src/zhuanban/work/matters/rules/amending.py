"""What may be amended in a matter, and how its cells are written down to be compared."""

from collections.abc import Mapping
from typing import Any

OWN = ("title", "place", "detail")
NAMES = {"title": "事项", "place": "地点", "detail": "说明"}
MOST = {"title": 120, "place": 120, "detail": 1000}
PREFIX = "field-"


def said_by(title: str, place: str, detail: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """What a matter says of itself, by the names of the fields; nothing for what is empty."""
    own = {f"{PREFIX}{code}": written(value) for code, value in fields.items()}
    said = {"title": title, "place": place, "detail": detail, **own}
    return {name: value for name, value in said.items() if value}


def written(value: Any) -> str:
    """One value as people read it."""
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
