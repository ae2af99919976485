"""What needs an approval is decided by a holder of the role, once, and never by whoever asked."""

import pytest

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.selectors import approvals_to_decide, latest_approval
from zhuanban.ground.approvals.services import Request, ask_approval, decide_approval
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(cast):
    return Request(
        action="circular.publish", subject_kind="document", subject_id=5, title="四月份通报",
        decider_role=Role.LEADER, district_id=cast.district.pk, campaign_id=cast.campaign.pk,
    )


def test_a_leader_grants_what_the_office_asked(cast, request_):
    approval = ask_approval(by=cast.office, request=request_)
    assert list(approvals_to_decide(cast.leader, cast.campaign.pk)) == [approval]
    decide_approval(by=cast.leader, approval=approval, granted=True, opinion="同意")
    assert latest_approval("circular.publish", "document", 5).state == Approval.State.GRANTED
    assert not approvals_to_decide(cast.leader, cast.campaign.pk).exists()
    assert [entry.event for entry in Entry.objects.order_by("pk")] == ["ApprovalAsked", "ApprovalDecided"]


@pytest.mark.parametrize("who", ["office", "office_colleague", "township", "outsider"])
def test_nobody_else_decides_and_nothing_is_written(cast, request_, who):
    approval = ask_approval(by=cast.office, request=request_)
    with pytest.raises(Refused):
        decide_approval(by=getattr(cast, who), approval=approval, granted=True)
    assert Entry.objects.count() == 1


def test_whoever_asked_does_not_decide_even_with_the_role(cast, request_):
    approval = ask_approval(by=cast.leader, request=request_)
    with pytest.raises(Refused):
        decide_approval(by=cast.leader, approval=approval, granted=True)


def test_the_same_thing_is_asked_once_at_a_time_and_decided_once(cast, request_):
    approval = ask_approval(by=cast.office, request=request_)
    with pytest.raises(Invalid, match="已经在审批中"):
        ask_approval(by=cast.office, request=request_)
    decide_approval(by=cast.leader, approval=approval, granted=False, opinion="数字再核")
    with pytest.raises(Invalid, match="已经有了审批结果"):
        decide_approval(by=cast.leader, approval=approval, granted=True)
    assert ask_approval(by=cast.office, request=request_).pk != approval.pk


def test_a_denial_says_why(cast, request_):
    approval = ask_approval(by=cast.office, request=request_)
    with pytest.raises(Invalid, match="请写明意见"):
        decide_approval(by=cast.leader, approval=approval, granted=False)
