"""What patrols put into the pages of lower rooms."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.plan.homes.rules.contributions import contributes, shipped
from zhuanban.plan.homes.rules.sets import Home
from zhuanban.work.patrols.selectors.visits import visits_of_matter

SETS = Path(__file__).resolve().parent / "sets"


@fill("matter_side", "patrols/_visits_of_matter.html", order=60)
def visits_beside_matter(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The visits behind a matter: when, by whom, how exactly the place is known."""
    found = list(visits_of_matter(context["matter"]))
    return {"visits": found} if found else None


@contributes
def places_as_homes(_campaign_id: int) -> Iterable[Home]:
    """The kinds of places that patrols look at, and of facilities."""
    yield from shipped("place", SETS / "places.yaml")
    yield from shipped("facility", SETS / "facilities.yaml")
