from django.urls import URLPattern, re_path

from zhuanban.outward.api import views
from zhuanban.outward.api.api import api

app_name = "api"
routes, _, _ = api.urls
for route in routes:
    if isinstance(route, URLPattern):
        route.callback = views.in_one_shape(route.callback)
urlpatterns = [*routes, re_path(r"^(?P<rest>.*)$", views.nowhere)]
