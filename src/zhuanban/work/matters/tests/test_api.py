"""Programs go through the same services: list, read, register, act, each key once."""

from uuid import uuid4

import pytest
from tests.cast import FIRST_DAY

from zhuanban.ground.orgs.models import RoleAssignment
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.search.services import follow_journal
from zhuanban.work.matters.api.shapes import MatterPage
from zhuanban.work.matters.models import CampaignKind, Matter
from zhuanban.work.matters.rules import State
from zhuanban.work.matters.selectors.chosen import Chosen
from zhuanban.work.matters.selectors.lists import listed
from zhuanban.work.matters.tests.story import a_photo, done, fresh, handling, kind, registered

pytestmark = pytest.mark.urls("zhuanban.work.matters.tests.addresses")


@pytest.fixture
def api(cast, client, morning):
    """Ask the interface as somebody: api(user, path, body) → answer."""

    def ask(by, path="", body=None, key=""):
        client.force_login(by)
        address = f"/api/v1/c/{cast.campaign.slug}/matters{path}"
        if body is None:
            return client.get(address)
        return client.post(address, body, content_type="application/json", headers={"Idempotency-Key": key})

    return ask


def report(cast, **more):
    return {
        "kind": "exposed-rubbish",
        "township": str(cast.towns[0].uid),
        "title": "路边垃圾成堆",
        "place": "集市",
        "source": "patrol",
        "longitude": "116.123456",
        "latitude": "36.5",
        "photos": [a_photo(cast).sha256],
        **more,
    }


def test_a_matter_goes_round_the_loop(cast, api):
    answer = api(cast.inspector, "", report(cast))
    assert answer.status_code == 201
    matter = Matter.objects.get()
    assert answer.json()["number"] == "2024-00001"
    assert api(cast.inspector, f"/{matter.uid}").json()["photos"][0]["role"] == "before"
    for by, act, body in (
        (cast.office, "dispatch", {"unit": str(cast.bureau.uid), "instruction": "今天清完"}),
        (cast.handler, "accept", {}),
        (cast.handler, "progress", {"text": "正在清运"}),
        (cast.handler, "report_done", {"result": "已清运", "photos": []}),
    ):
        answer = api(by, f"/{matter.uid}/acts/{act}", body)
    assert answer.status_code == 422
    assert "须附整改后照片" in answer.json()["message"]
    body = {"result": "已清运", "photos": [a_photo(cast).sha256]}
    assert api(cast.township, f"/{matter.uid}/acts/report_done", body).status_code == 403
    assert api(cast.handler, f"/{matter.uid}/acts/report_done", body).json()["state"] == "done"
    read = api(cast.inspector, f"/{matter.uid}").json()
    assert read["acts"] == ["close", "send_back"]
    assert api(cast.inspector, f"/{matter.uid}/acts/close", {"opinion": "已清"}).json()["state_name"] == "已销号"
    assert [step["text"] for step in api(cast.office, f"/{matter.uid}").json()["timeline"]] == [
        "", "今天清完", "", "正在清运", "已清运", "已清",
    ]  # fmt: skip


