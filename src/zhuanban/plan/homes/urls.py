from django.urls import path

from zhuanban.plan.homes import views

app_name = "homes"
urlpatterns = [
    path("", views.homes, name="homes"),
    path("sets/<slug:code>/", views.home_set, name="set"),
    path("demands/<int:pk>/assign/", views.assign, name="assign"),
    path("choices/<int:pk>/take-back/", views.take_back, name="take_back"),
]
