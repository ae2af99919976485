"""Which opening states may be written; every wrong one is explained."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from zhuanban.ground.core.errors import Invalid

LONGEST_WORDS, LONGEST_FIGURE, LONGEST_SOURCE = 300, 60, 200


class Status(TextChoices):
    NOT_STARTED = "not_started", "未启动"
    ONGOING = "ongoing", "进行中"
    DONE = "done", "已完成"
    NOT_APPLICABLE = "none", "不适用"


class SourceKind(TextChoices):
    DOCUMENT = "document", "文件"
    PERSON = "person", "经手人说明"


@dataclass(frozen=True)
class Basis:
    """As of which day the states hold, and who or what says so."""

    as_of: date
    source_kind: str
    source: str


def checked_basis(basis: Basis, starts_on: date | None, taken_over_on: date | None, today: date) -> Basis:
    """The basis with its words stripped; Invalid where the day lies outside of what was before the take-over."""
    if taken_over_on is None:
        raise Invalid("本行动没有接管日期，从第一天起就在系统里办理，不需要登记起点。")
    if basis.as_of > today:
        raise Invalid("截至日期不能晚于今天。", "as_of")
    if basis.as_of > taken_over_on:
        raise Invalid(f"起点是接管时的情况，截至日期不能晚于接管日期 {taken_over_on}。", "as_of")
    if starts_on and basis.as_of < starts_on:
        raise Invalid(f"截至日期不能早于行动开始的 {starts_on}，请核对年份。", "as_of")
    source = basis.source.strip()
    if not source:
        named = basis.source_kind == SourceKind.DOCUMENT
        raise Invalid("请写明依据的文件名称或文号。" if named else "请写明是谁说明的。", "source")
    return Basis(basis.as_of, SourceKind(basis.source_kind).value, source)


def checked_words(status: str, words: str) -> str:
    """The words stripped; Invalid where a status needs a reason and has none."""
    words = words.strip()
    if status == Status.NOT_APPLICABLE and not words:
        raise Invalid("“不适用”请在情况里写明原因。")
    return words
