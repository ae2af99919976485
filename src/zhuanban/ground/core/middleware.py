"""Pages are private; what a service refuses becomes a page in Chinese, whatever view called it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhuanban.ground.core.errors import Conflict, Invalid, Refused, ServiceError

STATUS = {Refused: 403, Invalid: 422, Conflict: 409}


class PrivatePages:
    """What is shown to somebody signed in is kept by no browser and no proxy, unless its view says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class ChineseErrors:
    """Turns a ServiceError that no form caught into a page with its sentence and number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ServiceError):
            return None
        status = STATUS.get(type(exception), 400)
        context = {"message": exception.message, "number": exception.number}
        return render(request, "core/error.html", context, status=status)
