"""The office checks what the machine read: every fact marked, corrected, removed, added, undone (A12)."""

from datetime import date

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person, Post
from zhuanban.ground.orgs.selectors import recusals_of
from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, Correction, Duty, RosterMember
from zhuanban.plan.campaigns.rules.facts import KINDS
from zhuanban.plan.campaigns.selectors.review import item_id, review_of
from zhuanban.plan.campaigns.services import assign_lead, correct_fact, load_notice, start_campaign, undo_correction
from zhuanban.plan.campaigns.tests.notices import NOTICE

PAGE = "/c/2024-1/plan/review/"
FACT = "/c/2024-1/plan/review/fact/"


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def target_of(campaign: Campaign) -> dict[str, str]:
    return {"kind": "targets", "anchor": selectors.targets_of(campaign).get().anchor}


def written(**changed: str) -> dict[str, str]:
    fields = {"clause": "2.2.1", "indicator": "污水收集处理率", "op": ">=", "value": "70", "unit": "%"}
    return {**fields, "by": "2025-12-31", **changed}


def test_every_fact_is_marked_in_the_text_and_listed(cast, client, campaign):
    client.force_login(cast.office)
    page = client.get(PAGE).content.decode()
    review = review_of(campaign)
    assert review is not None
    for group in review.groups:
        for item in group.items:
            assert f'id="{item.id}"' in page
            assert item.span is None or f'id="w-{item.id}"' in page
    text = "".join(piece.text for line in review.paragraphs for piece in line)
    assert text == campaign.versions.get().text.replace("\n", "")
    assert "待确认" in page
    assert "没有写明牵头单位" in page


def test_the_review_costs_few_queries_however_many_facts(cast, client, campaign, django_assert_max_num_queries):
    client.force_login(cast.office)
    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_a_fact_is_corrected_within_the_page(cast, client, campaign):
    client.force_login(cast.office)
    query = target_of(campaign)
    form = client.get(FACT, query, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in form
    assert 'value="70"' in form
    response = client.post(
        f"{FACT}?kind=targets&anchor={query['anchor']}", written(value="75"), headers={"HX-Request": "true"}
    )
    piece = response.content.decode()
    assert "不低于 75%" in piece
    assert "原为“污水收集处理率 不低于 70%" in piece
    assert "周敏" in piece
    target = selectors.targets_of(campaign).get()
    assert target.value == 75
    correction = Correction.objects.get()
    assert correction.value is not None
    assert correction.value == {"value": "75"}
    sentence = Entry.objects.get(event="FactCorrected").sentence
    assert sentence.startswith("更正目标：“污水收集处理率 不低于 70%")


def test_without_scripts_a_page_of_its_own_leads_back(cast, client, campaign):
    client.force_login(cast.office)
    query = target_of(campaign)
    assert "<html" in client.get(FACT, query).content.decode()
    response = client.post(f"{FACT}?kind=targets&anchor={query['anchor']}", written(value="75"))
    assert response.url == f"{PAGE}#{item_id('targets', query['anchor'])}"


def test_a_removed_fact_leaves_the_tables_and_undo_brings_it_back(cast, client, campaign):
    client.force_login(cast.office)
    duty = Duty.objects.get(clause__campaign=campaign, unit=cast.water, clause__current__title="整治环境卫生")
    client.post(f"{FACT}?kind=duties&anchor={duty.anchor}", {"delete": "1"})
    assert not Duty.objects.filter(clause=duty.clause, unit=cast.water).exists()
    correction = Correction.objects.get()
    assert correction.value is None
    client.post(f"/c/2024-1/plan/review/undo/{correction.pk}/")
    assert Duty.objects.filter(clause=duty.clause, unit=cast.water).exists()
    correction.refresh_from_db()
    assert correction.undone_by == cast.office
    with pytest.raises(Invalid, match="撤销过"):
        undo_correction(by=cast.office, correction=correction)


def test_a_duty_is_added_and_a_class_of_units_is_expanded(cast, client, campaign):
    client.force_login(cast.office)
    clause = next(clause for clause in selectors.tasks_of(campaign) if str(clause) == "整治城镇秩序")
    address = f"{FACT}?kind=duties&anchor=%2B"
    client.post(address, {"clause": clause.key, "unit": "区水务局", "role": "lead"})
    assert selectors.lead_of(clause) == cast.water
    assert Entry.objects.filter(sentence="补充职责：“区水务局”").exists()
    response = client.post(address, {"clause": clause.key, "unit": "区综合行政执法队局", "role": "participant"})
    assert "是不是“区综合行政执法局”" in response.content.decode()


def test_keys_survive_a_correction(cast, campaign):
    target = selectors.targets_of(campaign).get()
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=target.anchor, value={"unit": "％"})
    assert selectors.targets_of(campaign).get().pk == target.pk


