from django.urls import path

from zhuanban.work.workbooks.views import imports, townbooks

app_name = "workbooks"
urlpatterns = [
    path("", imports.listing, name="imports"),
    path("template/", imports.template, name="template"),
    path("imports/<uuid:uid>/", imports.detail, name="import"),
    path("imports/<uuid:uid>/confirm/", imports.confirm, name="confirm"),
    path("imports/<uuid:uid>/undo/", imports.undo, name="undo"),
    path("imports/<uuid:uid>/marked/", imports.marked, name="marked_copy"),
    path("townbooks/", townbooks.listing, name="townbooks"),
    path("townbooks/take/", townbooks.take, name="take_townbook"),
    path("townbooks/<uuid:uid>/", townbooks.detail, name="townbook"),
    path("townbooks/<uuid:uid>/merge/", townbooks.merge, name="merge_townbook"),
    path("townbooks/<uuid:uid>/undo/", townbooks.undo, name="undo_townbook"),
]
