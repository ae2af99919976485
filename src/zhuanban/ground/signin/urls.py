from django.urls import path

from zhuanban.ground.signin.views import accounts, factors, many, pages, second_step, single

app_name = "signin"
urlpatterns = [
    path("sign-in/", pages.SignIn.as_view(), name="sign_in"),
    path("sign-in/second-step/", second_step.second_step, name="second_step"),
    path("sign-in/oidc/", single.to_oidc, name="oidc"),
    path("sign-in/oidc/back/", single.from_oidc, name="oidc_back"),
    path("sign-in/cas/", single.to_cas, name="cas"),
    path("sign-in/cas/back/", single.from_cas, name="cas_back"),
    path("sign-out/", single.SignOut.as_view(), name="sign_out"),
    path("account/", pages.account, name="account"),
    path("account/confirmation/", second_step.confirmation, name="confirmation"),
    path("account/factors/", factors.factors, name="factors"),
    path("account/factors/app/", factors.new_app, name="new_app"),
    path("account/factors/key/", factors.new_key, name="new_key"),
    path("account/factors/codes/", factors.recovery_codes, name="recovery_codes"),
    path("account/factors/codes/renew/", factors.renew_codes, name="renew_codes"),
    path("account/factors/<int:factor_id>/remove/", factors.remove, name="remove"),
    path("accounts/<int:user_id>/factors/", factors.reset, name="reset"),
    path("account/password/", pages.new_password, name="new_password"),
    path("account/sign-ins/", pages.sessions, name="sessions"),
    path("account/sign-ins/others/end/", pages.end_others, name="end_others"),
    path("account/sign-ins/<int:pk>/end/", pages.end_one, name="end_one"),
    path("account/stay/", pages.stay, name="stay"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/open/", accounts.open_one, name="open_account"),
    path("accounts/open/many/", many.open_many, name="open_many"),
    path("accounts/open/many/template/", many.template, name="account_table"),
    path("accounts/slips/", many.slips, name="slips"),
    path("accounts/password/", accounts.shown_once, name="shown_once"),
    path("accounts/<int:pk>/", accounts.one_account, name="one_account"),
    path("accounts/<int:pk>/reset/", accounts.reset, name="reset_password"),
    path("accounts/<int:pk>/disable/", accounts.disable, name="disable_account"),
    path("accounts/<int:pk>/enable/", accounts.enable, name="enable_account"),
    path("accounts/<int:pk>/unlock/", accounts.unlock, name="unlock_account"),
]
