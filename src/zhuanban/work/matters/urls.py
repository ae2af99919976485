from django.urls import path

from zhuanban.work.matters.views import desks, ledger, matter, register, views

app_name = "matters"
urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("export/", ledger.export, name="export"),
    path("dispatching/", desks.dispatching, name="dispatching"),
    path("columns/", views.columns, name="columns"),
    path("views/", views.catalogue, name="views"),
    path("views/save/", views.save, name="save_view"),
    path("views/<uuid:uid>/", views.saved, name="saved_view"),
    path("views/<uuid:uid>/<slug:what>/", views.change, name="change_view"),
    path("register/", register.register, name="register"),
    path("<uuid:uid>/", matter.detail, name="detail"),
    path("<uuid:uid>/<slug:act>/", matter.act, name="act"),
]
