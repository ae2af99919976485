from django.urls import path

from zhuanban.outward.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("c/<slug:campaign>/", views.cockpit, name="cockpit"),
    path("c/<slug:campaign>/counts/", views.counts, name="counts"),
]
