"""Wrong tries, former passwords, and the sign-ins of an account."""

from django.db import models

from zhuanban.ground.orgs.models import User
from zhuanban.ground.signin.rules import Ending


class Tries(models.Model):
    """试错: how often in a row a name was given with a wrong password from an address, or from all (empty digest).

    Names and addresses are kept as keyed digests: what people type by mistake is often a password.
    """

    name_digest = models.CharField("用户名摘要", max_length=32)
    address_digest = models.CharField("地址摘要", max_length=32, blank=True, default="")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, verbose_name="账号")
    wrong = models.PositiveSmallIntegerField("连续错误", default=0)
    rests = models.PositiveSmallIntegerField("已暂停次数", default=0)
    rests_until = models.DateTimeField("暂停至", null=True)
    last_at = models.DateTimeField("最近一次", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_digest", "address_digest"], name="tries_once")]


class UsedPassword(models.Model):
    """用过的密码: the hash of a password that an account has had."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    encoded = models.CharField("散列", max_length=128)
    ended_at = models.DateTimeField("停用时间")


class SessionRecord(models.Model):
    """登录会话: a sign-in of an account, and why it is over; never how long it lasted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True)
    way = models.CharField("方式", max_length=20)
    device = models.CharField("设备", max_length=40)
    began_at = models.DateTimeField("登录时间", db_index=True)
    ending = models.CharField("结束原因", max_length=20, choices=Ending, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["user", "ending"], name="session_of_user")]
