import pytest
from django.test import Client
from tests.cast import Cast

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import Request, ask_approval, decide_approval
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.rules import Role


def asked(cast: Cast, subject: int = 1, title: str = "签发通报") -> Approval:
    request = Request(
        action="document.approve",
        subject_kind="document",
        subject_id=subject,
        title=title,
        decider_role=Role.LEADER,
        district_id=cast.district.pk,
        campaign_id=cast.campaign.pk,
        link="/c/yunxi-2024/",
    )
    return ask_approval(by=cast.office, request=request)


def test_a_leader_decides_on_the_page_and_it_is_written_down(cast, client: Client):
    approval = asked(cast)
    client.force_login(cast.leader)
    assert "签发通报" in client.get("/approvals/").content.decode()
    response = client.post(f"/approvals/{approval.uid}/", {"granted": "yes", "opinion": "照此印发"})
    assert response["Location"] == "/approvals/"
    approval.refresh_from_db()
    assert (approval.state, approval.decided_by, approval.opinion) == ("granted", cast.leader, "照此印发")
    assert Entry.objects.filter(event="ApprovalDecided", sentence="同意：签发通报", by=cast.leader).exists()
    assert "没有等您审批的事" in client.get("/approvals/").content.decode()
    assert "照此印发" in client.get("/approvals/?list=decided").content.decode()


def test_whoever_asked_reads_the_answer(cast, client: Client):
    approval = asked(cast)
    decide_approval(by=cast.leader, approval=approval, granted=False, opinion="数据再核")
    client.force_login(cast.office)
    assert "数据再核" in client.get("/approvals/?list=asked").content.decode()
    page = client.get(f"/approvals/{approval.uid}/").content.decode()
    assert "数据再核" in page
    assert "<textarea" not in page


def test_an_outsider_sees_nothing_and_nobody_decides_for_himself(cast, client: Client):
    approval = asked(cast)
    client.force_login(cast.outsider)
    assert client.get(f"/approvals/{approval.uid}/").status_code == 404
    for other in (cast.outsider, cast.office, cast.handler):
        with pytest.raises(Refused):
            decide_approval(by=other, approval=approval, granted=True)
    client.force_login(cast.office)
    assert client.post(f"/approvals/{approval.uid}/", {"granted": "yes"}).status_code == 403
    assert not Entry.objects.filter(event="ApprovalDecided").exists()


def test_a_decision_is_made_once(cast):
    approval = asked(cast)
    decide_approval(by=cast.leader, approval=approval, granted=True)
    with pytest.raises(Invalid, match="已经有了审批结果"):
        decide_approval(by=cast.leader, approval=approval, granted=False, opinion="改了主意")


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"granted": "no", "opinion": " "}, "不同意时请写明意见"), ({"opinion": "好"}, "请按“同意”或“不同意”")],
)
def test_bad_input_is_explained_on_the_form(cast, client: Client, sent, words):
    approval = asked(cast)
    client.force_login(cast.leader)
    response = client.post(f"/approvals/{approval.uid}/", sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    approval.refresh_from_db()
    assert approval.state == "asked"


def test_the_list_costs_the_same_however_long(cast, client: Client, django_assert_num_queries):
    client.force_login(cast.leader)
    asked(cast)
    client.get("/approvals/")
    for number in range(2, 22):
        asked(cast, number, f"签发通报{number}")
    with django_assert_num_queries(9):
        assert "签发通报21" in client.get("/approvals/").content.decode()
