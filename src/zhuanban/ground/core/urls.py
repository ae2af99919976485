from django.urls import path

from zhuanban.ground.core import views

app_name = "core"
urlpatterns = [
    path("healthz", views.health, name="health"),
    path("policy-reports/", views.policy_report, name="policy_report"),
    path("progress/", views.running_work, name="running_work"),
]
