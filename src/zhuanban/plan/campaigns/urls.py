from django.urls import path

from zhuanban.plan.campaigns.views import amendments, checking, corrections, matrix, notices, plan, review

app_name = "campaigns"
urlpatterns = [
    path("", plan.overview, name="overview"),
    path("clauses/<int:pk>/", plan.clause, name="clause"),
    path("review/", review.page, name="review"),
    path("review/fact/", review.fact, name="fact"),
    path("review/place/", review.place, name="place"),
    path("review/text/", review.text, name="text"),
    path("review/confirm/", checking.confirm, name="confirm"),
    path("review/withdraw/", checking.withdraw, name="withdraw"),
    path("review/confirm-all/", checking.confirm_all, name="confirm_all"),
    path("review/findings/<int:pk>/", checking.finding, name="finding"),
    path("review/findings/<int:pk>/reopen/", checking.reopen, name="reopen"),
    path("review/corrections/", corrections.listed, name="corrections"),
    path("review/corrections/<int:pk>/attach/", corrections.attach, name="attach"),
    path("review/undo/", corrections.undo_last, name="undo_last"),
    path("review/undo/<int:pk>/", corrections.undo, name="undo"),
    path("review/redo/", corrections.redo_last, name="redo_last"),
    path("review/redo/<int:pk>/", corrections.redo, name="redo"),
    path("load/", notices.load, name="load"),
    path("amendment/", amendments.page, name="amendment"),
    path("amendment/apply/", amendments.apply, name="apply_amendment"),
    path("amendment/discard/", amendments.discard, name="discard_amendment"),
    path("start/", notices.start, name="start"),
    path("matrix/", matrix.page, name="matrix"),
    path("matrix/leads/", matrix.leads, name="leads"),
    path("matrix/leads/<int:pk>/", matrix.lead, name="lead"),
    path("matrix/leads/<int:pk>/remove/", matrix.unlead, name="unlead"),
    path("matrix/groups/<int:pk>/", matrix.group, name="group"),
    path("matrix/owners/", matrix.owners, name="owners"),
]
