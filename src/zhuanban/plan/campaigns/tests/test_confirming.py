"""Who found what right: one fact, a clause, a kind; what is changed afterwards is to be looked at again."""

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Campaign, Confirmation
from zhuanban.plan.campaigns.selectors.items import Item, items_of, items_to_confirm
from zhuanban.plan.campaigns.selectors.review import review_of
from zhuanban.plan.campaigns.services import (
    answer_finding,
    confirm_fact,
    confirm_facts,
    correct_fact,
    load_notice,
    reopen_finding,
    undo_correction,
    withdraw_confirmation,
)
from zhuanban.plan.campaigns.services.confirming import seal_of
from zhuanban.plan.campaigns.tests.notices import NOTICE


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def item_of(campaign: Campaign, kind: str = "targets") -> Item:
    return next(item for item in items_of(campaign) if item.kind == kind)


def confirm(by, campaign: Campaign, item: Item) -> Item:
    return confirm_fact(by=by, campaign=campaign, fact_kind=item.kind, anchor=item.anchor, seen=item.seen)


def test_a_fact_is_confirmed_and_says_by_whom(cast, campaign):
    confirm(cast.office, campaign, item_of(campaign))
    item = item_of(campaign)
    assert item.is_confirmed
    assert item.check is not None
    assert item.check.by == cast.office
    assert Entry.objects.get(event="FactsConfirmed").sentence.startswith("核对目标 1 项无误：“污水收集处理率")


def test_a_correction_of_a_confirmed_fact_has_to_be_confirmed_anew(cast, campaign):
    item = item_of(campaign)
    confirm(cast.office, campaign, item)
    correction = correct_fact(
        by=cast.office_colleague, campaign=campaign, fact_kind="targets", anchor=item.anchor, value={"value": "75"}
    )
    changed = item_of(campaign)
    assert not changed.is_confirmed
    assert changed.was_confirmed
    undo_correction(by=cast.office, correction=correction)
    assert item_of(campaign).is_confirmed


def test_two_people_do_not_overwrite_each_other(cast, campaign):
    item = item_of(campaign)
    value = {"value": "75"}
    correct_fact(by=cast.office_colleague, campaign=campaign, fact_kind="targets", anchor=item.anchor, value=value)
    with pytest.raises(Invalid, match=r"何青 改过这一项，现在是“污水收集处理率 不低于 75%"):
        confirm(cast.office, campaign, item)
    with pytest.raises(Invalid, match="何青 改过这一项"):
        correct_fact(
            by=cast.office, campaign=campaign, fact_kind="targets", anchor=item.anchor, value={"value": "71"},
            seen=item.seen,
        )  # fmt: skip
    now = item_of(campaign)
    confirm(cast.office_colleague, campaign, now)
    confirm(cast.office, campaign, now)
    assert Confirmation.objects.get().by == cast.office_colleague


def test_a_whole_kind_is_confirmed_for_what_was_seen(cast, campaign):
    items = items_to_confirm(items_of(campaign), "duties", "")
    seen = seal_of(items)
    confirm(cast.office_colleague, campaign, items[0])
    with pytest.raises(Invalid, match=f"现在是 {len(items) - 1} 项待核对"):
        confirm_facts(by=cast.office, campaign=campaign, fact_kind="duties", seen=seen)
    left = items_to_confirm(items_of(campaign), "duties", "")
    confirm_facts(by=cast.office, campaign=campaign, fact_kind="duties", seen=seal_of(left))
    review = review_of(campaign)
    assert review is not None
    duties = next(group for group in review.groups if group.code == "duties")
    assert (duties.progress.done, duties.progress.left) == (len(items), 0)
    with pytest.raises(Invalid, match="都已经核对过"):
        confirm_facts(by=cast.office, campaign=campaign, fact_kind="duties", seen=seen)


def test_a_clause_is_confirmed_with_all_that_stands_in_it(cast, campaign):
    clause = item_of(campaign).fact.values["clause"]
    items = items_to_confirm(items_of(campaign), "", clause)
    assert {item.kind for item in items} >= {"clauses", "duties", "targets"}
    confirm_facts(by=cast.office, campaign=campaign, clause=clause, seen=seal_of(items))
    assert item_of(campaign).is_confirmed
    sentence = Entry.objects.get(event="FactsConfirmed").sentence
    assert f"{len(items)} 项无误" in sentence


def test_a_confirmation_is_taken_back(cast, campaign):
    item = item_of(campaign)
    with pytest.raises(Invalid, match="没有核对过"):
        withdraw_confirmation(by=cast.office, campaign=campaign, fact_kind=item.kind, anchor=item.anchor)
    confirm(cast.office, campaign, item)
    withdraw_confirmation(by=cast.office_colleague, campaign=campaign, fact_kind=item.kind, anchor=item.anchor)
    assert not item_of(campaign).is_confirmed
    assert Confirmation.objects.get().withdrawn_by == cast.office_colleague
    confirm(cast.office, campaign, item)
    assert item_of(campaign).is_confirmed


def test_a_finding_is_answered_and_reopened(cast, campaign):
    review = review_of(campaign)
    assert review is not None
    doubt = next(each for each in review.doubts if not each.is_done and each.finding.severity == "warning")
    answer_finding(by=cast.office, campaign=campaign, finding_id=doubt.finding.pk, answer="referred", note="已去函")
    after = review_of(campaign)
    assert after is not None
    assert after.open_doubts == review.open_doubts - 1
    assert "转发文单位核实（已去函）" in Entry.objects.get(event="FindingAnswered").sentence
    answer_finding(by=cast.office, campaign=campaign, finding_id=doubt.finding.pk, answer="right")
    assert Confirmation.objects.filter(withdrawn_at=None).get().answer == "right"
    reopen_finding(by=cast.office, campaign=campaign, finding_id=doubt.finding.pk)
    again = review_of(campaign)
    assert again is not None
    assert again.open_doubts == review.open_doubts
    with pytest.raises(Invalid, match="没有答复过"):
        reopen_finding(by=cast.office, campaign=campaign, finding_id=doubt.finding.pk)


def test_names_of_people_stay_out_of_the_journal(cast, campaign):
    confirm(cast.office, campaign, item_of(campaign, "roster"))
    office = next(item for item in items_of(campaign) if item.anchor == "office")
    confirm(cast.office, campaign, office)
    for name in ("林舟", "周文远"):
        assert not Entry.objects.filter(sentence__contains=name).exists()


def test_outsiders_are_refused_and_nothing_is_written(cast, campaign):
    review = review_of(campaign)
    assert review is not None
    item, finding = item_of(campaign), review.doubts[0].finding.pk
    for user in (cast.township, cast.leader, cast.outsider):
        with pytest.raises(Refused):
            confirm(user, campaign, item)
        with pytest.raises(Refused):
            confirm_facts(by=user, campaign=campaign, fact_kind="duties", seen="")
        with pytest.raises(Refused):
            answer_finding(by=user, campaign=campaign, finding_id=finding, answer="right")
    assert not Confirmation.objects.exists()


def test_a_closed_action_and_bad_input_are_explained(cast, campaign):
    item = item_of(campaign)
    with pytest.raises(Invalid, match="没有这项事实"):
        confirm_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor="无", seen=item.seen)
    with pytest.raises(Invalid, match="哪一类"):
        confirm_facts(by=cast.office, campaign=campaign, seen="")
    with pytest.raises(Invalid, match="没有这处疑点"):
        answer_finding(by=cast.office, campaign=campaign, finding_id=0, answer="right")
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(Invalid, match="已经结束"):
        confirm(cast.office, campaign, item)
