from django.urls import path

from zhuanban.oversight.appraisals.views import acceptance, schemes, scores

app_name = "appraisals"
urlpatterns = [
    path("", scores.scores, name="scores"),
    path("compute/", scores.compute, name="compute"),
    path("towns/<int:township>/", scores.explain, name="explain"),
    path("towns/<int:township>/rows/", scores.rows, name="rows"),
    path("scheme/", schemes.scheme, name="scheme"),
    path("scheme/new/", schemes.write, name="scheme_new"),
    path("scheme/<int:number>/edit/", schemes.write, name="scheme_edit"),
    path("scheme/<int:number>/publish/", schemes.publish, name="scheme_publish"),
    path("acceptance/", acceptance.acceptance, name="acceptance"),
    path("acceptance/state/", acceptance.state, name="acceptance_state"),
    path("acceptance/<int:clause>/<int:township>/", acceptance.acceptance_cell, name="acceptance_cell"),
]
