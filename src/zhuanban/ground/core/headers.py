"""Headers that every answer carries, static files and errors too."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Pages, answers to programs and scripts of our own; everything else that a room answers is a file.
SHOWN = {"", "text/html", "application/json", "text/javascript", "application/javascript", "text/plain"}
OWN_COPIES = "image/jpeg"
FILE_POLICY = "default-src 'none'; sandbox"


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
        if not request.path_info.startswith(settings.STATIC_URL):
            _confine(response)
        response.headers["X-Permitted-Cross-Domain-Policies"] = "none"
        return response


def _confine(response: HttpResponse) -> None:
    """A file can do nothing in the browser, and is saved rather than shown, unless it is one of our own JPEG copies."""
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if not response.headers.get("Content-Disposition") and kind in SHOWN:
        return
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    if kind != OWN_COPIES:
        response.headers.setdefault("Content-Disposition", "attachment")


def _written(features: dict[str, str]) -> str:
    return ", ".join(f"{name}={allowed}" for name, allowed in sorted(features.items()))
