from django.apps import AppConfig


class TakeoversConfig(AppConfig):
    """接管: what was done before the system came, taken in as it is and judged by nobody."""

    name = "zhuanban.work.takeovers"
    label = "takeovers"
    verbose_name = "接管"
