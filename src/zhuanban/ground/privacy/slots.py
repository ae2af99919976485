"""What the room puts into pages of other rooms."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill


@fill("account", "privacy/_account.html")
def link_to_own_information(_request: HttpRequest, _context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """From one's own account to what is held on oneself."""
    return {}
