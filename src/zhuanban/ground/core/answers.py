"""A refusal before any view was asked: a page for people, the interface's shape for programs."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def told(request: HttpRequest, status: int, number: str, message: str) -> HttpResponse:
    """One Chinese sentence with its number."""
    if request.path_info.startswith("/api/"):
        content = {"number": number, "message": message}
        return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    if not hasattr(request, "user"):
        request.user = AnonymousUser()
    return render(request, "core/error.html", {"message": message, "number": number}, status=status)
