from django.apps import AppConfig


class SigninConfig(AppConfig):
    """登录: how somebody proves who he is, here or at the government's own sign-on."""

    name = "zhuanban.ground.signin"
    label = "signin"
    verbose_name = "登录"
