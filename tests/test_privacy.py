"""Who may see what of people: every address of the room, every role, and people from elsewhere."""

import pytest

from tests.scene import Scene
from tests.test_routes import ADMINISTRATORS, OFFICE, OUTSIDERS, ROLES, all_rows, signed_in
from zhuanban.ground.core.personal import columns
from zhuanban.ground.orgs.models import Person
from zhuanban.ground.orgs.services import set_phone
from zhuanban.ground.privacy.models import Hold
from zhuanban.ground.privacy.rules.retention import shipped
from zhuanban.ground.privacy.services import begin_hold

OFFICIALS = set(ROLES) - ADMINISTRATORS
NUMBER = "13912340007"


@pytest.fixture
def person(scene: Scene) -> Person:
    return set_phone(by=scene.people["office"], person=scene.cast.handler.person, phone=NUMBER)


@pytest.fixture
def hold(scene: Scene, person: Person) -> Hold:
    return begin_hold(by=scene.people["secadmin"], district=scene.cast.district, basis="审计通知", person=person)


def pages(person: Person) -> dict[str, set[str]]:
    reveal = f"/privacy/reveal/orgs.person.phone/{person.pk}/"
    # The person itself is the handler, in the bureau.
    revealing = OFFICE | {"leader", "handler"}
    return {
        f"/privacy/people/{person.uid}/": OFFICIALS | {"sysadmin"},
        reveal: revealing,
        f"{reveal}masked/": revealing,
        "/privacy/reveals/": {"secadmin", "auditor"},
        "/privacy/retention/": {"secadmin", "auditor"},
        "/privacy/copies/": {"secadmin"},
    }


def test_every_role_opens_its_pages_and_no_other(scene, person):
    told = {}
    for role, browser in signed_in(scene, *ROLES, *OUTSIDERS):
        for address, who in pages(person).items():
            expected = {200} if role in who else {404}
            if role == "other_office" and "/people/" in address:
                expected = {200}  # an office of the same district
            if role == "other_office" and "/reveal/" in address:
                expected = {200}
            status = browser.get(address).status_code
            if status not in expected:
                told[role, address] = status
    assert not told


def test_who_may_not_writes_nothing(scene, person, hold):
    before = all_rows()
    posts = {
        f"/privacy/people/{person.uid}/": ({"phone": "13912340009"}, OFFICE | {"sysadmin", "handler"}),
        f"/privacy/reveal/orgs.person.phone/{person.pk}/": ({"reason": "联系整改事项"}, OFFICE | {"leader", "handler"}),
        "/privacy/retention/": ({"person": person.pk, "basis": "审计"}, {"secadmin"}),
        f"/privacy/retention/{hold.pk}/end/": ({}, {"secadmin"}),
        "/privacy/copies/": ({"account": scene.cast.handler.pk, "reason": "本人书面申请"}, {"secadmin"}),
    }
    for role, browser in signed_in(scene, *ROLES, "outsider", "nobody"):
        for address, (fields, who) in posts.items():
            if role not in who:
                assert browser.post(address, fields).status_code in {403, 404, 422}, (role, address)
    assert all_rows() == before
    assert Person.objects.get(pk=person.pk).phone.in_full() == NUMBER


def test_without_signing_in_every_address_leads_to_the_sign_in_page(scene, person, client):
    for address in pages(person):
        assert client.get(address).headers["Location"].startswith("/sign-in/?next="), address


def test_every_declared_column_is_kept_by_a_rule_or_with_the_records(scene):
    rules = {rule.key for rule in shipped()}
    kept = {column.kept for column in columns()}
    assert kept - rules == {
        "随业务档案保存", "数日后自动删除", "导入后清空，未导入的最多保存一天", "接收或放弃后清除文件内容",
        "送回以前保存，最多 400 天",
    }  # fmt: skip
