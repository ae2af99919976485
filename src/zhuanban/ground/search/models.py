from django.db import models


class Entry(models.Model):
    """检索条目: a thing that can be found, with its folded text; newer things have higher keys.

    Its tokens lie beside it in search_words, which each engine keeps in its own way (migrations/0002_words.py). `marks`
    are the tokens that are no words: who sees it, and what it can be filtered by.
    """

    kind = models.CharField("类型", max_length=12)
    subject = models.BigIntegerField("对象")
    campaign_id = models.BigIntegerField("专项行动")
    text = models.TextField("文字")
    marks = models.TextField("标记")
    day = models.DateField("日期", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="search_entry_once")]
        indexes = [models.Index(fields=["campaign_id", "kind"], name="search_of_campaign")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Filling(models.Model):
    """建立索引: how far the entries of a kind have been filled by these rules of tokens."""

    kind = models.CharField("类型", max_length=12, unique=True)
    rules = models.PositiveSmallIntegerField("规则", default=0)
    last_key = models.BigIntegerField("已到", default=0)

    def __str__(self) -> str:
        return self.kind
