"""What the preview of a hand-over says of open requests."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.approvals.selectors import open_requests_of
from zhuanban.ground.core.slots import fill


@fill("hand_over", "approvals/_hand_over.html")
def open_requests(_request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many wait for an answer; not what they are about."""
    return {"count": open_requests_of(context["leaving"]).count()}
