"""A running action's notice is amended (A11): compared first, then put in force or discarded by the office."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person
from zhuanban.ground.orgs.selectors import posts_of, recusals_of
from zhuanban.plan.campaigns.models import Campaign, Clause, Correction, Duty, NoticeVersion, RosterMember
from zhuanban.plan.campaigns.selectors import clauses_of, lead_of, targets_of, tasks_of
from zhuanban.plan.campaigns.selectors.amendments import Amendment, amendment_of
from zhuanban.plan.campaigns.services import (
    Choices,
    apply_amendment,
    assign_lead,
    correct_fact,
    discard_amendment,
    load_amendment,
    load_notice,
    name_owner,
    start_campaign,
)
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE, ROSTER_NOTICE

PAGE = "/c/2024-1/plan/amendment/"


@pytest.fixture
def campaign(cast, time_machine) -> Campaign:
    """集镇环境提升专项行动, confirmed; told on 21 May 2024."""
    time_machine.move_to("2024-05-21T02:00:00Z", tick=False)
    loaded = load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)
    return start_campaign(by=cast.office, campaign=loaded)


def clause(campaign: Campaign, title: str) -> Clause:
    return Clause.objects.get(campaign=campaign, current__title=title)


def amended(cast, campaign: Campaign, text: str = AMENDED, amends: str = "") -> NoticeVersion:
    return load_amendment(by=cast.office, campaign=campaign, content=text.encode(), name="修订.txt", amends=amends)


def pending(campaign: Campaign) -> Amendment:
    found = amendment_of(campaign)
    assert found is not None
    return found


def running(campaign: Campaign) -> NoticeVersion:
    return campaign.versions.get(state="current")


def in_force(cast, campaign: Campaign, choices: Choices | None = None) -> NoticeVersion:
    version = pending(campaign).version
    return apply_amendment(by=cast.office, campaign=campaign, version=version, choices=choices or Choices())


def sent(client, text: str, **fields: str):
    upload = SimpleUploadedFile("修订.txt", text.encode())
    return client.post(PAGE, {"content": upload, **fields}, follow=True)


def test_an_amended_notice_is_compared_before_it_changes_anything(cast, client, campaign):
    client.force_login(cast.office)
    page = sent(client, AMENDED).content.decode()
    assert "还没有生效" in page
    for words in ("新增条款</small><strong>1", "废止条款</small><strong>1", "要求放宽 / 收紧</small><strong>2 / 1"):
        assert words in page
    assert "<del>70</del>" in page
    assert "<ins>65</ins>" in page
    assert "<ins>6月底前完成存量清零，</ins>" in page
    assert "石磊（成员）不再在名单上" in page
    assert [str(each) for each in tasks_of(campaign)] == ["整治环境卫生", "整治城镇秩序", "完善基础配套设施"]
    assert targets_of(campaign).get().value == 70
    told = Entry.objects.get(event="AmendmentLoaded").sentence
    assert told.endswith("待生效）：新增 1 条、修改 2 条、废止 1 条；放宽 2 处、收紧 1 处；成员变动 2 处")


def test_the_leader_sees_the_comparison_and_decides_nothing(cast, client, campaign):
    version = amended(cast, campaign)
    client.force_login(cast.leader)
    page = client.get(PAGE).content.decode()
    assert "逐条比对" in page
    assert "让修订生效" not in page
    assert client.post(f"{PAGE}apply/", {"version": version.pk}).status_code == 403
    client.force_login(cast.township)
    assert client.get(PAGE).status_code == 404


def test_a_clause_keeps_its_key_its_lead_and_its_person_when_it_moves_and_is_reworded(cast, campaign):
    hygiene = clause(campaign, "整治环境卫生")
    assign_lead(by=cast.office, clause=hygiene, unit=cast.bureau)
    owner = name_owner(by=cast.office, clause=hygiene, unit=cast.towns[0], person_name="柳青")
    amended(cast, campaign)
    in_force(cast, campaign)
    hygiene.refresh_from_db()
    assert (hygiene.current.position, hygiene.current.marker) == ("2.1.2", "（二）")
    assert "6月底前完成存量清零" in hygiene.current.body
    assert lead_of(hygiene) == cast.bureau
    assert list(hygiene.owners.all()) == [owner]
    assert Entry.objects.filter(sentence="“整治环境卫生”按第 2 版文本修订", subject_id=hygiene.pk).exists()
    new = clause(campaign, "整治集镇风貌")
    assert (new.current.position, new.key) == ("2.1.1", "2.1.1~2")


def test_a_removed_clause_is_repealed_and_keeps_its_words(cast, client, campaign):
    order = clause(campaign, "整治城镇秩序")
    assign_lead(by=cast.office, clause=order, unit=cast.bureau)
    amended(cast, campaign)
    version = in_force(cast, campaign)
    order.refresh_from_db()
    assert order.repealed_in == version
    assert str(order) == "整治城镇秩序"
    assert order not in clauses_of(campaign)
    assert not Duty.objects.filter(clause=order).exists()
    client.force_login(cast.office)
    page = client.get(f"/c/2024-1/plan/clauses/{order.pk}/").content.decode()
    assert "条款已废止" in page
    assert "“整治城镇秩序”自第 2 版文本起废止" in page
    assert client.get(f"/c/2024-1/plan/matrix/leads/{order.pk}/").status_code == 404
    with pytest.raises(Invalid, match="已废止"):
        assign_lead(by=cast.office, clause=order, unit=cast.bureau)


def test_a_clause_that_comes_again_is_the_same_clause(cast, campaign):
    order = clause(campaign, "整治城镇秩序")
    amended(cast, campaign)
    in_force(cast, campaign)
    amended(cast, campaign, NOTICE)
    in_force(cast, campaign)
    order.refresh_from_db()
    assert (order.repealed_in, order.current.version.number) == (None, 3)


def corrected(cast, campaign: Campaign) -> tuple[Correction, Correction]:
    """A duty that the amendment leaves as it is, and the target whose words it changes."""
    duty = Duty.objects.get(clause=clause(campaign, "整治环境卫生"), unit=cast.bureau)
    target = targets_of(campaign).get()
    return (
        correct_fact(
            by=cast.office, campaign=campaign, fact_kind="duties", anchor=duty.anchor, value={"role": "lead"}
        ),
        correct_fact(
            by=cast.office, campaign=campaign, fact_kind="targets", anchor=target.anchor, value={"unit": "％"}
        ),
    )


def test_corrections_survive_or_wait_for_the_office_and_none_is_lost_silently(cast, client, campaign):
    kept, lost = corrected(cast, campaign)
    amended(cast, campaign)
    found = pending(campaign)
    assert [held.corrections for held in found.kept] == [[kept]]
    assert [held.corrections for held in found.lost] == [[lost]]
    client.force_login(cast.office)
    assert "找不到这段原文" in client.get(PAGE).content.decode()
    with pytest.raises(Invalid, match="找不到原文，请决定"):
        in_force(cast, campaign)
    response = client.post(f"{PAGE}apply/", {"version": found.version.pk})
    assert response.status_code == 422
    assert "请决定这项更正用于哪一项" in response.content.decode()
    assert running(campaign).number == 1
    anchor = found.lost[0].suggested
    client.post(f"{PAGE}apply/", {"version": found.version.pk, f"correction-{lost.pk}": anchor})
    assert lead_of(clause(campaign, "整治环境卫生")) == cast.bureau
    target = targets_of(campaign).get()
    assert (target.value, target.unit) == (65, "％")
    lost.refresh_from_db()
    assert (lost.anchor, lost.is_loose, lost.undone_at) == (target.anchor, False, None)


def test_a_correction_is_dropped_only_by_the_office(cast, campaign):
    _, lost = corrected(cast, campaign)
    amended(cast, campaign)
    with pytest.raises(Invalid, match="不在新文本里"):
        in_force(cast, campaign, Choices({lost.pk: "无"}))
    in_force(cast, campaign, Choices({lost.pk: "-"}))
    assert targets_of(campaign).get().unit == "%"
    assert Correction.objects.filter(undone_at=None).count() == 1


def test_what_the_header_was_corrected_to_is_asked_again_when_the_text_changed(cast, campaign):
    period = {"start": "2024-03-01", "end": "2026-11-30"}
    correction = correct_fact(by=cast.office, campaign=campaign, fact_kind="notice", anchor="period", value=period)
    amended(cast, campaign, AMENDED.replace("2024年7月-2026年12月", "2024年7月-2027年6月"))
    held = pending(campaign).lost
    assert [each.corrections for each in held] == [[correction]]
    in_force(cast, campaign, Choices({correction.pk: "-"}))
    campaign.refresh_from_db()
    assert campaign.ends_on == date(2027, 6, 30)


def test_what_a_person_added_to_a_removed_clause_can_go_to_another(cast, campaign):
    order, hygiene = clause(campaign, "整治城镇秩序"), clause(campaign, "整治环境卫生")
    value = {"clause": order.key, "unit": "区水务局", "role": "lead"}
    added = correct_fact(by=cast.office, campaign=campaign, fact_kind="duties", anchor="+", value=value)
    amended(cast, campaign)
    assert [held.corrections for held in pending(campaign).lost] == [[added]]
    in_force(cast, campaign, Choices({added.pk: hygiene.key}))
    assert lead_of(hygiene) == cast.water


def test_a_lead_that_an_amendment_takes_away_is_shown_as_missing(cast, client, campaign):
    sewage = clause(campaign, "完善基础配套设施")
    duty = Duty.objects.get(clause=sewage, unit=cast.water)
    correct_fact(by=cast.office, campaign=campaign, fact_kind="duties", anchor=duty.anchor, value={"role": "lead"})
    text = AMENDED.replace("区住房和城乡建设局、区水务局；责任单位", "区住房和城乡建设局；责任单位")
    amended(cast, campaign, text)
    assert {str(row.clause or row.heading) for row in pending(campaign).without_lead} == {
        "完善基础配套设施", "（一）整治集镇风貌",
    }  # fmt: skip
    client.force_login(cast.office)
    assert "2 条生效后没有牵头单位" in client.get(PAGE).content.decode()


def test_an_amendment_is_discarded_with_a_reason_and_another_may_come(cast, client, campaign):
    version = amended(cast, campaign)
    with pytest.raises(Invalid, match="已有一份修订待生效"):
        amended(cast, campaign, ROSTER_NOTICE)
    with pytest.raises(Invalid, match="写明弃用的理由"):
        discard_amendment(by=cast.office, campaign=campaign, version=version, reason=" ")
    client.force_login(cast.office)
    assert client.post(f"{PAGE}discard/", {"version": version.pk, "reason": ""}).status_code == 422
    page = client.post(f"{PAGE}discard/", {"version": version.pk, "reason": "还没有发文"}, follow=True)
    assert "已弃用" in page.content.decode()
    version.refresh_from_db()
    assert (version.state, version.decided_by) == ("discarded", cast.office)
    with pytest.raises(Invalid, match="已经办理过（已弃用）"):
        apply_amendment(by=cast.office, campaign=campaign, version=version, choices=Choices())
    amended(cast, campaign)
    assert pending(campaign).version.number == 3


def test_who_decides_on_a_page_that_is_out_of_date_is_told(cast, client, campaign):
    version = amended(cast, campaign)
    discard_amendment(by=cast.office_colleague, campaign=campaign, version=version, reason="换一份")
    amended(cast, campaign)
    client.force_login(cast.office)
    page = client.post(f"{PAGE}apply/", {"version": version.pk}, follow=True)
    assert "已经有人办理" in page.content.decode()
    assert running(campaign).number == 1


def test_a_roster_notice_changes_people_and_nothing_else(cast, client, campaign, time_machine):
    before = {row.pk: row.current.body for row in clauses_of(campaign)}
    _, target = corrected(cast, campaign)
    client.force_login(cast.office)
    page = sent(client, ROSTER_NOTICE).content.decode()
    assert "只调整专班成员" in page
    assert pending(campaign).lost == []
    in_force(cast, campaign)
    assert {row.pk: row.current.body for row in clauses_of(campaign)} == before
    assert targets_of(campaign).get().unit == "％"
    target.refresh_from_db()
    assert target.undone_at is None
    names = [member.person.name for member in RosterMember.objects.filter(campaign=campaign)]
    assert names == ["林舟", "沈禾", "周文远", "高峻", "江澜", "柳青", "秦岭", "东方明"]
    campaign.refresh_from_db()
    assert campaign.office_unit == cast.water
    joined, left = Person.objects.get(name="秦岭"), Person.objects.get(name="白桦")
    assert posts_of(joined).get(title="党委书记").starts_on == date(2024, 5, 20)
    assert left.posts.get(title="党委书记").ends_on == date(2024, 5, 19)
    assert running(campaign).own_text.startswith("关于调整")
    assert client.get("/c/2024-1/plan/review/").status_code == 200


def test_recusals_follow_the_roster(cast, campaign):
    assert [person.name for person, _ in recusals_of(cast.district.pk)] == ["沈禾"]
    text = ROSTER_NOTICE.replace("区委常委、柳河镇党委书记", "区委常委").replace(
        "区水务局局长", "区水务局局长、东岗街道党工委副书记"
    )
    amended(cast, campaign, text)
    in_force(cast, campaign)
    assert [(person.name, town) for person, town in recusals_of(cast.district.pk)] == [("江澜", cast.towns[2])]


def test_somebody_whom_the_list_forgot_may_stay(cast, client, campaign):
    amended(cast, campaign, ROSTER_NOTICE)
    client.force_login(cast.office)
    client.post(f"{PAGE}apply/", {"version": pending(campaign).version.pk, "staying": "白桦"})
    names = {member.person.name for member in RosterMember.objects.filter(campaign=campaign)}
    assert "白桦" in names
    assert "石磊" not in names
    assert Person.objects.get(name="白桦").posts.get(title="党委书记").ends_on is None


def test_somebody_whom_the_office_had_added_is_not_doubled(cast, campaign):
    added = {"role": "成员", "name": "高峻", "posts": ["区综合行政执法局局长"]}
    correct_fact(by=cast.office, campaign=campaign, fact_kind="roster", anchor="+", value=added)
    amended(cast, campaign, ROSTER_NOTICE)
    in_force(cast, campaign)
    assert RosterMember.objects.filter(campaign=campaign, person__name="高峻").count() == 1


def test_a_whole_plan_without_a_list_keeps_the_task_force(cast, campaign):
    text = AMENDED[: AMENDED.index("江州市云溪区集镇环境提升专项行动工作专班成员名单")]
    amended(cast, campaign, text)
    assert not pending(campaign).comparison.roster
    in_force(cast, campaign)
    assert RosterMember.objects.filter(campaign=campaign).count() == 8
    member = RosterMember.objects.get(campaign=campaign, person__name="石磊")
    correct_fact(by=cast.office, campaign=campaign, fact_kind="roster", anchor=member.anchor, value={"role": "副组长"})
    member.refresh_from_db()
    assert member.role == "副组长"


def test_bad_files_are_explained(cast, client, campaign):
    client.force_login(cast.office)
    for text, amends, words in (
        (NOTICE, "", "就是现行的通知"),
        ("今天天气很好。", "", "没有读出专班成员的变化"),
        ("今天天气很好。", "plan", "没有读出条款"),
        (NOTICE.replace("云溪区", "石桥县"), "", "不能载入江州市云溪区"),
    ):
        page = sent(client, text, amends=amends)
        assert page.status_code == 422
        assert words in page.content.decode()
    assert client.post(PAGE, {}).status_code == 422
    assert NoticeVersion.objects.filter(campaign=campaign).count() == 1


def test_only_a_running_action_is_amended(cast, campaign):
    for state in (Campaign.State.DRAFT, Campaign.State.CLOSED):
        Campaign.objects.filter(pk=campaign.pk).update(state=state)
        with pytest.raises(Invalid, match="只有进行中的行动"):
            amended(cast, campaign)


def test_a_newer_notice_of_the_same_title_is_shown_the_way_of_amendment(cast, client, campaign):
    client.force_login(cast.office)
    upload = {"content": SimpleUploadedFile("修订.txt", AMENDED.encode()), "as": "campaign"}
    page = client.post("/c/2024-1/plan/load/", upload)
    assert page.status_code == 422
    assert "请到“修订通知”载入" in page.content.decode()
    upload["content"].seek(0)
    assert client.post("/c/2024-1/plan/load/", {**upload, "separate": "1"}).status_code == 302
    assert Campaign.objects.filter(name=campaign.name).count() == 2


def test_outsiders_and_other_roles_are_refused_and_nothing_is_written(cast, client, campaign):
    version = amended(cast, campaign)
    before = Entry.objects.count()
    for user in (cast.outsider, cast.leader, cast.township, cast.inspector):
        with pytest.raises(Refused):
            load_amendment(by=user, campaign=campaign, content=AMENDED.encode(), name="修订.txt")
        with pytest.raises(Refused):
            apply_amendment(by=user, campaign=campaign, version=version, choices=Choices())
        with pytest.raises(Refused):
            discard_amendment(by=user, campaign=campaign, version=version, reason="不用")
    client.force_login(cast.outsider)
    assert client.get(PAGE).status_code == 404
    assert client.get("/api/v1/c/2024-1/amendment").status_code == 404
    assert Entry.objects.count() == before


def test_programs_read_the_comparison(cast, client, campaign):
    client.force_login(cast.leader)
    assert client.get("/api/v1/c/2024-1/amendment").status_code == 404
    amended(cast, campaign)
    told = client.get("/api/v1/c/2024-1/amendment").json()
    assert told["version"]["number"] == 2
    assert told["comparison"]["counts"]["removed"] == 1
    assert told["without_lead"] == ["2.1.1"]


def test_the_page_costs_the_same_however_much_changed(cast, client, campaign, django_assert_max_num_queries):
    corrected(cast, campaign)
    places = "\n\n".join(f"{number}.清理第{number}处。" for number in range(1, 40))
    many = AMENDED.replace("规范沿街立面。", f"规范沿街立面。\n\n{places}")
    amended(cast, campaign, many)
    client.force_login(cast.office)
    with django_assert_max_num_queries(32):
        assert client.get(PAGE).status_code == 200
