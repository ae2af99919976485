"""Headers that every answer carries, static files and errors too."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class BrowserLimits:
    """What a browser may lend to the page, and that no other site may read or hold the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.phone = re.compile(settings.PHONE_PAGES)
        barred = dict.fromkeys(settings.BARRED_FEATURES, "()")
        self.features = _written(barred)
        self.phone_features = _written({**barred, **dict.fromkeys(settings.PHONE_FEATURES, "(self)")})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        on_phone = self.phone.match(request.path_info)
        response.headers["Permissions-Policy"] = self.phone_features if on_phone else self.features
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Permitted-Cross-Domain-Policies"] = "none"
        return response


def _written(features: dict[str, str]) -> str:
    return ", ".join(f"{name}={allowed}" for name, allowed in sorted(features.items()))