def test_the_header_decides_name_period_and_office(cast, campaign):
    office = {"unit": "区水务局", "director": "江澜"}
    correct_fact(by=cast.office, campaign=campaign, fact_kind="notice", anchor="office", value=office)
    period = {"start": "2024-02-01", "end": "2026-11-30"}
    correct_fact(by=cast.office, campaign=campaign, fact_kind="notice", anchor="period", value=period)
    campaign.refresh_from_db()
    assert campaign.office_unit == cast.water
    assert campaign.ends_on == date(2026, 11, 30)


def test_names_of_people_stay_out_of_the_journal(cast, campaign):
    member = RosterMember.objects.get(campaign=campaign, person__name="沈禾")
    correct_fact(by=cast.office, campaign=campaign, fact_kind="roster", anchor=member.anchor, value={"name": "沈河"})
    member.refresh_from_db()
    assert member.person.name == "沈河"
    assert not Entry.objects.filter(sentence__contains="沈").exists()
    assert Entry.objects.get(event="FactCorrected").private_digest


def posts_named(title: str) -> list[tuple[str, date, date | None]]:
    """(person, first day, last day) of the posts of this name."""
    posts = Post.objects.filter(title=title).order_by("pk")
    return [(post.person.name, post.starts_on, post.ends_on) for post in posts.select_related("person")]


def corrected_roster(cast, campaign: Campaign, value: dict[str, object] | None) -> Correction:
    """Somebody whom the office read otherwise than the machine: 沈禾, or nobody."""
    anchor = RosterMember.objects.get(campaign=campaign, person__name="沈禾").anchor
    return correct_fact(by=cast.office, campaign=campaign, fact_kind="roster", anchor=anchor, value=value)


def test_what_was_misread_in_a_draft_leaves_no_post_behind(cast, campaign):
    assert [name for name, *_ in posts_named("党委书记")] == ["沈禾", "柳青", "白桦"]
    correction = corrected_roster(cast, campaign, {"name": "沈河"})
    assert [name for name, *_ in posts_named("党委书记")] == ["柳青", "白桦", "沈河"]
    assert "2项职务未曾生效，已删除" in Entry.objects.filter(event="PostsEnded").latest("pk").sentence
    undo_correction(by=cast.office, correction=correction)
    assert [name for name, *_ in posts_named("党委书记")] == ["柳青", "白桦", "沈禾"]


def test_what_was_misread_in_a_running_action_ends_and_recuses_no_more(cast, campaign, time_machine):
    time_machine.move_to("2024-05-06T02:00:00Z", tick=False)
    start_campaign(by=cast.office, campaign=campaign)
    misread = Person.objects.get(name="沈禾")
    assert (misread, cast.towns[0]) in recusals_of(cast.district.pk)
    corrected_roster(cast, campaign, None)
    time_machine.move_to("2024-05-07T02:00:00Z", tick=False)
    assert posts_named("党委书记")[0] == ("沈禾", date(2024, 2, 5), date(2024, 5, 5))
    assert misread not in {person for person, _ in recusals_of(cast.district.pk)}


