"""Rooms hand in the homes that they own; the plan shows them beside the demands of the notice."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from zhuanban.plan.homes.rules.sets import Home, read_set

HERE = Path(__file__).resolve().parents[1] / "sets"
# Sets whose own rooms do not stand yet, or that name pages of all rooms.
OWN = {"project": "projects", "rule": "rules", "resource": "resources", "selection": "selections", "page": "pages",
       "document": "documents"}  # fmt: skip

Contributor = Callable[[int], Iterable[Home]]
_contributors: dict[str, Contributor] = {}


def contributes(contributor: Contributor) -> Contributor:
    """Register how a room hands in its homes for an action, whose key it is given."""
    _contributors[f"{contributor.__module__}.{contributor.__name__}"] = contributor
    return contributor


def homes_for(campaign_id: int) -> list[Home]:
    """Every home that an action could have."""
    given = [home for name in sorted(_contributors) for home in _contributors[name](campaign_id)]
    return [*given, *(home for set_, stem in OWN.items() for home in shipped(set_, HERE / f"{stem}.yaml"))]


@cache
def shipped(set_: str, path: Path) -> tuple[Home, ...]:
    """A set of the product; read once."""
    return tuple(read_set(set_, path))
