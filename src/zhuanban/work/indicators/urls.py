from django.urls import path

from zhuanban.work.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/reading/", views.reading, name="reading"),
    path("readings/<uuid:uid>/correct/", views.correct, name="correct"),
]
