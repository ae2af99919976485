from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """组织: who there is, which posts and roles they hold, and when."""

    name = "zhuanban.ground.orgs"
    label = "orgs"
    verbose_name = "组织"
