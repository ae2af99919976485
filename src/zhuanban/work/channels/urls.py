from django.urls import path

from zhuanban.work.channels import views

app_name = "channels"
urlpatterns = [
    path("", views.listing, name="files"),
    path("<uuid:uid>/", views.file, name="file"),
    path("<uuid:uid>/columns/", views.layout, name="layout"),
    path("<uuid:uid>/classes/", views.classes, name="classes"),
    path("<uuid:uid>/reply/", views.reply, name="reply"),
]
