from django.urls import include, path
from rest_framework.routers import DefaultRouter

from bench.plain.api import MatterViewSet
from bench.plain.views import MatterList

router = DefaultRouter()
router.register("matters", MatterViewSet, basename="matter")
urlpatterns = [path("api/", include(router.urls)), path("matters/", MatterList.as_view())]
