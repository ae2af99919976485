"""The scheme: drafted by the office, published before its periods begin, open to all, never changed."""

from datetime import date

import pytest
from tests.cast import Cast
from tests.scene import join

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Post
from zhuanban.ground.orgs.rules import Role
from zhuanban.oversight.appraisals.models import Scheme
from zhuanban.oversight.appraisals.rules.periods import month
from zhuanban.oversight.appraisals.selectors.schemes import periods_of, published_schemes, scheme_covering, shipped_text
from zhuanban.oversight.appraisals.services import draft_scheme, publish_scheme, revise_scheme
from zhuanban.oversight.appraisals.tests.story import BEFORE, FIRST_OF_MARCH
from zhuanban.plan.campaigns.events import CampaignStarted
from zhuanban.plan.campaigns.models import Campaign


@pytest.fixture(autouse=True)
def _february(cast):
    with clock.moved_to(BEFORE):
        yield


@pytest.fixture
def draft(cast) -> Scheme:
    return draft_scheme(by=cast.office, campaign=cast.campaign, text=shipped_text())


def page(cast: Cast, name: str = "") -> str:
    return f"/c/{cast.campaign.slug}/appraisals/scheme/{name}"


def test_the_office_writes_and_publishes_a_scheme_and_everybody_can_read_it(cast, client):
    client.force_login(cast.office)
    assert "按期办结率" in client.get(page(cast, "new/")).content.decode()
    response = client.post(page(cast, "new/"), {"text": shipped_text()})
    assert response.url == f"{page(cast)}?version=1"
    text = client.get(response.url).content.decode()
    assert all(words in text for words in ("草案", "检查通过", "按期办结率 = 45 ÷ 50 = 0.9", "领导批示数", "B6："))
    client.force_login(cast.township)
    assert "草案" not in client.get(page(cast)).content.decode()
    client.force_login(cast.office)
    assert client.post(page(cast, "1/publish/"), {"starts_on": "2024-03-01"}).url == page(cast)
    client.force_login(cast.township)
    assert "2024-03-01 起评" in client.get(page(cast)).content.decode()
    sentences = [entry.sentence for entry in timeline_of("scheme", Scheme.objects.get().pk)]
    assert sentences[-1] == "公布评分办法“事项办理质效评分办法”第 1 版，自 2024-03-01 起评"


def test_starting_the_action_lays_the_shipped_scheme_before_the_office_once(cast):
    for _ in range(2):
        record(CampaignStarted(campaign_id=cast.campaign.pk, name="行动"), by=cast.office)
        deliver_pending()
    scheme = Scheme.objects.get()
    assert (scheme.number, scheme.published_at, scheme.text) == (1, None, shipped_text())


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "message"),
    [
        (date(2024, 2, 1), None, "先公布、后起评，最早自 2024-03-01"),
        (date(2024, 2, 21), None, "先公布、后起评"),
        (date(2024, 3, 15), None, "某月 1 日"),
        (date(2024, 3, 1), date(2024, 2, 28), "不能早于起评日"),
    ],
)
def test_rules_are_not_made_for_days_that_have_passed(cast, draft, starts_on, ends_on, message):
    with pytest.raises(Invalid, match=message):
        publish_scheme(by=cast.office, scheme=draft, starts_on=starts_on, ends_on=ends_on)
    assert Scheme.objects.get().published_at is None


def test_a_faulty_draft_can_be_kept_but_not_published(cast, client):
    faulty = shipped_text().replace("yardstick: 返工率", "yardstick: 会议次数")
    draft = draft_scheme(by=cast.office, campaign=cast.campaign, text=faulty)
    with pytest.raises(Invalid, match="“会议次数”不得用于考核。B6"):
        publish_scheme(by=cast.office, scheme=draft, starts_on=FIRST_OF_MARCH)
    client.force_login(cast.office)
    text = client.get(page(cast)).content.decode()
    assert "改好才能公布" in text
    assert "B6：开会" in text
    revise_scheme(by=cast.office, scheme=draft, text=shipped_text())
    assert publish_scheme(by=cast.office, scheme=draft, starts_on=FIRST_OF_MARCH).published_at


