"""For whom a deputy acts is chosen in the head of the page and kept in the session."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import CHOSEN_PRINCIPAL


class ActingFor:
    """Says on every request what the session chose; reads nothing from the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        chosen = request.session.get(CHOSEN_PRINCIPAL)
        if chosen and isinstance(request.user, User):
            request.user.act_for(chosen)
