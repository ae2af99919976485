"""What the room holds on people: their reasons and opinions."""

from collections.abc import Iterator

from zhuanban.ground.approvals.selectors import asked_by, decided_by
from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, Section, contributes, declare
from zhuanban.ground.orgs.models import User

KEPT, SHOWN = "随业务档案保存", "只给申请和审批的人"
declare(
    PersonalColumn("approvals.Approval", "reason", "申请理由", Kind.WORDS, "说明为什么申请", DUTY, KEPT, SHOWN),
    PersonalColumn("approvals.Approval", "opinion", "审批意见", Kind.WORDS, "说明审批结果", DUTY, KEPT, SHOWN),
)


@contributes
def approvals(user: User) -> Iterator[Section]:
    """What somebody asked for, and what somebody decided."""
    asked = [(row.asked_at, row.title, row.get_state_display()) for row in asked_by(user)]
    yield Section("提请的审批", ("时间", "事由", "结果"), asked, order=55)
    decided = [(row.decided_at, row.title, row.get_state_display()) for row in decided_by(user)]
    yield Section("审批过的", ("时间", "事由", "结果"), decided, order=56)
