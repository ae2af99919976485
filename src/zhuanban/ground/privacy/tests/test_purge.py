"""What is past its term goes in the night, what is held stays, and the rules hold together."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
import yaml
from django.contrib.sessions.models import Session
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.models import DoorAnswer
from zhuanban.ground.journal.models import Entry, Private
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import PostsEnded
from zhuanban.ground.orgs.models import Person, Post
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import set_phone
from zhuanban.ground.privacy.rules.retention import FILE, faults, shipped
from zhuanban.ground.privacy.services import begin_hold, end_hold, purge, purge_plan
from zhuanban.ground.privacy.services.purging import purger_keys
from zhuanban.ground.privacy.tests.test_reveal import browser_of, watcher
from zhuanban.ground.signin.models import SessionRecord

START = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)
RULES = shipped()


def later(days: int) -> Any:
    return time_machine.travel(START + timedelta(days=days), tick=False)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_the_examples_of_the_rules_hold(rule):
    for example in rule.examples:
        assert rule.is_gone(example.event, example.day) == example.gone


def test_the_rules_are_sound_and_each_is_carried_out():
    assert faults(yaml.safe_load(FILE.read_text(encoding="utf-8")), purger_keys()) == []
    assert sorted(rule.key for rule in RULES) == purger_keys()


SOUND = {
    "key": "sessions", "name": "会话", "after": "过期", "days": 3, "least": 1, "basis": "用后即删",
    "examples": [{"event": date(2024, 1, 1), "day": date(2024, 1, 2), "gone": False}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": 0}, "期限 0 天"),
        ({"days": 9999}, "期限 9999 天"),
        ({"days": "三"}, "应是天数"),
        ({"name": ""}, "缺 name"),
        ({"key": "unknown"}, "没有对应的删除办法"),
        ({"examples": []}, "没有例子"),
        ({"examples": [{"on": 1}]}, "例子要写"),
    ],
)
def test_a_faulty_rule_is_explained(change, words):
    assert words in "".join(faults([{**SOUND, **change}], purger_keys()))
    assert "写了两次" in "".join(faults([SOUND, SOUND]))
    assert faults("x") == ["规则应是一个列表"]


@given(days=st.integers(0, 4000), event=st.dates(date(2000, 1, 1), date(2030, 1, 1)), wait=st.integers(0, 5000))
def test_a_rule_never_deletes_early_nor_forgets(days, event, wait):
    rule = next(rule for rule in RULES if rule.key == "journal-private")
    tried = type(rule)(rule.key, rule.name, rule.after, days, 0, rule.basis, rule.examples)
    assert tried.is_gone(event, event + timedelta(days=wait)) == (wait >= days)


def told(cast, **given: Any) -> Entry:
    event = PostsEnded(person_id=cast.handler.person_id, what="职务终止", on=None, ended=1, deleted=0, **given)
    return record(event, by=cast.office, private={"name": "石磊"})


def test_private_parts_go_after_three_years_and_their_entries_stay(cast):
    with later(0):
        entry = told(cast)
    with later(1094):
        assert purge() == []
    with later(1095):
        counts = {rule.key: count for rule, count in purge()}
        assert counts == {"journal-private": 1}
        assert not Private.objects.exists()
        kept = Entry.objects.get(pk=entry.pk)
        assert kept.private_digest
        noted = Entry.objects.get(event="PersonalDataPurged")
        assert noted.payload["count"] == 1
        assert purge() == []


def test_what_is_held_stays_until_the_hold_ends(cast):
    security = watcher(cast, Role.SECURITY_ADMIN)
    with later(0):
        told(cast)
        told(cast, campaign_id=cast.campaign.pk)
        person = begin_hold(by=security, district=cast.district, basis="区委函〔2024〕3号", person=cast.handler.person)
        with pytest.raises(Invalid, match="已经暂停"):
            begin_hold(by=security, district=cast.district, basis="再次", person=cast.handler.person)
        action = begin_hold(by=security, district=cast.district, basis="审计", campaign_id=cast.campaign.pk)
    with later(1200):
        assert purge() == []
        end_hold(by=security, hold=person)
        assert {rule.key: count for rule, count in purge()} == {"journal-private": 1}
        end_hold(by=security, hold=action)
        assert {rule.key: count for rule, count in purge()} == {"journal-private": 1}
        with pytest.raises(Invalid, match="已经结束"):
            end_hold(by=security, hold=action)


def test_only_the_security_administrator_holds(cast):
    for user in (cast.office, cast.auditor, cast.outsider):
        with pytest.raises(Refused):
            begin_hold(by=user, district=cast.district, basis="审计", campaign_id=cast.campaign.pk)


def test_traces_of_signing_in_go_after_half_a_year(cast):
    with later(0):
        SessionRecord.objects.create(user=cast.handler, session_key="y", way="密码", device="", began_at=clock.now())
        Session.objects.create(session_key="x" * 32, session_data="", expire_date=clock.now() + timedelta(hours=1))
        DoorAnswer.objects.create(
            actor=cast.office, key="k", digest="d", status=200, body={}, answered_at=clock.now()
        )
    with later(182):
        assert {rule.key for rule, _ in purge()} == {"sessions", "door-answers"}
        assert SessionRecord.objects.count() == 1
    with later(183):
        assert {rule.key for rule, _ in purge()} == {"sign-in-traces"}


def test_phones_of_those_who_left_go_after_ninety_days(cast):
    with later(0):
        person = Person.objects.create(district=cast.district, name="离任者")
        Post.objects.create(person=person, unit=cast.bureau, title="科员", starts_on="2024-02-01", ends_on="2024-05-06")
        never = Person.objects.create(district=cast.district, name="从未任职")
        for number, one in ((1, person), (2, never), (3, cast.handler.person)):
            set_phone(by=cast.office, person=one, phone=f"1391234000{number}")
    with later(90):
        assert {rule.key: count for rule, count in purge_plan() if count} == {}
    with later(92):
        assert {rule.key: count for rule, count in purge()} == {"phones": 2}
        kept = {one.name: str(one.phone) for one in Person.objects.filter(phone__isnull=False)}
        assert kept == {"石磊": "139****0003"}


def test_the_page_shows_what_would_go_and_holds(cast):
    with later(0):
        told(cast)
    with later(1095):
        security = browser_of(watcher(cast, Role.SECURITY_ADMIN))
        page = security.get("/privacy/retention/").content.decode()
        assert "日志附表" in page
        sent = {"person": cast.handler.person_id, "basis": "区委函〔2024〕3号"}
        assert security.post("/privacy/retention/", sent).status_code == 302
        assert "区委函" in security.get("/privacy/retention/").content.decode()
        assert security.post("/privacy/retention/", {**sent, "basis": ""}).status_code == 422
        assert purge() == []
        assert browser_of(cast.office).get("/privacy/retention/").status_code == 404
        pk = Entry.objects.get(event="HoldBegun").payload["hold_id"]
        assert browser_of(cast.auditor).post(f"/privacy/retention/{pk}/end/").status_code == 404
        assert security.post(f"/privacy/retention/{pk}/end/").status_code == 302
        assert {rule.key for rule, _ in purge()} == {"journal-private"}
