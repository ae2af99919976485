"""代办: a secretary acts for a leader, for a time, under both names, and never on what is its own."""

from datetime import date
from typing import Any

import pytest

from tests.scene import Scene, drafted, join
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.selectors import waiting_for
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Post, RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import holders_of, is_recused
from zhuanban.ground.orgs.services import end_role, name_deputy
from zhuanban.outward.documents.services import submit_document

DAY = date(2024, 5, 6)


@pytest.fixture
def secretary(scene: Scene) -> User:
    """Of no role of its own; the leader's deputy since today."""
    secretary = join(scene.cast, "secretary", None)
    deputise(scene.cast.leader, secretary)
    return fresh(secretary)


def deputise(principal: User, deputy: User, **days: Any) -> RoleAssignment:
    seat = principal.role_assignments.get()
    return name_deputy(by=principal, seat=seat, deputy=deputy, **{"starts_on": DAY, **days})


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_leader_names_a_secretary_who_approves_under_both_names(scene: Scene, client: Any):
    cast, secretary = scene.cast, join(scene.cast, "secretary", None)
    client.force_login(cast.leader)
    form = {"seat": cast.leader.role_assignments.get().pk, "deputy": secretary.pk, "starts_on": "2024-05-06"}
    assert client.post("/deputies/", form).status_code == 302
    assert "secretary" in client.get("/deputies/").content.decode()
    client.force_login(secretary)
    assert "代 秦岳 办理" in client.get("/approvals/").content.decode()
    answer = client.post(f"/approvals/{scene.approval.uid}/", {"granted": "yes", "opinion": "同意"})
    assert answer.status_code == 302
    approval = Approval.objects.get(pk=scene.approval.pk)
    assert (approval.decided_by, approval.decided_for) == (secretary, cast.leader)
    entry = timeline_of("approval", approval.pk).last()
    assert (entry.by_id, entry.acting_for_id, entry.who) == (secretary.pk, cast.leader.pk, "secretary代秦岳")
    assert "secretary代秦岳" in client.get(f"/approvals/{approval.uid}/").content.decode()
    assert holders_of(Role.LEADER, cast.district.pk, cast.campaign.pk).get() == cast.leader


def test_who_has_roles_of_its_own_chooses_in_whose_name_to_act(scene: Scene, client: Any):
    clerk, leader = scene.cast.office_colleague, scene.cast.leader
    deputise(leader, clerk)
    assert not fresh(clerk).has_role(Role.LEADER)
    client.force_login(clerk)
    page = client.get("/").content.decode()
    assert "正在以本人身份办理" in page
    assert client.post("/deputies/act/", {"principal": leader.pk}).status_code == 302
    page = client.get("/").content.decode()
    assert "代 秦岳 办理</b>" in page
    assert client.get(f"/c/{scene.cast.campaign.slug}/documents/draft/").status_code == 404  # a leader drafts nothing
    assert client.post("/deputies/act/", {"principal": scene.cast.office.pk}).status_code == 404
    client.post("/deputies/act/", {"principal": ""})
    assert client.get(f"/c/{scene.cast.campaign.slug}/documents/draft/").status_code == 200


def test_a_deputy_does_not_approve_what_it_drafted_itself_whoever_submitted_it(scene: Scene):
    cast, clerk = scene.cast, scene.cast.office_colleague
    document = drafted(cast)
    type(document).objects.filter(pk=document.pk).update(drafted_by=clerk)
    submit_document(by=cast.office, document=fresh_row(document), disclosure="open")
    approval = Approval.objects.get(subject_kind="document", subject_id=document.pk)
    deputise(cast.leader, clerk)
    acting = fresh(clerk)
    acting.act_for(cast.leader.pk)
    assert approval not in waiting_for(acting)
    with pytest.raises(Refused):
        decide_approval(by=acting, approval=approval, granted=True)
    assert scene.approval in waiting_for(acting)


def fresh_row(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_a_deputy_names_no_deputy_and_ends_with_the_principal(scene: Scene, secretary: User, time_machine: Any):
    cast, other = scene.cast, join(scene.cast, "other", None)
    for seat in (cast.leader.role_assignments.get(), secretary.role_assignments.get()):
        with pytest.raises(Refused):
            name_deputy(by=secretary, seat=seat, deputy=other, starts_on=DAY)
    security = scene.people["secadmin"]
    end_role(by=security, seat=cast.leader.role_assignments.get(), last_on=DAY, reason="调离")
    assert fresh(secretary).has_role(Role.LEADER)
    time_machine.move_to("2024-05-07T02:00:00Z", tick=False)
    assert not fresh(secretary).has_role(Role.LEADER)
    assert not may(fresh(secretary), "campaign.view", cast.campaign)


def test_a_closed_account_has_no_deputies(scene: Scene, secretary: User):
    User.objects.filter(pk=scene.cast.leader.pk).update(is_active=False)
    assert fresh(secretary).seats == []


def test_recusal_counts_the_units_of_both(scene: Scene, secretary: User):
    cast = scene.cast
    Post.objects.create(person=cast.leader.person, unit=cast.towns[1], title="党委书记", starts_on=date(2024, 1, 1))
    assert is_recused(secretary, cast.towns[1].pk)
    assert not is_recused(secretary, cast.towns[0].pk)
    clerk = cast.office_colleague
    deputise(cast.leader, clerk)
    assert not is_recused(fresh(clerk), cast.towns[1].pk)
    acting = fresh(clerk)
    acting.act_for(cast.leader.pk)
    assert is_recused(acting, cast.towns[1].pk, cast.office_unit.pk)
    assert is_recused(acting, cast.office_unit.pk)


def test_what_cannot_be_is_explained(scene: Scene):
    cast, seat = scene.cast, scene.cast.leader.role_assignments.get()
    wrong = (
        (cast.leader, {}, "不能委托给本人"),
        (cast.auditor, {}, "不能代办业务"),
        (cast.outsider, {}, "本区在用的账号"),
        (cast.handler, {"ends_on": date(2024, 5, 1)}, "不能早于起始日期"),
    )
    for deputy, days, words in wrong:
        with pytest.raises(Invalid, match=words):
            name_deputy(by=cast.leader, seat=seat, deputy=deputy, **{"starts_on": DAY, **days})
    deputise(cast.leader, cast.handler)
    with pytest.raises(Invalid, match="已经委托给这个账号"):
        deputise(cast.leader, cast.handler)


def test_outsiders_name_nobody_and_nothing_is_written(scene: Scene, client: Any):
    cast, seat, before = scene.cast, scene.cast.leader.role_assignments.get(), Entry.objects.count()
    for who in (cast.outsider, cast.township, cast.inspector, cast.auditor, cast.office):
        with pytest.raises(Refused):
            name_deputy(by=who, seat=seat, deputy=cast.handler, starts_on=DAY)
    client.force_login(cast.township)
    assert client.get("/deputies/").status_code == 404
    assert Entry.objects.count() == before
