from django.urls import path

from zhuanban.outward.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("system/", views.system, name="system"),
    path("system/deliveries/<int:pk>/retry/", views.settle, {"again": True}, name="retry"),
    path("system/deliveries/<int:pk>/discard/", views.settle, {"again": False}, name="discard"),
    path("c/<slug:campaign>/", views.cockpit, name="cockpit"),
    path("c/<slug:campaign>/towns/<int:pk>/", views.township, name="township"),
    path("c/<slug:campaign>/todo/<slug:key>/", views.todo, name="todo"),
    path("c/<slug:campaign>/search/", views.search, name="search"),
    path("c/<slug:campaign>/counts/", views.counts, name="counts"),
]
