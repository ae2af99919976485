"""What patrols put into the pages of lower rooms."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.work.patrols.selectors.visits import visits_of_matter


@fill("matter_side", "patrols/_visits_of_matter.html", order=60)
def visits_beside_matter(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The visits behind a matter: when, by whom, how exactly the place is known."""
    found = list(visits_of_matter(context["matter"]))
    return {"visits": found} if found else None
