from django.urls import path

from zhuanban.plan.localplans import views

app_name = "localplans"
urlpatterns = [
    path("", views.listing, name="list"),
    path("upload/", views.upload, name="upload"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/return/", views.send_back, name="return"),
    path("<uuid:uid>/confirm/", views.confirm, name="confirm"),
    path("<uuid:uid>/clauses/<int:clause>/mark/", views.mark, name="mark"),
    path("<uuid:uid>/clauses/<int:clause>/explain/", views.explain, name="explain"),
]
