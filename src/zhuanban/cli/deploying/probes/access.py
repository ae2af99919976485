"""Accounts, rights and the three administrators."""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from zhuanban.cli.deploying.checklist import Answer, holds, probe
from zhuanban.ground.core import clock, permits
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role

UNUSED_DAYS = 180
# Rooms whose rows are no business data: accounts, the journal, the system.
ADMINISTRATION = frozenset({"core", "journal", "orgs", "signin", "privacy"})


@probe
def every_right_has_a_rule() -> Answer:
    """Without signing in nothing opens, and an act without a rule is permitted to nobody."""
    guarded = "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    actions = {rule.action for rule in permits.rules()}
    return holds(guarded, f"{len(actions)} 种行为各有授权规则，没有规则的一律不许；页面都要登录", "页面不要求登录")


@probe
def every_right_is_a_filter() -> Answer:
    """A rule is a condition on rows of a table, looked up for the person's seats of today."""
    models = {rule.model for rule in permits.rules()}
    seats = RoleAssignment.objects.in_force(clock.today()).count()
    return holds(seats, f"授权规则落到 {len(models)} 张表的行；今天有效的角色任职 {seats} 个", "还没有任何角色任职")


@probe
def stale_accounts() -> Answer:
    """Accounts that nobody has used for half a year, or that belong to nobody."""
    days = settings.UNUSED_DAYS or UNUSED_DAYS
    since = clock.now() - timedelta(days=days)
    stale = User.objects.filter(is_active=True).filter(Q(last_login__lt=since) | Q(name=""))
    count = stale.filter(Q(last_login__isnull=False) | Q(date_joined__lt=since)).count()
    return holds(
        not count, f"没有 {days} 天未用或不具名的账号", f"{count} 个账号 {days} 天未用或不具名，请停用"
    )


@probe
def three_administrators() -> Answer:
    """Each of the three is there, no account holds two or a business role beside, and none reaches business rows."""
    held: dict[int, set[str]] = defaultdict(set)
    for user, role in RoleAssignment.objects.in_force(clock.today()).values_list("user_id", "role"):
        held[user].add(role)
    there = set().union(*held.values())
    missing = [Role(role).label for role in sorted(THREE_ADMINISTRATORS - there)]
    mixed = sum(bool(got & THREE_ADMINISTRATORS) and len(got) > 1 for got in held.values())
    reaching = sorted(
        {rule.action for rule in permits.rules() if rule.role in THREE_ADMINISTRATORS}
        - {rule.action for rule in permits.rules() if rule.model._meta.app_label in ADMINISTRATION}
    )
    faults = [f"还没有{'、'.join(missing)}"] if missing else []
    faults += [f"{mixed} 个账号兼任"] if mixed else []
    faults += [f"管理员有业务权限：{'、'.join(reaching)}"] if reaching else []
    return holds(not faults, "三员齐全、互不兼任，也没有业务数据的权限", "；".join(faults))


@probe
def no_default_accounts() -> Answer:
    """Passwords are made at random at the first start; accounts of the demo do not belong into production."""
    demo = User.objects.filter(is_demo=True, is_active=True).count()
    unchanged = User.objects.filter(must_change_password=True, is_active=True, last_login__isnull=False).count()
    faults = [f"{demo} 个演示账号还能登录"] if demo else []
    faults += [f"{unchanged} 个账号登录过却还没有换掉首次口令"] if unchanged else []
    return holds(not faults, "没有演示账号；首次口令随机产生，只显示一次，首次登录必须更换", "；".join(faults))


@probe
def one_hand_gives_roles() -> Answer:
    """Roles are given and ended by the security administrator alone."""
    giving = {rule.role for rule in permits.rules() if rule.action in {"role.give", "role.end"}}
    return holds(
        giving == {Role.SECURITY_ADMIN}, "授予和终止角色只有安全保密管理员能办", "别的角色也能授予或终止，或谁都不能"
    )
