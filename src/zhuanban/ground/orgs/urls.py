from django.urls import path

from zhuanban.ground.orgs.views import deputies, handing_over, importing, reorganising, roles, units

app_name = "orgs"
urlpatterns = [
    path("units/", units.listing, name="units"),
    path("units/new/", units.establish, name="establish"),
    path("units/imports/", importing.listing, name="imports"),
    path("units/imports/template/", importing.template, name="import_template"),
    path("units/imports/<uuid:uid>/", importing.detail, name="import"),
    path("units/imports/<uuid:uid>/bring/", importing.bring, name="bring_import"),
    path("units/imports/<uuid:uid>/take-back/", importing.take_back, name="take_back_import"),
    path("units/merge/", reorganising.merge, name="merge"),
    path("units/changes/<uuid:uid>/", reorganising.detail, name="reorganisation"),
    path("units/changes/<uuid:uid>/withdraw/", reorganising.withdraw, name="withdraw"),
    path("units/posts/<int:pk>/change/", units.change_post, name="change_post"),
    path("units/posts/<int:pk>/end/", units.end_post, name="end_post"),
    path("units/codes/<int:pk>/remove/", units.remove_code, name="remove_code"),
    path("units/<int:pk>/", units.detail, name="unit"),
    path("units/<int:pk>/aliases/remove/", units.remove_alias, name="remove_alias"),
    path("units/<int:pk>/split/", reorganising.split, name="split"),
    path("units/<int:pk>/<slug:act>/", units.act, name="act"),
    path("roles/", roles.roles, name="roles"),
    path("roles/give/", roles.give, name="role_give"),
    path("roles/give/many/", roles.give_many, name="role_give_many"),
    path("roles/<int:pk>/end/", roles.end, name="role_end"),
    path("accounts/<int:pk>/hand-over/", handing_over.hand_over, name="hand_over"),
    path("deputies/", deputies.deputies, name="deputies"),
    path("deputies/<int:pk>/end/", deputies.end, name="deputy_end"),
    path("deputies/act/", deputies.act, name="act_for"),
]
