"""How the installation stands: its settings, its folder, what the framework itself complains of."""

import stat

from django.conf import settings
from django.core.checks import WARNING, Tags, run_checks

from zhuanban.cli.deploying.checklist import Answer, Verdict, holds, probe
from zhuanban.config import production

# The framework's own hints that do not fit: TLS ends at the web server, which turns no plain address over to TLS;
# sub-domains and preloading are the business of whoever owns the domain.
NOT_MEANT = {"security.W005", "security.W008", "security.W021"}


@probe
def encrypted_way() -> Answer:
    """Cookies that only go over TLS are how the settings say that all pages do."""
    evidence = f"HTTPS 已启用，浏览器被告知 {settings.SECURE_HSTS_SECONDS // 86400} 天内只走 HTTPS，Cookie 只走 HTTPS"
    return holds(
        settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS,
        evidence,
        "现在走明文 HTTP：用 --host 启动，或设 ZHUANBAN_TLS=1",
    )


@probe
def production_settings() -> Answer:
    """The same list that stops the start in production."""
    given = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    wrong = production.faults(given)
    if not settings.PRODUCTION:
        wrong.insert(0, "ZHUANBAN_PRODUCTION 没有设为 1，设置不对时启动不会停下来。")
    return holds(not wrong, "ZHUANBAN_PRODUCTION=1，启动时的各项要求都满足", "".join(wrong))


@probe
def data_folder_is_closed() -> Answer:
    """The folder and the keys in it are read by their owner alone."""
    keys = sorted((settings.DATA / "keys").glob("*"))
    open_ones = [path for path in (settings.DATA, *keys) if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    return holds(
        not open_ones,
        f"数据目录和 {len(keys)} 个密钥文件只有所有者能读",
        "别的用户也能读：" + "、".join(path.name for path in open_ones),
    )


@probe
def framework_has_no_complaint() -> Answer:
    """Django's own `check --deploy`."""
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    left = sorted({str(fault.id) for fault in found if fault.level >= WARNING and fault.id not in NOT_MEANT})
    return holds(not left, "Django 的部署检查没有意见", "Django 的部署检查提出：" + "、".join(left))


@probe
def input_is_checked() -> Answer:
    """Bounds on bodies, forms that parse, pages that load nothing from elsewhere."""
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    strict = not any("unsafe" in value for values in policy.values() for value in values)
    bounded = "zhuanban.ground.core.request_limits.RequestLimits" in settings.MIDDLEWARE
    counted = "zhuanban.ground.core.rate_limits.RateLimits" in settings.MIDDLEWARE
    evidence = f"{len(settings.BODY_RULES)} 条请求大小规则、{len(settings.RATE_RULES)} 条频次规则，页面只运行自己的脚本"
    return holds(strict and bounded and counted, evidence, "请求大小、频次或内容策略的限制被关掉了")


@probe
def nothing_stays_behind() -> Answer:
    """Pages are not kept by browsers; sessions end with signing out and with the day."""
    kept = "zhuanban.ground.core.middleware.PrivatePages" in settings.MIDDLEWARE
    hours = settings.SESSION_COOKIE_AGE // 3600
    return holds(
        kept and settings.SESSION_COOKIE_HTTPONLY and hours <= 24,
        f"登录后的页面标为不留存；会话最长 {hours} 小时，退出即删除",
        "页面会被浏览器留存，或会话太长",
    )


@probe
def backed_up() -> Answer:
    """Backup and restore are commands that are still to come."""
    return Answer(Verdict.FAILS, "备份和恢复命令还没有；请用数据库和存储自己的备份，并演练恢复")
