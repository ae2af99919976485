"""Which room answers which address. Addresses of an action carry its short name: /c/<campaign>/…"""

from django.urls import include, path

urlpatterns = [
    path("", include("zhuanban.ground.core.urls")),
    path("", include("zhuanban.ground.signin.urls")),
    path("", include("zhuanban.ground.orgs.urls")),
    path("files/", include("zhuanban.ground.files.urls")),
    path("privacy/", include("zhuanban.ground.privacy.urls")),
    path("approvals/", include("zhuanban.ground.approvals.urls")),
    path("", include("zhuanban.ground.threads.urls")),
    path("c/<slug:campaign>/plan/", include("zhuanban.plan.campaigns.urls")),
    path("c/<slug:campaign>/homes/", include("zhuanban.plan.homes.urls")),
    path("c/<slug:campaign>/localplans/", include("zhuanban.plan.localplans.urls")),
    path("c/<slug:campaign>/matters/", include("zhuanban.work.matters.urls")),
    path("c/<slug:campaign>/takeover/", include("zhuanban.work.takeovers.urls")),
    path("c/<slug:campaign>/workbooks/", include("zhuanban.work.workbooks.urls")),
    path("c/<slug:campaign>/channels/", include("zhuanban.work.channels.urls")),
    path("c/<slug:campaign>/m/", include("zhuanban.work.patrols.urls")),
    path("c/<slug:campaign>/indicators/", include("zhuanban.work.indicators.urls")),
    path("c/<slug:campaign>/appraisals/", include("zhuanban.oversight.appraisals.urls")),
    path("c/<slug:campaign>/documents/", include("zhuanban.outward.documents.urls")),
    path("api/v1/", include("zhuanban.outward.api.urls")),
    path("audit/", include("zhuanban.outward.audit.urls")),
    path("", include("zhuanban.outward.desk.urls")),
]
handler400 = "zhuanban.ground.core.views.bad_request"
handler403 = "zhuanban.ground.core.views.refused"
handler404 = "zhuanban.ground.core.views.not_found"
handler500 = "zhuanban.ground.core.views.broken"
