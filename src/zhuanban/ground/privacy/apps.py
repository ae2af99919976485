from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """个人信息: reveals, retention, holds and a person's own copy."""

    name = "zhuanban.ground.privacy"
    label = "privacy"
    verbose_name = "个人信息"
