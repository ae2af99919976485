from django.urls import URLPattern, path, re_path

from zhuanban.outward.api import views
from zhuanban.outward.api.api import api

app_name = "api"
routes = [route for route in api.urls[0] if isinstance(route, URLPattern) and route.name != "api-root"]
for route in routes:
    route.callback = views.in_one_shape(route.callback)
urlpatterns = [
    path("openapi.json", views.document, name="document"),
    *routes,
    re_path(r"^(?P<rest>.*)$", views.nowhere),
]
