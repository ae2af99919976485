"""The house's addresses with this room's interface under /api/v1, as outward.api puts it there."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI
from ninja.security import SessionAuth

from zhuanban.ground.core.errors import Conflict, Invalid, Refused, ServiceError
from zhuanban.work.matters.api import router

STATUS: dict[type[ServiceError], int] = {Refused: 403, Invalid: 422, Conflict: 409}
api = NinjaAPI(urls_namespace="matters-under-test", auth=SessionAuth())
api.add_router("", router)


@api.exception_handler(ServiceError)
def fault(request: HttpRequest, error: ServiceError) -> HttpResponse:
    said = {"number": error.number, "message": error.message}
    return api.create_response(request, said, status=STATUS[type(error)])


urlpatterns = [path("api/v1/", api.urls), path("", include("zhuanban.config.urls"))]