def test_a_key_is_answered_once(cast, api):
    first = api(cast.inspector, "", report(cast), key="k-1")
    again = api(cast.inspector, "", report(cast), key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Matter.objects.count() == 1
    other = api(cast.inspector, "", report(cast, title="另一处"), key="k-1")
    assert (other.status_code, other.json()["number"]) == (409, "E409-1")
    matter = handling(cast, place="车站")
    elsewhere = api(cast.handler, f"/{matter.uid}/acts/progress", {"text": "一"}, key="k-2")
    assert elsewhere.status_code == 200
    another = handling(cast, place="村口")
    assert api(cast.handler, f"/{another.uid}/acts/progress", {"text": "一"}, key="k-2").status_code == 409


def test_the_list_turns_its_pages_by_cursor(cast, api):
    for place in range(5):
        registered(cast, place=f"第{place}村")
    follow_journal()
    seen, cursor = [], ""
    while True:
        page = api(cast.office, f"?limit=2{cursor}").json()
        seen += [row["number"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [f"2024-0000{n}" for n in (5, 4, 3, 2, 1)]
    assert api(cast.office, "?limit=201").status_code == 422
    assert api(cast.other_township).json()["items"] == []
    assert len(api(cast.office, f"?township={cast.towns[0].uid}&state=registered&q=第3").json()["items"]) == 1
    assert len(api(cast.office, "?kind=exposed-rubbish&light=none").json()["items"]) == 5
    assert api(cast.office, "?kind=nonsense").status_code == 404


def test_everybody_gets_the_whole_of_what_it_sees_with_one_unit_or_several(cast, api):
    for number in range(3):
        handling(cast, place=f"第{number}村")
    registered(cast, town=1)
    RoleAssignment.objects.create(
        user=cast.handler, role=Role.TOWNSHIP, unit=cast.towns[1], district=cast.district, starts_on=FIRST_DAY
    )
    for person, least in ((cast.office, 4), (cast.township, 3), (cast.handler, 4), (cast.other_township, 1)):
        found = [row["number"] for row in api(person).json()["items"]]
        assert found == [row.number for row in listed(person, cast.campaign, Chosen())[:50]]
        assert len(found) >= least


def test_outsiders_find_nothing(cast, api, client):
    matter = registered(cast)
    assert api(cast.outsider).status_code == 404
    assert api(cast.outsider, f"/{matter.uid}").status_code == 404
    assert api(cast.water_clerk, f"/{matter.uid}").status_code == 404
    assert api(cast.water_clerk, f"/{matter.uid}/acts/dispatch", {"unit": str(cast.water.uid)}).status_code == 404
    client.logout()
    assert client.get(f"/api/v1/c/{cast.campaign.slug}/matters").status_code in {302, 401}
    assert fresh(matter).state == State.REGISTERED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "nonsense"}, "没有这个类别"),
        ({"township": str(uuid4())}, "没有这个单位"),
        ({"clause": str(uuid4())}, "没有这一条款"),
        ({"photos": ["f" * 64]}, "还没有上传"),
        ({"place": " "}, "请填写地点"),
    ],
)
def test_bad_input_is_explained(cast, api, change, words):
    answer = api(cast.inspector, "", report(cast, **change))
    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("act", "body", "words"),
    [
        ("dispatch", {}, "请写明承办单位"),
        ("dispatch", {"unit": str(uuid4())}, "没有这个单位"),
        ("void", {"reason": "错", "result": "办了"}, "不需要 result"),
        ("void", {"reason": " "}, "请写明理由"),
    ],
)
def test_bad_acts_are_explained(cast, api, act, body, words):
    matter = registered(cast)
    answer = api(cast.office, f"/{matter.uid}/acts/{act}", body)
    assert answer.status_code == 422
    assert words in answer.json()["message"]


def test_an_extension_names_its_day(cast, api):
    matter = handling(cast)
    assert api(cast.handler, f"/{matter.uid}/acts/extend", {"reason": "降雨"}).status_code == 422
    body = {"reason": "降雨", "until": "2024-05-10"}
    assert api(cast.handler, f"/{matter.uid}/acts/extend", body).status_code == 200
    assert api(cast.handler, f"/{matter.uid}/acts/praise", {}).status_code in {404, 422}


def test_the_list_costs_the_same_however_long(cast, api, client, django_assert_num_queries):
    done(cast)
    assert api(cast.office).status_code == 200
    address = f"/api/v1/c/{cast.campaign.slug}/matters"
    with django_assert_num_queries(5):
        client.get(address)
    for place in range(10):
        registered(cast, place=f"第{place}村")
    with django_assert_num_queries(5):
        assert len(client.get(address).json()["items"]) == 11


def test_the_list_has_the_shape_that_its_document_promises(cast, api):
    assert api(cast.inspector, "", report(cast)).status_code == 201
    for query in ("", "?limit=1", "?state=registered", f"?township={cast.towns[0].uid}"):
        page = api(cast.office, query).json()
        (told,) = MatterPage.model_validate(page).items
        read = api(cast.office, f"/{told.uid}").json()
        assert {name: read[name] for name in page["items"][0]} == page["items"][0]


def test_programs_read_what_a_kind_asks_and_its_rules_hold_for_them_too(cast, client, api):
    CampaignKind.objects.get_or_create(campaign=cast.campaign, kind=kind("tree-planting"), clause=cast.order)
    client.force_login(cast.township)
    kinds = {each["code"]: each for each in client.get(f"/api/v1/c/{cast.campaign.slug}/kinds").json()}
    fields = {each["code"]: each for each in kinds["tree-planting"]["fields"]}
    assert fields["alive-count"]["constraint"] == "成活株数 <= 株数"
    assert (fields["alive-share"]["source"], fields["alive-share"]["unit"]) == ("derive", "%")
    trees = {"way": "植树增绿", "area-m2": 30, "tree-count": 40, "alive-count": 41}
    answer = api(cast.inspector, "", report(cast, kind="tree-planting", fields=trees))
    assert answer.status_code == 422
    assert "成活株数不能多于栽植的株数" in answer.json()["message"]
    assert not Matter.objects.exists()
    answer = api(cast.inspector, "", report(cast, kind="tree-planting", fields={**trees, "alive-count": 39}))
    assert answer.json()["fields"]["alive-share"] == "97.5"
