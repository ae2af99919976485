from django.urls import path

from zhuanban.work.takeovers.views import openings

app_name = "takeovers"
urlpatterns = [
    path("", openings.page, name="openings"),
    path("clauses/<int:pk>/", openings.by_clause, name="by_clause"),
    path("towns/<int:pk>/", openings.by_township, name="by_township"),
    path("clauses/<int:pk>/towns/<int:town>/", openings.cell, name="cell"),
]
