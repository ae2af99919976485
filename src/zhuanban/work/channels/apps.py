from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """对接渠道: other systems to which a township answers once."""

    name = "zhuanban.work.channels"
    label = "channels"
    verbose_name = "12345 和数字城管"
