"""What is stored: ciphers, personal fields, files."""

from django.apps import apps
from django.conf import settings

from zhuanban.cli.deploying.checklist import Answer, holds, probe
from zhuanban.ground.core import permits, personal
from zhuanban.ground.core.personal_fields import EncryptedTextField


def encrypted_columns() -> list[str]:
    """Every column that is encrypted at rest."""
    return sorted(
        f"{model._meta.verbose_name}.{field.verbose_name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, EncryptedTextField)
    )


@probe
def stored_encrypted() -> Answer:
    """Personal columns and the private part of the journal; passwords are digests."""
    columns = encrypted_columns()
    cipher = "SM4-GCM" if settings.CIPHER == "sm4" else "AES-256-GCM"
    evidence = f"日志的个人信息和 {len(columns)} 列个人信息以 {cipher} 加密；磁盘本身请另行加密"
    return holds(columns, evidence, "没有加密的个人信息列")


@probe
def approved_ciphers() -> Answer:
    """The assessment asks for SM3 and SM4, by settings; a certified module is the office's to bring."""
    return holds(
        settings.CIPHER == "sm4" and settings.JOURNAL_HASH == "sm3",
        "个人信息用 SM4-GCM，日志摘要用 SM3（软件实现，没有认证的密码模块）",
        "要用国密算法：设 ZHUANBAN_CIPHER=sm4 和 ZHUANBAN_HASH=sm3；密码模块的认证请另行核对",
    )


@probe
def files_are_looked_at() -> Answer:
    """Every file is judged by its content; a scanner is asked where one is named."""
    return holds(
        settings.CLAMAV,
        "文件按内容识别，藏着程序、宏、另一种文件的拒收，并交 ClamAV 扫描",
        "文件按内容识别，藏着程序、宏、另一种文件的拒收；没有设 ZHUANBAN_CLAMAV，不查病毒",
    )


@probe
def personal_fields_are_declared() -> Answer:
    """Each column with what it is for and how long it is kept; a test holds that none is forgotten."""
    columns = personal.columns()
    evidence = f"{len(columns)} 列个人信息各写明用途和保存期限（docs/personal-data.md）"
    return holds(columns, evidence, "没有登记个人信息列")


@probe
def personal_fields_are_masked() -> Answer:
    """What is encrypted is shown masked; seeing it whole needs a reason that is recorded."""
    allowed = {rule.role for rule in permits.rules() if rule.action == "person.reveal"}
    return holds(allowed, f"默认遮蔽；{len(allowed)} 种角色写明理由后可看，每次都有记录", "没有查看个人信息的授权规则")
