from django.urls import path

from zhuanban.ground.orgs.views import importing, reorganising, units

app_name = "orgs"
urlpatterns = [
    path("", units.listing, name="units"),
    path("new/", units.establish, name="establish"),
    path("imports/", importing.listing, name="imports"),
    path("imports/template/", importing.template, name="import_template"),
    path("imports/<uuid:uid>/", importing.detail, name="import"),
    path("imports/<uuid:uid>/bring/", importing.bring, name="bring_import"),
    path("imports/<uuid:uid>/take-back/", importing.take_back, name="take_back_import"),
    path("merge/", reorganising.merge, name="merge"),
    path("changes/<uuid:uid>/", reorganising.detail, name="reorganisation"),
    path("changes/<uuid:uid>/withdraw/", reorganising.withdraw, name="withdraw"),
    path("posts/<int:pk>/change/", units.change_post, name="change_post"),
    path("posts/<int:pk>/end/", units.end_post, name="end_post"),
    path("codes/<int:pk>/remove/", units.remove_code, name="remove_code"),
    path("<int:pk>/", units.detail, name="unit"),
    path("<int:pk>/aliases/remove/", units.remove_alias, name="remove_alias"),
    path("<int:pk>/split/", reorganising.split, name="split"),
    path("<int:pk>/<slug:act>/", units.act, name="act"),
]
