"""The pages that belong to no room: errors and the health of the house."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core import policy_reports, progress


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for what was refused before anybody was recognised, such as a strange host."""
    if not hasattr(request, "user"):
        request.user = AnonymousUser()
    return render(request, "core/error.html", {"message": "这个请求读不懂，请返回重试。", "number": "E400"}, status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/error.html", {"message": "您没有办理这件事的权限。", "number": "E403"}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = "没有这个页面，或者您看不到它。"
    return render(request, "core/error.html", {"message": message, "number": "E404"}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "core/broken.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "页面已经失效，可能停留太久或者重新登录过。请返回，刷新后再提交。"
    return render(request, "core/error.html", {"message": message, "number": "E403-1"}, status=403)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers; for the supervisor and for monitoring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@login_not_required
@csrf_exempt
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """A browser says that a page tried what the content policy bars; one line in the log, nothing else."""
    policy_reports.log(request.body)
    return HttpResponse(status=204)


@require_safe
def running_work(request: HttpRequest) -> HttpResponse:
    """The progress bars of long work, polled by the page frame."""
    return render(request, "core/_progress.html", {"works": progress.running()})
