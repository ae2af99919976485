from django.urls import path

from zhuanban.ground.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("copy/", views.copy, name="copy"),
    path("people/<uuid:uid>/", views.person, name="person"),
    path("reveal/<str:column>/<int:pk>/", views.reveal, name="reveal"),
    path("reveal/<str:column>/<int:pk>/masked/", views.masked, name="masked"),
    path("reveals/", views.reveals, name="reveals"),
    path("retention/", views.retention, name="retention"),
    path("retention/<int:pk>/end/", views.hold_end, name="hold_end"),
    path("copies/", views.copies, name="copies"),
]
