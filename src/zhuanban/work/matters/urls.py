from django.urls import path

from zhuanban.work.matters.views import (
    bulk,
    desks,
    kind_editing,
    kinds,
    ledger,
    matter,
    printing,
    register,
    views,
)

app_name = "matters"
urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("export/", ledger.export, name="export"),
    path("dispatching/", desks.dispatching, name="dispatching"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("print/", printing.print_ledger, name="print"),
    path("columns/", views.columns, name="columns"),
    path("views/", views.catalogue, name="views"),
    path("views/save/", views.save, name="save_view"),
    path("views/<uuid:uid>/", views.saved, name="saved_view"),
    path("views/<uuid:uid>/<slug:what>/", views.change, name="change_view"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.add, name="kind_new"),
    path("kinds/<slug:code>/", kinds.kind, name="kind"),
    path("kinds/<slug:code>/export/", kinds.export, name="kind_export"),
    path("kinds/<slug:code>/switch/", kinds.switch, name="kind_switch"),
    path("kinds/<slug:code>/edit/", kind_editing.edit, name="kind_edit"),
    path("kinds/<slug:code>/text/", kind_editing.text, name="kind_text"),
    path("kinds/<slug:code>/confirm/", kind_editing.confirm, name="kind_confirm"),
    path("kinds/<slug:code>/drop/", kind_editing.drop, name="kind_drop"),
    path("exemptions/", desks.exemptions, name="exemptions"),
    path("seasons/", desks.seasons, name="seasons"),
    path("seasons/<int:season>/end/", desks.end, name="end_season"),
    path("register/", register.register, name="register"),
    path("<uuid:uid>/", matter.detail, name="detail"),
    path("<uuid:uid>/sheet/", printing.sheet, name="sheet"),
    path("<uuid:uid>/<slug:act>/", matter.act, name="act"),
]
