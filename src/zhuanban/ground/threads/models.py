from django.conf import settings
from django.db import models

from zhuanban.ground.core.ids import uuid7


class Comment(models.Model):
    """留言: what somebody said of a thing, or answered to another comment. Its words never stand in the journal.

    Once withdrawn it stands as a line without words; the words are deleted after their term.
    """

    uid = models.UUIDField("外部标识", default=uuid7, unique=True, editable=False)
    subject_kind = models.CharField("对象类型", max_length=12)
    subject_id = models.BigIntegerField("对象")
    campaign_id = models.BigIntegerField("专项行动")
    answers = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="回复")
    text = models.CharField("留言", max_length=1000, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="留言人")
    unit = models.ForeignKey(
        "orgs.Unit", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="单位"
    )
    at = models.DateTimeField("时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="comment_about")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class FormerText(models.Model):
    """修改前的留言: the words of a comment before they were changed."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="former_texts")
    text = models.CharField("修改前的留言", max_length=1000)
    replaced_at = models.DateTimeField("修改时间")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.pk}"


class Mention(models.Model):
    """提到: a comment names somebody, who has it to do until it is read. Others do not see whether it was."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="被提到的人")
    is_read = models.BooleanField("已读", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "reader"], name="mentioned_once")]
        indexes = [
            models.Index(fields=["reader"], name="mentions_unread", condition=models.Q(is_read=False)),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.reader_id}"
