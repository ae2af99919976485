"""Who signs in and how."""

from django.conf import settings

from zhuanban.cli.deploying.checklist import Answer, holds, probe
from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS
from zhuanban.ground.signin.models import Factor


@probe
def passwords() -> Answer:
    """One account a person, passwords kept as Argon2 and ruled by the settings."""
    kept = User.objects.values_list("password", flat=True)
    loose = sum(not words.startswith(("argon2", "!")) for words in kept.iterator())
    days = f"{settings.PASSWORD_DAYS} 天更换" if settings.PASSWORD_DAYS else "不要求定期更换"
    evidence = (
        f"用户名不重复；口令至少 {settings.PASSWORD_LENGTH} 位、{settings.PASSWORD_CLASSES} 类字符，{days}，"
        f"不与最近 {settings.PASSWORD_HISTORY} 次相同，以 Argon2 存放"
    )
    strict = settings.PASSWORD_LENGTH >= 10 and settings.PASSWORD_CLASSES >= 3 and settings.PASSWORD_DAYS
    otherwise = f"{loose} 个账号的口令不是以 Argon2 存放" if loose else f"口令规则太松：{evidence}"
    return holds(strict and not loose, evidence, otherwise)


@probe
def failed_and_idle() -> Answer:
    """Tries are counted; a session ends when nobody is there."""
    tries, rest, idle = settings.SIGN_IN_TRIES, settings.SIGN_IN_REST_MINUTES, settings.IDLE_MINUTES
    evidence = f"输错 {tries} 次停 {rest} 分钟；闲置 {idle} 分钟退出，最长 {settings.SESSION_HOURS} 小时"
    firm = 0 < tries <= 10 and rest >= 10 and 0 < idle <= 30 and 0 < settings.ADMINISTRATOR_IDLE_MINUTES <= 30
    one = "；同一账号只留一处登录" if settings.ONE_SESSION else "；允许同一账号多处登录"
    return holds(firm, evidence + one, f"太松：{evidence}{one}")


@probe
def second_factor() -> Answer:
    """Administrators are asked for one and have one."""
    lacking = sorted(THREE_ADMINISTRATORS - set(settings.SECOND_FACTOR_ROLES))
    if lacking:
        return holds(lacking == [], "", "ZHUANBAN_SECOND_FACTOR_ROLES 没有包括三员的每一员")
    seats = RoleAssignment.objects.in_force(clock.today()).filter(role__in=settings.SECOND_FACTOR_ROLES)
    waiting = seats.filter(user__is_active=True).exclude(user__in=Factor.objects.values("user"))
    without = waiting.values("user").distinct().count()
    return holds(
        not without,
        "三员登录要第二重验证（动态口令或安全密钥），都已设置",
        f"{without} 个要求第二重验证的账号还没有设置；它们登录后只能先去设置",
    )
