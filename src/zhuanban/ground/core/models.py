from django.conf import settings
from django.db import models


class Counter(models.Model):
    """流水号: gives out the numbers that people read, one after another within a scope."""

    scope = models.CharField("范围", max_length=80, unique=True)
    value = models.BigIntegerField("已用到", default=0)


class DoorAnswer(models.Model):
    """已答请求: what a door answered to a key, so that the same request is answered again and not done again."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField("请求号", max_length=80)
    digest = models.CharField("内容摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码")
    body = models.JSONField("回答")
    answered_at = models.DateTimeField("答复时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="door_answers_once")]


class Progress(models.Model):
    """进度: how far a long piece of work has come, shown while it runs."""

    name = models.CharField("工作", max_length=60, unique=True)
    title = models.CharField("说明", max_length=120)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总量", default=0)
    note = models.CharField("当前", max_length=120, blank=True, default="")
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束", null=True, blank=True)

    @property
    def percent(self) -> int:
        return 100 if self.finished_at else min(99, 100 * self.done // self.total) if self.total else 0


class KeyRecord(models.Model):
    """密钥登记: that a key of this number is or was in use; holds a check value, never the key."""

    number = models.PositiveIntegerField("编号", unique=True)
    check_value = models.CharField("校验值", max_length=32)
    made_at = models.DateTimeField("启用")
    retired_at = models.DateTimeField("停用", null=True, blank=True)
