"""By what the journal is searched, and what officials call the things that it tells of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chosen:
    """The filter as it was chosen; what was written wrongly counts as not chosen."""

    since: date | None
    until: date | None
    person: str
    event: str
    subject_kind: str
    subject_id: int | None
    action: int | None


SUBJECTS = {
    "acceptance": "验收", "approval": "审批", "campaign": "专项行动", "clause": "条款", "delivery": "后台事务",
    "document": "文书", "indicator": "指标", "journal": "日志", "localplan": "乡镇方案", "matter": "事项",
    "export": "导出", "person": "人员", "scheme": "评分办法", "unit": "单位", "user": "账号", "visit": "检查",
}  # fmt: skip


def named(subject_kind: str) -> str:
    """The subject's Chinese name; one that nobody named yet keeps its own."""
    return SUBJECTS.get(subject_kind, subject_kind)
