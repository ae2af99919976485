from django.urls import path

from zhuanban.outward.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("export/", views.export, name="export"),
    path("seals/", views.seals, name="seals"),
    path("verify/", views.verify, name="verify"),
]
