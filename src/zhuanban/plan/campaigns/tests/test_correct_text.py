"""Words misread from a scan are set right in the text of a draft; facts are read anew, and what people said stays."""

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, Correction
from zhuanban.plan.campaigns.selectors.items import Item, items_of
from zhuanban.plan.campaigns.selectors.plan import version_of
from zhuanban.plan.campaigns.selectors.review import review_of
from zhuanban.plan.campaigns.services import (
    Choice,
    confirm_fact,
    correct_fact,
    correct_text,
    load_draft,
    load_notice,
    redo_text,
    start_campaign,
    undo_correction,
    undo_text,
)
from zhuanban.plan.campaigns.tests.notices import NOTICE

PAGE = "/c/2024-1/plan/review/"
SCANNED = NOTICE.replace("污水收集处理率达70%", "污水收集处理率达7O%")


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=SCANNED.encode(), name="扫描件.pdf.txt", district=cast.district)


def text_of(campaign: Campaign) -> str:
    version = version_of(campaign)
    assert version is not None
    return version.text


def chosen(campaign: Campaign, words: str) -> Choice:
    start = text_of(campaign).index(words)
    return Choice(start, start + len(words), words)


def item_of(campaign: Campaign, kind: str) -> Item:
    return next(item for item in items_of(campaign) if item.kind == kind)


def test_the_facts_are_read_from_the_right_words(cast, client, campaign):
    assert not selectors.targets_of(campaign).exists()
    client.force_login(cast.office)
    choice = chosen(campaign, "7O%")
    sent = {"start": choice.start, "end": choice.end, "words": choice.words}
    assert ">\n7O%</textarea>" in client.get(f"{PAGE}text/", sent, headers={"HX-Request": "true"}).content.decode()
    response = client.post(f"{PAGE}text/", {**sent, "now": "70%"}, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == PAGE
    assert selectors.targets_of(campaign).get().value == 70
    assert Entry.objects.get(event="TextCorrected").sentence.startswith("更正原文文字：“7O%”改为“70%”")
    assert "7O%" in client.get(f"{PAGE}corrections/").content.decode()


def test_what_people_said_of_other_facts_stays(cast, campaign):
    duty, demand = item_of(campaign, "duties"), item_of(campaign, "demands")
    confirm_fact(by=cast.office, campaign=campaign, fact_kind="duties", anchor=duty.anchor, seen=duty.seen)
    correct_fact(
        by=cast.office, campaign=campaign, fact_kind="demands", anchor=demand.anchor, value={"condition": "条件成熟的"}
    )
    correct_text(by=cast.office, campaign=campaign, choice=chosen(campaign, "7O%"), now="70%")
    assert item_of(campaign, "duties").is_confirmed
    assert item_of(campaign, "demands").fact.values["condition"] == "条件成熟的"


def test_it_is_undone_and_done_again(cast, client, campaign):
    client.force_login(cast.office)
    correction = correct_text(by=cast.office, campaign=campaign, choice=chosen(campaign, "7O%"), now="70%")
    other = correct_text(by=cast.office, campaign=campaign, choice=chosen(campaign, "东方明"), now="东方鸣")
    with pytest.raises(Invalid, match="原文文字"):
        undo_correction(by=cast.office, correction=correction)
    undo_text(by=cast.office, correction=correction)
    assert "7O%" in text_of(campaign)
    assert "东方鸣" in text_of(campaign)
    client.post(f"{PAGE}redo/{correction.pk}/")
    assert "70%" in text_of(campaign)
    client.post(f"{PAGE}undo/")
    assert "东方明" in text_of(campaign)
    other.refresh_from_db()
    assert other.undone_at
    with pytest.raises(Invalid, match="撤销过"):
        undo_text(by=cast.office, correction=other)
    redo_text(by=cast.office, correction=other)
    with pytest.raises(Invalid, match="没有撤销"):
        redo_text(by=cast.office, correction=other)


def test_the_same_misreading_in_a_new_file_is_reported(cast, client, campaign):
    correct_text(by=cast.office, campaign=campaign, choice=chosen(campaign, "7O%"), now="70%")
    again = SCANNED.replace("坚持因地制宜", "始终坚持因地制宜")
    load_draft(by=cast.office, campaign=campaign, content=again.encode(), name="二稿.txt")
    review = review_of(campaign)
    assert review is not None
    assert [each.old_words for each in review.hanging] == ["7O%"]
    client.force_login(cast.office)
    client.post(f"{PAGE}undo/{review.hanging[0].pk}/")
    dropped = review_of(campaign)
    assert dropped is not None
    assert not dropped.hanging


def test_a_misreading_that_the_new_file_has_no_more_is_done_with(cast, campaign):
    correct_text(by=cast.office, campaign=campaign, choice=chosen(campaign, "7O%"), now="70%")
    load_draft(by=cast.office, campaign=campaign, content=f"{NOTICE}\n附件".encode(), name="二稿.txt")
    review = review_of(campaign)
    assert review is not None
    assert not review.hanging


@pytest.mark.parametrize(("now", "words"), [("", "1 到 500"), ("7O%", "没有变化"), ("字" * 501, "1 到 500")])
def test_bad_input_is_explained(cast, campaign, now, words):
    with pytest.raises(Invalid, match=words):
        correct_text(by=cast.office, campaign=campaign, choice=chosen(campaign, "7O%"), now=now)
    with pytest.raises(Invalid, match="对不上"):
        correct_text(by=cast.office, campaign=campaign, choice=Choice(0, 2, "别的"), now="字")
    assert not Correction.objects.exists()


def test_outsiders_and_running_actions(cast, client, campaign):
    choice = chosen(campaign, "7O%")
    for user in (cast.township, cast.outsider):
        with pytest.raises(Refused):
            correct_text(by=user, campaign=campaign, choice=choice, now="70%")
    client.force_login(cast.office)
    assert "data-text-act" in client.get(PAGE).content.decode()
    start_campaign(by=cast.office, campaign=campaign)
    with pytest.raises(Invalid, match="已经确认启动"):
        correct_text(by=cast.office, campaign=campaign, choice=choice, now="70%")
    assert "data-text-act" not in client.get(PAGE).content.decode()
    assert not Correction.objects.exists()
