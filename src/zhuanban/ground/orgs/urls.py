from django.contrib.auth.views import LogoutView
from django.urls import path

from zhuanban.ground.orgs import views

app_name = "orgs"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("account/", views.account, name="account"),
]
