from django.urls import path, register_converter

from zhuanban.ground.files import views


class Variant:
    """copy or thumb; never the original."""

    regex = "copy|thumb"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Variant, "photo_variant")
app_name = "files"
urlpatterns = [path("photos/<uuid:uid>/<photo_variant:variant>/", views.photo, name="photo")]
