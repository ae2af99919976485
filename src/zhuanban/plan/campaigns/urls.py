from django.urls import path

from zhuanban.plan.campaigns.views import matrix, notices, plan, review

app_name = "campaigns"
urlpatterns = [
    path("", plan.overview, name="overview"),
    path("clauses/<int:pk>/", plan.clause, name="clause"),
    path("review/", review.page, name="review"),
    path("review/fact/", review.fact, name="fact"),
    path("review/undo/<int:pk>/", review.undo, name="undo"),
    path("load/", notices.load, name="load"),
    path("start/", notices.start, name="start"),
    path("matrix/", matrix.page, name="matrix"),
    path("matrix/leads/", matrix.leads, name="leads"),
    path("matrix/leads/<int:pk>/", matrix.lead, name="lead"),
    path("matrix/leads/<int:pk>/remove/", matrix.unlead, name="unlead"),
    path("matrix/groups/<int:pk>/", matrix.group, name="group"),
    path("matrix/owners/", matrix.owners, name="owners"),
]
