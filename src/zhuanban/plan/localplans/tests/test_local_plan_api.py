"""Conformance and comparison for programs: the same rights as the pages; texts that are sent are not kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import NoticeVersion
from zhuanban.plan.campaigns.tests.notices import NOTICE
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.services import mark_clause
from zhuanban.plan.localplans.tests.story import LIUHE, clause, running, uploaded


def test_the_conformance_is_read_with_what_the_office_decided(cast, client):
    campaign = running(cast)
    plan = uploaded(cast, campaign)
    order = clause(campaign, "整治城镇秩序")
    mark_clause(by=cast.office, plan=plan, clause=order, decision="not_concerned", note="没有集市")
    client.force_login(cast.leader)
    (brief,) = client.get(f"/api/v1/c/{campaign.slug}/localplans").json()
    assert (brief["township"], brief["counts"]["not_concerned"]) == ("柳河镇", 1)
    whole = client.get(f"/api/v1/c/{campaign.slug}/localplans/{plan.uid}").json()
    assert whole["conformance"]["schema"] == "urn:zhuanban:conformance:1"
    assert whole["decisions"] == {"2.1.2": "not_concerned"}


@pytest.mark.parametrize("who", ["other_township", "handler", "inspector", "outsider"])
def test_who_may_not_see_the_plan_gets_nothing_of_it(cast, client, who):
    campaign = running(cast)
    plan = uploaded(cast, campaign)
    client.force_login(cast.people[who])
    assert client.get(f"/api/v1/c/{campaign.slug}/localplans/{plan.uid}").status_code == 404
    assert client.get(f"/api/v1/c/{campaign.slug}/localplans").json() in ([], {**_nothing()})


def _nothing() -> dict[str, str]:
    return {"number": "E404", "message": "没有这一项，或者您看不到它。"}


def test_two_texts_are_compared_and_nothing_is_kept(cast, client):
    client.force_login(cast.handler)
    kept = NoticeVersion.objects.count(), Entry.objects.count()
    changed = NOTICE.replace("污水收集处理率达70%", "污水收集处理率达65%")
    sent = {"old_text": NOTICE, "new": SimpleUploadedFile("新.txt", changed.encode())}
    answer = client.post("/api/v1/compare", sent).json()
    assert [(each["kind"], each["direction"]) for each in answer["facts"]] == [("target", "weakened")]
    answer = client.post("/api/v1/conform", {"notice_text": NOTICE, "local_text": LIUHE}).json()
    assert answer["counts"]["missing"] == 1
    assert (NoticeVersion.objects.count(), Entry.objects.count()) == kept
    assert not LocalPlan.objects.exists()


def test_what_cannot_be_read_gets_one_sentence(cast, client):
    client.force_login(cast.handler)
    for address in ("/api/v1/compare", "/api/v1/conform"):
        for sent in ({}, {"old_text": NOTICE, "notice_text": NOTICE}, {"old": SimpleUploadedFile("a.txt", b"")}):
            response = client.post(address, sent)
            assert response.status_code == 422
            assert response.json()["message"].endswith("。")


def test_both_are_in_the_document_of_the_interface(cast, client):
    client.force_login(cast.handler)
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/compare", "/api/v1/conform", "/api/v1/c/{slug}/localplans/{uid}"} <= set(paths)
