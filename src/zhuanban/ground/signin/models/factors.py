"""What somebody has besides a password, and by which name the government's sign-on knows an account."""

from typing import Any

from django.db import models
from django.db.models import Q

from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.core.personal_fields import EncryptedTextField
from zhuanban.ground.orgs.models import User


class Factor(models.Model):
    """第二重验证: an app that shows codes, or a security key, of one account.

    `secret` is the app's secret or, in base64, the public part of the key. `counter` is the time step of the last code
    that was accepted, or the key's own count of its uses: neither may come again.
    """

    class Kind(models.TextChoices):
        TOTP = "totp", "动态口令"
        KEY = "key", "安全密钥"

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="factors", verbose_name="账号")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField("名称", max_length=30)
    secret: Any = EncryptedTextField("密文")
    counter = models.BigIntegerField("计数", default=0)
    made_at = models.DateTimeField("添加时间")
    used_at = models.DateTimeField("最近使用", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kind="totp"),
                name="one_totp_each",
                violation_error_message="已有动态口令；要换手机，请先移除原来的。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_app(self) -> bool:
        return self.kind == self.Kind.TOTP


class RecoveryCode(models.Model):
    """备用码: gets somebody in once whose phone or key is not at hand; only its keyed digest is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="recovery_codes", verbose_name="账号")
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]


class FactorTries(models.Model):
    """试错: how often in a row an account gave a wrong second factor, and until when it rests."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+", verbose_name="账号")
    wrong = models.PositiveSmallIntegerField("连续错误", default=0)
    rests_until = models.DateTimeField("暂停至", null=True, blank=True)


class LinkedAccount(models.Model):
    """统一身份绑定: that a provider's lasting name for somebody means this account."""

    user = models.ForeignKey(User, models.PROTECT, related_name="links", verbose_name="账号")
    provider = models.CharField("来源", max_length=10)
    issuer = models.CharField("认证系统", max_length=255)
    subject = models.CharField("身份标识", max_length=255)
    linked_at = models.DateTimeField("绑定时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "issuer", "subject"], name="subject_means_one_account"),
            models.UniqueConstraint(fields=["user", "provider", "issuer"], name="account_has_one_subject"),
        ]


class SingleSession(models.Model):
    """单点会话: which session a ticket of the sign-on opened, so that signing out there ends it here."""

    ticket_digest = models.CharField("票据摘要", max_length=64, unique=True)
    session_key = models.CharField("会话", max_length=40, db_index=True)
    opened_at = models.DateTimeField("开始", db_index=True)
