from django.conf import settings
from django.db import models


class Entry(models.Model):
    """日志条目: one thing that happened. Holds ids and plain values, nothing personal; never changed (trigger)."""

    event = models.CharField("事件", max_length=60)
    payload = models.JSONField("内容")
    sentence = models.CharField("一句话", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="办理人")
    at = models.DateTimeField("时间")
    subject_kind = models.CharField("对象类型", max_length=40)
    subject_id = models.BigIntegerField("对象")
    campaign_id = models.BigIntegerField("专项行动", null=True)
    unit_id = models.BigIntegerField("办理单位", null=True)
    is_simulated = models.BooleanField("模拟", default=False)
    private_digest = models.CharField("个人信息摘要", max_length=64, blank=True, default="")
    acting_for_id = models.BigIntegerField("代何人办理", null=True)
    mark = models.CharField("印记", max_length=80, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="entry_of_subject"),
            models.Index(fields=["at", "id"], name="entry_by_time"),
            models.Index(fields=["by", "at", "id"], name="entry_of_person"),
            models.Index(fields=["event", "at", "id"], name="entry_of_kind"),
            models.Index(fields=["campaign_id", "at", "id"], name="entry_of_action"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mark"], name="mark_once", condition=~models.Q(mark="")),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def who(self) -> str:
        """Who did it, as a time line says it: 周敏, 周敏代秦岳, or 系统; asks for rows read with their principals."""
        principal = getattr(self, "principal", None)
        return f"{self.by}代{principal}" if self.by and principal else str(self.by or "系统")


class Private(models.Model):
    """个人信息附表: what of an entry is personal, encrypted; may be purged while the entry keeps its digest."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="private")
    sealed = models.BinaryField("密文")


class Delivery(models.Model):
    """投递: an entry that one handler has yet to deal with."""

    class State(models.TextChoices):
        WAITING = "waiting", "待处理"
        DONE = "done", "已处理"
        DEAD = "dead", "多次失败"
        DISCARDED = "discarded", "已放弃"

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    handler = models.CharField("处理者", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    run_at = models.DateTimeField("不早于")
    leased_until = models.DateTimeField("占用至", null=True)
    last_error = models.TextField("最近错误", blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "handler"], name="delivered_once")]
        indexes = [
            models.Index(fields=["run_at", "id"], name="delivery_waiting", condition=models.Q(state="waiting")),
        ]


class Seal(models.Model):
    """封条: the place of an entry in the hash chain. Its mark cannot be computed without the key, unlike its digest."""

    position = models.BigIntegerField("序号", primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    digest = models.CharField("链上摘要", max_length=64)
    sealed_at = models.DateTimeField("封存时间")
    algorithm = models.CharField("算法", max_length=10, default="sha256")
    mark = models.CharField("印记", max_length=80, blank=True, default="")


class Unsealed(models.Model):
    """待封存: an entry without a seal; a trigger puts it here. Refused for good where its mark does not hold."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="unsealed")
    refused_at = models.DateTimeField("拒封时间", null=True)


class Checkpoint(models.Model):
    """核对点: how far the chain had come when something was noted; marked, so that nobody else can note it."""

    class Name(models.TextChoices):
        HEAD = "head", "链尾"
        ARCHIVED = "archived", "此前的条目已归档"
        SYSLOG = "syslog", "此前的条目已送往日志服务器"

    name = models.CharField("名称", max_length=20, choices=Name, primary_key=True)
    position = models.BigIntegerField("序号")
    digest = models.CharField("链上摘要", max_length=64)
    noted_at = models.DateTimeField("记录时间")
    mark = models.CharField("印记", max_length=80)


class Verification(models.Model):
    """核验: one walk along the whole chain, how far it has come and what it found."""

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="提出人"
    )
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束", null=True)
    began_behind = models.BigIntegerField("起点")
    position = models.BigIntegerField("已到")
    digest = models.CharField("此处摘要", max_length=64, blank=True)
    is_genuine = models.BooleanField("此处完好", default=True)
    count = models.BigIntegerField("条数", default=0)
    fault_count = models.IntegerField("异常数", default=0)
    faults = models.JSONField("异常", default=list)

    class Meta:
        indexes = [models.Index(fields=["id"], name="verification_running", condition=models.Q(finished_at=None))]


class DayRun(models.Model):
    """每日任务: that a daily handler has run for a day; unique, so that two workers do not both run it."""

    handler = models.CharField("处理者", max_length=120)
    day = models.DateField("日期")
    ran_at = models.DateTimeField("运行时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handler", "day"], name="runs_once_a_day")]
