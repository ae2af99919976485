from django.urls import path

from zhuanban.ground.threads import views

app_name = "threads"
urlpatterns = [
    path("threads/mentions/", views.mentions, name="mentions"),
    path("threads/mentions/read/", views.read_all, name="read_all"),
    path("threads/mentions/<int:pk>/open/", views.open_mention, name="open_mention"),
    path("c/<slug:campaign>/threads/comments/<uuid:uid>/change/", views.change, name="change"),
    path("c/<slug:campaign>/threads/comments/<uuid:uid>/withdraw/", views.withdraw, name="withdraw"),
    path("c/<slug:campaign>/threads/<slug:kind>/<int:key>/", views.thread, name="thread"),
]
