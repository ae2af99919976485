"""A notice is loaded: it becomes a draft action with units, people, duties and facts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Post, Unit
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.selectors import recusals_of
from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, Duty, MoneyRule
from zhuanban.plan.campaigns.selectors.matrix import Gap
from zhuanban.plan.campaigns.services import correct_fact, load_draft, load_notice
from zhuanban.plan.campaigns.tests.notices import NOTICE, SECOND_DRAFT

REFERENCE = Path(__file__).parents[6] / "shared" / "notices" / "chiping-2024.txt"


def upload(text: str | bytes, name: str = "通知.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def load(cast, text: str = NOTICE) -> Campaign:
    return load_notice(by=cast.office, content=text.encode(), name="通知.txt", district=cast.district)


def test_the_office_loads_a_notice_and_it_becomes_a_draft(cast, client):
    client.force_login(cast.office)
    response = client.post(
        f"/c/{cast.campaign.slug}/plan/load/", {"content": upload(NOTICE), "as": "campaign"}
    )
    campaign = Campaign.objects.get(slug="2024-1")
    assert response.url == "/c/2024-1/plan/review/"
    assert campaign.state == Campaign.State.DRAFT
    assert campaign.name == "江州市云溪区集镇环境提升专项行动"
    assert campaign.short_name == "云溪区集镇环境提升专项行动"
    assert (campaign.starts_on, campaign.ends_on) == (date(2024, 3, 1), date(2026, 12, 31))
    assert campaign.office_unit == cast.office_unit
    assert Entry.objects.get(event="NoticeLoaded").by == cast.office


def test_what_the_notice_says_stands_in_the_tables(cast):
    campaign = load(cast)
    tasks = {str(clause): clause for clause in selectors.tasks_of(campaign)}
    assert {"整治环境卫生", "整治城镇秩序", "完善基础配套设施"} <= set(tasks)
    sewage = tasks["完善基础配套设施"]
    assert [unit.name for unit in selectors.departments_of(sewage)] == ["区住房和城乡建设局", "区水务局"]
    assert selectors.lead_of(sewage) is None
    target = selectors.targets_of(campaign).get()
    assert (target.indicator, target.value, target.by) == ("污水收集处理率", Decimal(70), date(2025, 12, 31))
    assert [phase.name for phase in selectors.phases_of(campaign)] == ["集中整治", "巩固提升"]
    phase = selectors.phase_on(campaign, date(2024, 5, 1))
    assert phase is not None
    assert phase.name == "集中整治"
    assert selectors.phase_on(campaign, date(2024, 1, 1)) is None
    assert MoneyRule.objects.get(clause__campaign=campaign, kind="return").rate is None


def test_a_class_of_units_passes_its_duty_to_its_members(cast):
    campaign = load(cast)
    hygiene = next(clause for clause in selectors.tasks_of(campaign) if str(clause) == "整治环境卫生")
    towns = Duty.objects.filter(clause=hygiene, role=Duty.Role.RESPONSIBLE)
    assert {duty.unit for duty in towns} == set(cast.towns)
    assert {duty.via_group for duty in towns} == {cast.group}
    empty = {hole.unit.name for hole in selectors.holes_of(campaign) if hole.gap == Gap.EMPTY_GROUP and hole.unit}
    assert empty == {"各有关燃气企业"}


def test_a_unit_printed_without_its_level_is_one_unit_with_its_full_name(cast):
    """区综合行政执法局、水务局 in one bracket and 区水务局 in another: one row, and both duties are its own."""
    text = NOTICE.replace("区综合行政执法局、区水务局", "区综合行政执法局、水务局").replace(
        "区住房和城乡建设局、区水务局", "区住房城乡建设局、区水务局"
    )
    campaign = load(cast, text)
    water = Unit.objects.get(district=campaign.district, name__endswith="水务局")
    assert (water.name, "水务局" in water.aliases) == ("区水务局", True)
    tasks = {str(duty.clause) for duty in Duty.objects.filter(clause__campaign=campaign, unit=water)}
    assert tasks == {"整治环境卫生", "完善基础配套设施"}
    assert Unit.objects.filter(district=campaign.district, name__contains="建设局").count() == 1


def test_posts_in_a_township_and_elsewhere_are_known(cast):
    campaign = load(cast)
    assert ("沈禾", "柳河镇") in [(person.name, town.name) for person, town in recusals_of(campaign.district_id)]
    post = Post.objects.get(person__name="石磊", title="局长")
    assert post.unit == cast.bureau


def test_the_same_file_gives_the_same_action(cast):
    campaign = load(cast)
    assert load(cast) == campaign
    assert Entry.objects.filter(event="NoticeLoaded").count() == 1


def test_the_district_is_read_from_the_notice(db):
    campaign = load_notice(by=None, content=NOTICE.encode(), name="通知.txt")
    assert (campaign.district.name, campaign.district.short_name) == ("江州市云溪区", "云溪区")
    assert Unit.objects.filter(district=campaign.district, kind=UnitKind.TOWNSHIP).count() == 3
    plain = NOTICE.replace("江州市云溪区", "").replace("中共委办公室", "").replace("人民政府办公室", "")
    with pytest.raises(Invalid, match="哪个区县"):
        load_notice(by=None, content=plain.encode(), name="通知.txt")


def test_the_notice_of_another_district_is_refused_by_name(cast, client):
    client.force_login(cast.office)
    notice = NOTICE.replace("云溪区", "石桥县")
    response = client.post(f"/c/{cast.campaign.slug}/plan/load/", {"content": upload(notice), "as": "campaign"})
    assert "这份通知是江州市石桥县的，不能载入江州市云溪区" in response.content.decode()
    assert Campaign.objects.count() == 3
    assert not Entry.objects.exists()


def test_an_outsider_is_refused_and_nothing_is_written(cast, client):
    with pytest.raises(Refused):
        load_notice(by=cast.outsider, content=NOTICE.encode(), name="通知.txt", district=cast.district)
    assert Campaign.objects.count() == 3
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.campaign.slug}/plan/load/").status_code == 404
    client.force_login(cast.township)
    assert client.get(f"/c/{cast.campaign.slug}/plan/load/").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "通知.txt", "文件是空的"),
        (b"PK\x03\x04 not a document", "通知.docx", "。"),
        (f"机密\n{NOTICE}".encode(), "通知.txt", "密"),
    ],
)
def test_a_bad_file_gets_one_sentence_on_the_form(cast, client, content, name, words):
    client.force_login(cast.office)
    response = client.post(
        f"/c/{cast.campaign.slug}/plan/load/", {"content": upload(content, name), "as": "campaign"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("zb-error") == 1
    assert words in page.split("zb-error")[1].split("</div>")[0]
    assert "不得上传涉密文件" in page
    assert Campaign.objects.count() == 3


def test_a_new_draft_keeps_keys_and_corrections(cast, client):
    campaign = load(cast)
    order = next(clause for clause in selectors.tasks_of(campaign) if str(clause) == "整治城镇秩序")
    target = selectors.targets_of(campaign).get()
    correct_fact(
        by=cast.office, campaign=campaign, fact_kind="targets", anchor=target.anchor, value={"value": "72"}
    )
    client.force_login(cast.office)
    client.post("/c/2024-1/plan/load/", {"content": upload(SECOND_DRAFT), "as": "draft"})
    order.refresh_from_db()
    assert order.current is not None
    assert order.current.marker == "（三）"
    again = selectors.targets_of(campaign).get()
    assert (again.pk, again.value) == (target.pk, Decimal(72))
    assert "整治集镇风貌" in [str(clause) for clause in selectors.tasks_of(campaign)]


def test_a_running_action_keeps_its_text(cast):
    with pytest.raises(Invalid, match="已经确认启动"):
        load_draft(by=cast.office, campaign=cast.campaign, content=NOTICE.encode(), name="通知.txt")


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference notice lies beside the project, not in it")
def test_the_reference_notice_gives_twelve_tasks_for_fourteen_townships(db):
    campaign = load_notice(by=None, content=REFERENCE.read_bytes(), name=REFERENCE.name)
    matrix = selectors.matrix_of(campaign)
    assert len(matrix.townships) == 14
    bracketed = [row for row in matrix.rows if row.participants]
    assert len(bracketed) == 12
    assert all(cell.role == "responsible" for row in bracketed for cell in row.cells)
