from django.urls import path

from zhuanban.ground.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<uuid:uid>/", views.decide, name="decide"),
]
