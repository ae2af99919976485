from django.urls import path

from zhuanban.work.patrols import views

app_name = "patrols"
urlpatterns = [
    path("", views.phone, name="phone"),
    path("tasks/", views.tasks, name="tasks"),
    path("verify/<uuid:uid>/", views.verify, name="verify"),
    path("visits/", views.visits, name="visits"),
    path("visits/<uuid:uid>/", views.visit, name="visit"),
    path("sw.js", views.worker, name="worker"),
]
