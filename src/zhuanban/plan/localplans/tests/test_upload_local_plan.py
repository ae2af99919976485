"""A township hands in its own plan, and it is set beside the notice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.services import explain_gap, mark_clause, upload_local_plan
from zhuanban.plan.localplans.tests.story import LIUHE, WHOLE, clause, running, uploaded


def test_a_township_uploads_and_reads_how_the_notice_is_answered(cast, client):
    campaign = running(cast)
    client.force_login(cast.township)
    assert "柳河镇还没有上传实施方案" in client.get(f"/c/{campaign.slug}/localplans/upload/").content.decode()
    response = client.post(f"/c/{campaign.slug}/localplans/upload/", {"content": _file(LIUHE)})
    plan = LocalPlan.objects.get()
    assert response.url == f"/c/{campaign.slug}/localplans/{plan.uid}/"
    assert (plan.township, plan.number, plan.state, plan.uploaded_by) == (cast.towns[0], 1, "submitted", cast.township)
    assert (plan.carried_out, plan.weakened, plan.missing, plan.unsure, plan.added) == (1, 1, 1, 0, 1)
    entry = Entry.objects.get(event="LocalPlanUploaded")
    assert entry.sentence.startswith("柳河镇上传实施方案“方案.txt”（第 1 版）：已落实 1 条，低于通知 1 条，没落实 1 条")
    page = client.get(response.url).content.decode()
    assert "要求污水收集处理率不低于70%，本地写的是污水收集处理率不低于60%，低于通知。" in page
    assert "取缔占道经营，严禁车辆乱停乱放。" in page
    assert "（三）办好河灯夜市" in page


def test_the_same_file_is_the_same_version_and_another_file_the_next(cast):
    campaign = running(cast)
    first = uploaded(cast, campaign)
    assert uploaded(cast, campaign) == first
    second = uploaded(cast, campaign, WHOLE)
    assert (second.number, second.missing, second.weakened, second.strengthened) == (2, 0, 0, 1)
    assert LocalPlan.objects.count() == 2
    assert Entry.objects.filter(event="LocalPlanUploaded").count() == 2


def test_what_was_explained_stays_explained_in_the_next_version(cast):
    campaign = running(cast)
    first = uploaded(cast, campaign)
    order, hygiene = clause(campaign, "整治城镇秩序"), clause(campaign, "完善基础配套设施")
    explain_gap(by=cast.township, plan=first, clause=order, explanation="本镇没有集市")
    mark_clause(by=cast.office, plan=first, clause=order, decision="not_concerned", note="已核实")
    mark_clause(by=cast.office, plan=first, clause=hygiene, decision="carried_out", note="另文安排")
    second = uploaded(cast, campaign, LIUHE.replace("每年七月", "每年八月"))
    marks = {mark.clause: (mark.decision, mark.explanation) for mark in second.marks.all()}
    assert marks == {order: ("not_concerned", "本镇没有集市")}
    assert (second.not_concerned, second.missing, second.weakened) == (1, 0, 1)


@pytest.mark.parametrize("who", ["office", "leader", "handler", "inspector", "outsider", "other_township"])
def test_nobody_else_uploads_for_the_township_and_nothing_is_written(cast, who):
    campaign = running(cast)
    with pytest.raises(Refused):
        uploaded(cast, campaign, by=cast.people[who])
    assert not LocalPlan.objects.exists()
    assert not Entry.objects.filter(event="LocalPlanUploaded").exists()


def test_the_upload_page_is_hidden_from_who_may_not_upload(cast, client):
    campaign = running(cast)
    for who in ("office", "leader", "inspector", "outsider"):
        client.force_login(cast.people[who])
        assert client.get(f"/c/{campaign.slug}/localplans/upload/").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        ("机密★10年\n\n柳河镇实施方案\n\n一、任务\n清理垃圾。\n".encode(), "密"),
        (b"PK\x03\x04 this is no archive", "。"),
        ("请各村做好准备，谢谢大家。".encode(), "没有读出条款"),
        (LIUHE.replace("柳河镇", "白塔镇").encode(), "这份方案写的是白塔镇，请上传柳河镇的方案。"),
    ],
)
def test_a_file_that_cannot_be_taken_is_explained_on_the_form(cast, client, content, said):
    campaign = running(cast)
    client.force_login(cast.township)
    name = "方案.docx" if content.startswith(b"PK") else "方案.txt"
    sent = {"content": SimpleUploadedFile(name, content)}
    response = client.post(f"/c/{campaign.slug}/localplans/upload/", sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not LocalPlan.objects.exists()


def test_a_draft_and_an_action_without_a_readable_notice_take_no_plan(cast):
    campaign = running(cast)
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.DRAFT)
    for action in (Campaign.objects.get(pk=campaign.pk), cast.campaign):
        with pytest.raises(Invalid):
            upload_local_plan(
                by=cast.township, campaign=action, township=cast.towns[0], content=LIUHE.encode(), name="方案.txt"
            )
    assert not LocalPlan.objects.exists()


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("方案.txt", text.encode())