def test_whoever_holds_a_post_in_a_township_does_not_publish(cast, draft):
    Post.objects.create(person=cast.office.person, unit=cast.towns[1], title="挂职副镇长", starts_on=date(2024, 1, 1))
    with pytest.raises(Refused, match="您在白塔镇任职，按回避规定"):
        publish_scheme(by=cast.office, scheme=draft, starts_on=FIRST_OF_MARCH)
    second = join(cast, "director2", Role.OFFICE_DIRECTOR)
    assert publish_scheme(by=second, scheme=draft, starts_on=FIRST_OF_MARCH)


def test_outsiders_and_other_roles_are_refused_and_nothing_is_written(cast, client, draft):
    before = Entry.objects.count()
    for person in (cast.outsider, cast.leader, cast.township, cast.inspector, cast.auditor, cast.handler):
        with pytest.raises(Refused):
            publish_scheme(by=person, scheme=draft, starts_on=FIRST_OF_MARCH)
        with pytest.raises(Refused):
            draft_scheme(by=person, campaign=cast.campaign, text="name: 另一版")
        with pytest.raises(Refused):
            revise_scheme(by=person, scheme=draft, text="name: 改掉")
        client.force_login(person)
        assert client.get(page(cast, "new/")).status_code == 404
        assert client.get(page(cast, "1/publish/")).status_code == 404
        assert client.get(f"{page(cast)}?version=1").status_code == 404
    assert (Entry.objects.count(), Scheme.objects.get().text) == (before, shipped_text())


def test_a_published_scheme_never_changes_and_the_next_one_ends_it(cast, draft):
    publish_scheme(by=cast.office, scheme=draft, starts_on=FIRST_OF_MARCH)
    with pytest.raises(Invalid, match="已经公布"):
        revise_scheme(by=cast.office, scheme=draft, text="name: 改掉")
    with pytest.raises(Invalid, match="已经公布"):
        publish_scheme(by=cast.office, scheme=draft, starts_on=FIRST_OF_MARCH)
    second = draft_scheme(
        by=cast.office, campaign=cast.campaign, text=shipped_text().replace("version: 1", "version: 2")
    )
    with pytest.raises(Invalid, match="更晚的起评日"):
        publish_scheme(by=cast.office, scheme=second, starts_on=FIRST_OF_MARCH)
    publish_scheme(by=cast.office, scheme=second, starts_on=date(2024, 7, 1))
    schemes = published_schemes(cast.campaign)
    assert [scheme.ends_on for scheme in schemes] == [date(2024, 6, 30), None]
    found = [scheme_covering(schemes, month(2024, number)) for number in (2, 6, 7)]
    assert [scheme and scheme.number for scheme in found] == [None, 1, 2]
    keys = [period.key for period in periods_of(schemes, date(2024, 7, 2))]
    assert keys == ["2024Q3", "2024-07", "2024Q2", "2024-06", "2024-05", "2024-04", "2024-03"]


def test_no_scheme_is_published_for_an_action_that_does_not_run(cast, draft):
    Campaign.objects.filter(pk=cast.campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(Invalid, match="已经结束"):
        publish_scheme(by=cast.office, scheme=draft, starts_on=FIRST_OF_MARCH)


def test_a_file_takes_the_place_of_the_text_and_a_wrong_one_is_explained(cast, client, tmp_path):
    client.force_login(cast.office)
    good = tmp_path / "办法.yaml"
    good.write_bytes(shipped_text().encode("gb18030"))
    with good.open("rb") as file:
        client.post(page(cast, "new/"), {"text": "旧的", "file": file})
    assert Scheme.objects.get().name == "事项办理质效评分办法"
    bad = tmp_path / "图.png"
    bad.write_bytes(b"\x89PNG\xff\xff\xff" * 9)
    with bad.open("rb") as file:
        assert "读不出文字" in client.post(page(cast, "new/"), {"file": file}).content.decode()
    assert "是空的" in client.post(page(cast, "new/"), {"text": "  "}).content.decode()
    assert Scheme.objects.count() == 1
