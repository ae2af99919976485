"""Two people do the same thing in the same instant: one of them does it, the other is told why not."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connections

from tests.cast import Cast
from tests.scene import KIND, Scene, a_picture, drafted, join, set_up
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.doors import Answer, answer_once
from zhuanban.ground.core.errors import ServiceError
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Delivery, Entry, Seal
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.verifying import verified
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import give_role
from zhuanban.ground.signin.proofs import one_time
from zhuanban.ground.signin.services import enrol_app, prove_by_code
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.services import publish_document, submit_document
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.services import (
    Choices,
    apply_amendment,
    discard_amendment,
    load_amendment,
    load_notice,
    start_campaign,
)
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE, ROSTER_NOTICE
from zhuanban.work.indicators.services import record_reading
from zhuanban.work.matters import services as loop
from zhuanban.work.matters.models import Kind, Matter

pytestmark = pytest.mark.usefixtures("journal_can_be_emptied")


@pytest.fixture
def house(transactional_db) -> Iterator[Scene]:
    """The scene, kept for good until the test is over, so that every thread sees it."""
    with set_up() as scene:
        yield scene


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the sentence with which it was rejected; all begin in the same instant."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait(10)
        try:
            results[place] = act()
        except ServiceError as error:
            results[place] = error.message
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    faults = [result for result in results if isinstance(result, Exception)]
    assert not faults
    return results


def told(results: list[Any]) -> list[str]:
    return [result for result in results if isinstance(result, str)]


def test_one_of_two_grants_that_exclude_each_other(house):
    """On PostgreSQL also past the service: the database itself holds the account while it compares."""
    people = (join(house.cast, "newcomer", None), house.people["secadmin"])
    give = partial(give_role, by=people[1], user=people[0], starts_on=date(2024, 5, 6))
    results = at_once(partial(give, role=Role.AUDITOR), partial(give, role=Role.INSPECTOR))
    assert told(results) == ["系统管理员、安全保密管理员、安全审计员不能由同一账号兼任，也不能兼任其他角色。"]
    assert people[0].role_assignments.count() == 1


def test_one_of_two_clerks_accepts_a_matter(house):
    cast, matter = house.cast, house.matters["dispatched"]
    other = join(cast, "bureau2", Role.DEPARTMENT, cast.bureau)
    results = at_once(*(lambda by=by: loop.accept_matter(by=by, matter=matter) for by in (cast.handler, other)))
    assert told(results) == ["这件事项办理中，现在不能“签收”。请刷新页面看最新状态。"]
    assert Entry.objects.filter(event="MatterAccepted", subject_id=matter.pk).count() == 1


def test_one_of_two_inspectors_closes_a_matter(house):
    cast, matter = house.cast, house.matters["done"]
    people = (cast.inspector, cast.second_inspector)
    results = at_once(*(lambda by=by: loop.close_matter(by=by, matter=matter) for by in people))
    assert told(results) == ["这件事项已销号，现在不能“核查通过，销号”。请刷新页面看最新状态。"]


def test_closing_and_sending_back_do_not_both_happen(house):
    cast, matter = house.cast, house.matters["done"]
    results = at_once(
        lambda: loop.close_matter(by=cast.inspector, matter=matter),
        lambda: loop.send_back_matter(by=cast.second_inspector, matter=matter, reason="仍有残留"),
    )
    assert len(told(results)) == 1


def test_one_of_two_clerks_dispatches_a_matter(house):
    cast, matter = house.cast, house.matters["registered"]
    given = ((cast.office, cast.bureau), (cast.office_colleague, cast.water))
    results = at_once(*(lambda by=by, to=to: loop.dispatch_matter(by=by, matter=matter, unit=to) for by, to in given))
    assert told(results) == ["这件事项待签收，现在不能“交办”。请刷新页面看最新状态。"]
    assert matter.assignments.count() == 1


def new_matter(cast: Cast, photo: Photo, uid: Any = None) -> Matter:
    return loop.register_matter(
        by=cast.inspector, campaign=cast.campaign, kind=Kind.objects.get(code=KIND), township=cast.towns[0],
        title="垃圾", place="路口", photos=[photo], uid=uid,
    )  # fmt: skip


def test_matters_filed_at_once_have_numbers_of_their_own(house):
    made = at_once(*[lambda: new_matter(house.cast, house.photo)] * 4)
    assert len({matter.number for matter in made}) == 4


def test_one_matter_comes_of_one_report_sent_twice(house):
    uid = uuid7()
    one, other = at_once(*[lambda: new_matter(house.cast, house.photo, uid)] * 2)
    assert one == other
    assert Matter.objects.filter(uid=uid).count() == 1


def test_a_key_does_its_work_once(house):
    done: list[int] = []

    def door() -> Answer:
        def work() -> Answer:
            done.append(1)
            return Answer(201, {"number": next_number("door")})

        return answer_once(house.cast.office, "key-1", "0" * 64, work)

    answers = at_once(*[door] * 3)
    assert {(answer.status, answer.body["number"]) for answer in answers} == {(201, 1)}
    assert sorted(answer.repeated for answer in answers) == [False, True, True]


def test_a_counter_gives_every_number_once(transactional_db):
    numbers = at_once(*[lambda: [next_number("matter:1:2024") for _ in range(10)]] * 4)
    assert sorted(number for given in numbers for number in given) == list(range(1, 41))


def approved(cast: Cast, document: Document) -> Document:
    """A document that a leader has approved."""
    if not Approval.objects.filter(subject_kind="document", subject_id=document.pk).exists():
        submit_document(by=cast.office, document=document, disclosure="open")
    approval = Approval.objects.get(subject_kind="document", subject_id=document.pk)
    decide_approval(by=cast.leader, approval=approval, granted=True)
    deliver_pending()
    return Document.objects.get(pk=document.pk)


def test_one_of_two_clerks_issues_a_document(house):
    cast, document = house.cast, approved(house.cast, house.submitted)
    people = (cast.office, cast.office_colleague)
    results = at_once(*(lambda by=by: publish_document(by=by, document=document) for by in people))
    assert len(told(results)) == 1
    assert Entry.objects.filter(event="DocumentPublished").count() == 1


def test_two_documents_issued_at_once_have_numbers_of_their_own(house):
    cast = house.cast
    documents = [approved(cast, document) for document in (house.submitted, house.document, drafted(cast))]
    results = at_once(*(lambda one=one: publish_document(by=cast.office, document=one) for one in documents))
    assert len({document.number for document in results}) == 3


def test_one_of_two_leaders_decides(house):
    cast, second = house.cast, join(house.cast, "leader2", Role.LEADER)
    acts = (
        lambda: decide_approval(by=cast.leader, approval=house.approval, granted=True),
        lambda: decide_approval(by=second, approval=house.approval, granted=False, opinion="再核"),
    )
    assert told(at_once(*acts)) == ["这件事已经有了审批结果。"]


def test_a_reading_of_a_day_is_entered_once(house):
    cast = house.cast

    def enter(by: Any) -> Any:
        return record_reading(
            by=by, indicator=house.indicator, township=cast.towns[0], on=date(2024, 5, 1), value=Decimal(65),
            document="月报", source_unit="区水务局",
        )  # fmt: skip

    results = at_once(lambda: enter(cast.office), lambda: enter(cast.water_clerk))
    assert len(told(results)) == 1


def test_an_action_is_started_once(house):
    action = house.draft_action
    results = at_once(*[lambda: start_campaign(by=house.cast.office, campaign=action, taken_over_on=None)] * 2)
    assert len(told(results)) == 1
    assert Entry.objects.filter(event="CampaignStarted", campaign_id=action.pk).count() == 1


def test_one_of_two_directors_lets_an_amendment_take_effect(house):
    action, people = house.cast.campaign, (house.cast.office, join(house.cast, "director2", Role.OFFICE_DIRECTOR))
    act = partial(apply_amendment, campaign=action, version=house.amendment, choices=Choices())
    results = at_once(*(partial(act, by=by) for by in people))
    assert told(results) == ["这份修订已经办理过（现行），请刷新页面。"]
    assert Entry.objects.filter(event="NoticeAmended", campaign_id=action.pk).count() == 1


def test_one_of_two_amendments_waits(house):
    cast, action = house.cast, start_campaign(by=house.cast.office, campaign=house.draft_action)
    texts = (AMENDED, ROSTER_NOTICE)
    results = at_once(
        *(lambda text=text: load_amendment(by=cast.office, campaign=action, content=text.encode(), name="修订.txt")
          for text in texts)
    )  # fmt: skip
    assert len(told(results)) == 1
    assert "已有一份修订待生效" in told(results)[0]


def test_applying_and_discarding_do_not_both_happen(house):
    cast, action = house.cast, house.cast.campaign
    results = at_once(
        partial(apply_amendment, by=cast.office, campaign=action, version=house.amendment, choices=Choices()),
        partial(discard_amendment, by=cast.office, campaign=action, version=house.amendment, reason="还没有发文"),
    )
    assert len(told(results)) == 1


def test_one_notice_sent_twice_is_one_action(house):
    content = f"{NOTICE}\n附：另一份".encode()
    by = house.cast.office
    one, other = at_once(*[lambda: load_notice(by=by, content=content, name="通知.txt")] * 2)
    assert one == other
    assert Campaign.objects.filter(versions__sha256=one.versions.get().sha256).count() == 1


def test_one_photo_sent_twice_is_one_photo(house):
    cast, content = house.cast, a_picture(33)
    one, other = at_once(
        *[lambda: take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=content, capture=Capture())] * 2
    )
    assert one == other
    assert one.bands.count() == 4


def test_the_chain_stays_one_while_two_write_and_two_seal(house):
    cast = house.cast
    write = lambda: [new_matter(cast, house.photo).pk for _ in range(5)]  # noqa: E731
    at_once(write, seal_entries, write, seal_entries)
    seal_entries()
    assert verified() == (Entry.objects.count(), [])
    assert Seal.objects.count() == Entry.objects.count()


def test_two_workers_carry_out_a_delivery_once(house):
    done = at_once(deliver_pending, deliver_pending, deliver_pending)
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert set(states) == {"done"}
    assert sum(done) == states["done"]
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_the_same_code_sent_from_two_places_gets_one_of_them_in(house):
    user, secret = house.cast.office, one_time.new_secret()
    step = one_time.step_of(clock.now())
    codes = enrol_app(by=user, secret=secret, code=one_time.code_at(secret, step - 1)).codes
    for code, way in ((one_time.code_at(secret, step), "totp"), (codes[0], "recovery")):
        told = at_once(*[partial(prove_by_code, by=user, code=code)] * 3)
        assert told.count(way) == 1, told
        assert sum("验证码不对" in str(words) for words in told) == 2, told
