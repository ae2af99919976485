from django.urls import path

from zhuanban.work.matters.views import desks, ledger, matter, register

app_name = "matters"
urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("export/", ledger.export, name="export"),
    path("dispatching/", desks.dispatching, name="dispatching"),
    path("register/", register.register, name="register"),
    path("<uuid:uid>/", matter.detail, name="detail"),
    path("<uuid:uid>/<slug:act>/", matter.act, name="act"),
]