def test_a_post_that_the_roster_did_not_give_outlives_its_correction(cast, campaign):
    person = Person.objects.get(name="沈禾")
    Post.objects.create(person=person, unit=cast.bureau, title="顾问", starts_on=date(2024, 1, 1))
    corrected_roster(cast, campaign, None)
    assert posts_named("顾问") == [("沈禾", date(2024, 1, 1), None)]
    assert posts_named("工作人员")


def test_a_doubt_is_settled_by_what_a_person_does(cast, campaign):
    review = review_of(campaign)
    assert review is not None
    before = review.open_doubts
    clause = next(clause for clause in selectors.tasks_of(campaign) if str(clause) == "整治环境卫生")
    assign_lead(by=cast.office, clause=clause, unit=cast.bureau)
    after = review_of(campaign)
    assert after is not None
    assert after.open_doubts == before - 1


def test_others_read_but_an_outsider_is_refused_and_nothing_is_written(cast, client, campaign):
    query = target_of(campaign)
    for user in (cast.township, cast.leader, cast.outsider):
        with pytest.raises(Refused):
            correct_fact(
                by=user, campaign=campaign, fact_kind="targets", anchor=query["anchor"], value={"value": "1"}
            )
    assert not Correction.objects.exists()
    client.force_login(cast.township)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "rv-edit" not in page.content.decode()
    assert client.get(FACT, query).status_code == 403
    client.force_login(cast.outsider)
    assert client.get(PAGE).status_code == 404
    assert client.get(FACT, query).status_code == 404


def test_a_closed_action_is_read_only(cast, campaign):
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    anchor = target_of(campaign)["anchor"]
    with pytest.raises(Invalid, match="已经结束"):
        correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value={"value": "1"})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"value": ""}, "请填写目标值"),
        ({"value": "七十"}, "数字"),
        ({"op": "大概"}, "比较只能是"),
        ({"by": "明年"}, "日期"),
        ({"indicator": "很" * 81}, "最多 80 个字"),
        ({"clause": "9.9"}, "没有这一条"),
        ({"colour": "红"}, "没有“colour”"),
        ({"value": "70"}, "没有变化"),
    ],
)
def test_bad_input_is_explained(cast, campaign, value, words):
    with pytest.raises(Invalid, match=words):
        correct_fact(
            by=cast.office, campaign=campaign, fact_kind="targets", anchor=target_of(campaign)["anchor"], value=value
        )
    assert not Correction.objects.exists()


def test_clauses_and_header_cannot_be_removed_nor_added(cast, client, campaign):
    for kind, anchor in (("notice", "notice"), ("clauses", "2.1")):
        with pytest.raises(Invalid, match="不能删除"):
            correct_fact(by=cast.office, campaign=campaign, fact_kind=kind, anchor=anchor, value=None)
    with pytest.raises(Invalid, match="不能补充"):
        correct_fact(by=cast.office, campaign=campaign, fact_kind="clauses", anchor="+", value={"title": "新条"})
    with pytest.raises(Invalid, match="已经过时"):
        correct_fact(by=cast.office, campaign=campaign, fact_kind="duties", anchor="无", value={"role": "lead"})
    client.force_login(cast.office)
    assert client.get(FACT, {"kind": "duties", "anchor": "无"}).status_code == 404
    assert client.get(FACT, {"kind": "nothing", "anchor": "+"}).status_code == 404


def test_each_kind_of_fact_has_a_form(cast, client, campaign):
    client.force_login(cast.office)
    review = review_of(campaign)
    assert review is not None
    for group in review.groups:
        for item in group.items[:1] if group.code != "notice" else group.items:
            response = client.get(FACT, {"kind": item.kind, "anchor": item.anchor})
            assert response.status_code == 200, group.label
    for kind in KINDS.values():
        if kind.may_add:
            assert client.get(FACT, {"kind": kind.code, "anchor": "+"}).status_code == 200
