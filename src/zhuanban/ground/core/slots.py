"""Page slots: a lower room leaves a place in a page, a higher room fills it. A slot is data, not an import."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

Filler = Callable[[HttpRequest, Mapping[str, Any]], Mapping[str, Any] | None]
_fillers: dict[str, list[tuple[int, str, Filler]]] = {}


def fill(slot: str, template: str, order: int = 50) -> Callable[[Filler], Filler]:
    """Register what goes into a slot: the filler gives the template's context, or None to stay away."""

    def register(filler: Filler) -> Filler:
        entries = _fillers.setdefault(slot, [])
        entries.append((order, template, filler))
        entries.sort(key=lambda entry: entry[:2])
        return filler

    return register


def rendered(slot: str, request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The pieces of the slot, one after another; each template escapes for itself."""
    pieces = []
    for _, template, filler in _fillers.get(slot, ()):
        given = filler(request, context)
        if given is not None:
            pieces.append(render_to_string(template, dict(given), request=request))
    return "".join(pieces)


def page_slots(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the page frame itself needs."""
    return {"frame_request": request}
