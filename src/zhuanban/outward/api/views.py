"""What the interface answers outside its routes: no such address, and a method that an address does not take."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from zhuanban.outward.api.api import api

View = Callable[..., HttpResponse]


def answer(status: int, number: str, message: str) -> HttpResponse:
    """A fault in the interface's one shape."""
    content = json.dumps({"number": number, "message": message}, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type="application/json; charset=utf-8")


@login_not_required
@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Any address under the interface that is none of its routes."""
    return answer(404, "E404", f"接口里没有这个地址：{rest[:80]}")


def in_one_shape(view: View) -> View:
    """A route that signs in by itself (401, not the sign-in page) and says in Chinese which methods it takes."""

    @wraps(view)
    def shaped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        refused = answer(405, "E405", f"这个地址不接受 {request.method}，可用：{response.headers.get('Allow', '')}")
        refused["Allow"] = response.headers.get("Allow", "")
        return refused

    return login_not_required(shaped)


@login_not_required
def document(request: HttpRequest) -> HttpResponse:
    """The interface's OpenAPI document; for whoever is signed in, as everything here."""
    if not request.user.is_authenticated:
        return answer(401, "E401", "请先登录。")
    prefix = request.path.removesuffix("openapi.json")
    return api.create_response(request, api.get_openapi_schema(path_prefix=prefix), status=200)
