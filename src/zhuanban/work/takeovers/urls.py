from django.urls import path

from zhuanban.work.takeovers.views import intakes, openings

app_name = "takeovers"
urlpatterns = [
    path("", openings.page, name="openings"),
    path("clauses/<int:pk>/", openings.by_clause, name="by_clause"),
    path("towns/<int:pk>/", openings.by_township, name="by_township"),
    path("clauses/<int:pk>/towns/<int:town>/", openings.cell, name="cell"),
    path("files/", intakes.listing, name="intakes"),
    path("files/<uuid:uid>/", intakes.intake, name="intake"),
    path("files/<uuid:uid>/columns/", intakes.mapping, name="mapping"),
    path("files/<uuid:uid>/receive/", intakes.receive, name="receive"),
    path("files/<uuid:uid>/take-back/", intakes.take_back, name="take_back"),
    path("files/<uuid:uid>/discard/", intakes.discard, name="discard"),
]
