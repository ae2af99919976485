from django.contrib.auth.views import LogoutView
from django.urls import path

from zhuanban.ground.signin import views

app_name = "signin"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("account/", views.account, name="account"),
]
