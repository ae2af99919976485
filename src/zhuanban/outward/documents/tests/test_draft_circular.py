import pytest
from django.test import Client
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.outward.documents import services
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.blocks import plain_text
from zhuanban.outward.documents.tests.story import MAY, SINCE, UNTIL, drafted, published, scored_april
from zhuanban.plan.campaigns.models import Campaign


def test_the_office_drafts_a_circular_from_the_scores_of_the_month(cast: Cast, client: Client):
    run = scored_april(cast)
    client.force_login(cast.office)
    with clock.moved_to(MAY):
        response = client.post("/c/yunxi-2024/documents/draft/", {"since": "2024-04-01", "until": "2024-04-30"})
        page = client.get(response["Location"]).content.decode()
    document = Document.objects.get()
    assert (document.run, document.state, document.code_word) == (run, "draft", "云溪专班办")
    text = plain_text(document.content)
    assert "全区按期办结率为89.3%。" in text
    assert "另有1个乡镇（街道）样本不足" in text
    assert "柳河镇得分在90分以上且位居前列，予以通报表扬。" in text
    assert "西坪镇得分低于80分且位次靠后，予以通报批评。" in text
    assert "样本不足" in document.content["tables"]["各乡镇（街道）得分"]["rows"][-1]
    assert "关于2024年4月小城镇综合提升专项行动推进情况的通报" in page
    assert "可送签" in page or "通过" in page


def test_the_last_whole_month_is_proposed(cast: Cast, client: Client):
    client.force_login(cast.office)
    with clock.moved_to(MAY):
        page = client.get("/c/yunxi-2024/documents/draft/").content.decode()
    assert 'value="2024-04-01"' in page
    assert 'value="2024-04-30"' in page


def test_without_a_result_nobody_is_ranked_or_named(cast: Cast):
    text = plain_text(drafted(cast).content)
    assert "得分" not in text
    assert "批评" not in text


def test_a_trial_before_the_month_is_over_is_no_result(cast: Cast):
    run = scored_april(cast)
    run.computed_at = clock.start_of(UNTIL)
    run.save()
    assert drafted(cast).run is None


def test_an_outsider_is_refused_and_nothing_is_written(cast: Cast, client: Client):
    for person in (cast.outsider, cast.leader, cast.township):
        with pytest.raises(Refused):
            services.draft_circular(by=person, campaign=cast.campaign, since=SINCE, until=UNTIL)
    client.force_login(cast.township)
    assert client.get("/c/yunxi-2024/documents/draft/").status_code == 404
    assert not Document.objects.exists()


def test_an_action_that_is_not_confirmed_has_nothing_to_tell(cast: Cast):
    cast.campaign.state = Campaign.State.DRAFT
    with pytest.raises(Invalid, match="方案还没有确认"):
        services.draft_circular(by=cast.office, campaign=cast.campaign, since=SINCE, until=UNTIL)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2024-05-01", "2024-04-01", "起始日期晚于截止日期"),
        ("2024-06-01", "2024-06-30", "还没有到"),
        ("四月", "2024-04-30", "输入一个有效的日期"),
        ("2024-04-01", "9999-12-31", "截止日期太晚"),
    ],
)
def test_bad_days_are_explained(cast: Cast, client: Client, since, until, words):
    client.force_login(cast.office)
    with clock.moved_to(MAY):
        response = client.post("/c/yunxi-2024/documents/draft/", {"since": since, "until": until})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_office_edits_the_words_and_keeps_the_tables(cast: Cast, client: Client):
    scored_april(cast)
    document = drafted(cast)
    client.force_login(cast.office)
    address = f"/c/yunxi-2024/documents/{document.uid}/edit/"
    assert "【表：各乡镇（街道）得分】" in client.get(address).content.decode()
    given = {
        "title": document.title, "recipients": document.recipients, "issuer": document.issuer,
        "signer": document.signer, "code_word": "云专办", "copies_to": "区委办公室，区政府办公室",
        "text": "一、总体情况\n情况良好。\n【表：各乡镇（街道）得分】",
    }  # fmt: skip
    assert client.post(address, given).status_code == 302
    document.refresh_from_db()
    assert document.content["blocks"][0] == {"heading": 1, "text": "一、总体情况"}
    assert document.code_word == "云专办"
    response = client.post(address, {**given, "text": "【表：别的表】"})
    assert response.status_code == 422
    assert "没有“别的表”这张表" in response.content.decode()


def test_what_is_issued_is_seen_by_townships_and_drafts_are_not(cast: Cast, client: Client):
    draft, issued = drafted(cast), published(cast)
    client.force_login(cast.township)
    page = client.get("/c/yunxi-2024/documents/").content.decode()
    assert str(issued.uid) in page
    assert str(draft.uid) not in page
    assert client.get(f"/c/yunxi-2024/documents/{draft.uid}/").status_code == 404
    assert client.get(f"/c/yunxi-2024/documents/{draft.uid}/docx/").status_code == 404
    client.force_login(cast.outsider)
    assert client.get(f"/c/yunxi-2024/documents/{issued.uid}/").status_code == 404


def test_the_list_costs_the_same_however_long(cast: Cast, client: Client, django_assert_num_queries):
    client.force_login(cast.office)
    for _ in range(12):
        drafted(cast)
    with django_assert_num_queries(10):
        assert client.get("/c/yunxi-2024/documents/").status_code == 200
