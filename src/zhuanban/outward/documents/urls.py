from django.urls import path

from zhuanban.outward.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.listing, name="list"),
    path("draft/", views.draft, name="draft"),
    path("<uuid:uid>/", views.detail, name="detail"),
    path("<uuid:uid>/edit/", views.edit, name="edit"),
    path("<uuid:uid>/submit/", views.submit, name="submit"),
    path("<uuid:uid>/publish/", views.publish, name="publish"),
    path("<uuid:uid>/docx/", views.docx, name="docx"),
]
