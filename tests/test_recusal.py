"""回避: whoever holds a post in a unit decides nothing about it, at whichever desk. Told of the scene's 柳河镇.

Every service that verifies, scores, accepts or approves is in the list; a post is all that changes between the tests.
A deputy (代办) stands back for the posts and seats of both: its own and those of whom it acts for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from django.db import transaction
from django.test import Client

from tests.scene import Scene, join
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.selectors import waiting_for
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core.errors import Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person, Post, Unit, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.ground.orgs.services import name_deputy
from zhuanban.oversight.appraisals.rules.periods import month
from zhuanban.oversight.appraisals.services import compute_scores, decide_acceptance, publish_scheme
from zhuanban.plan.localplans.services import confirm_local_plan, mark_clause, return_local_plan
from zhuanban.work.indicators.services import correct_reading
from zhuanban.work.matters import services as loop
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.services import admit_visit, refuse_visit

Act = Callable[..., object]


def deciding(scene: Scene) -> dict[str, tuple[str, Act]]:
    """What is decided about 柳河镇 → (who is allowed to, the service with all but the person)."""
    cast = scene.cast
    matter, plan = scene.matters["done"], scene.local_plan
    return {
        "核查销号": ("inspector", partial(loop.close_matter, matter=matter)),
        "核查退回": ("inspector", partial(loop.send_back_matter, matter=matter, reason="没有清完")),
        "办公室核查": ("office_colleague", partial(loop.close_matter, matter=matter)),
        "受理检查": ("office", partial(admit_visit, visit=scene.visit)),
        "不予受理": ("office", partial(refuse_visit, visit=scene.visit, reason="重复")),
        "公布评分办法": ("office", partial(publish_scheme, scheme=scene.scheme_draft, starts_on=date(2024, 6, 1))),
        "计算得分": ("office", partial(compute_scores, scheme=scene.scheme, period=month(2024, 4))),
        "验收": ("office", partial(decide_acceptance, acceptance=scene.acceptance, decision="lasting", reason="转")),
        "核对方案": ("office", partial(mark_clause, plan=plan, clause=cast.order, decision="carried-out", note="看")),
        "退回方案": ("office", partial(return_local_plan, plan=plan, reason="补齐")),
        "确认方案": ("office", partial(confirm_local_plan, plan=plan)),
        "更正数据": ("office", partial(correct_reading, reading=scene.reading, reason="笔误", value=60)),
        "审批延期": ("office", partial(decide_approval, approval=extension(scene), granted=True)),
    }


def extension(scene: Scene) -> Approval:
    """The bureau asks for more time with a matter in 柳河镇."""
    asked = Approval.objects.filter(action="matter.extend").first()
    return asked or loop.ask_extension(
        by=scene.cast.handler, matter=scene.matters["timely"], reason="等车", until=date(2024, 6, 1)
    )


def extension_where_the_office_sits(scene: Scene) -> Approval:
    """The unit of the office asks for more time with another matter in 柳河镇: a leader decides."""
    matter = scene.matters["registered"]
    loop.dispatch_matter(by=scene.cast.office_colleague, matter=matter, unit=scene.cast.office_unit)
    clerk = join(scene.cast, "housing", Role.DEPARTMENT, scene.cast.office_unit)
    loop.accept_matter(by=clerk, matter=matter)
    return loop.ask_extension(by=clerk, matter=matter, reason="等批复", until=date(2024, 7, 1))


def posted(user: User, unit: Unit, **days: date) -> User:
    """The same person as before, with a post in the unit; read anew, as a request would."""
    person = user.person or Person.objects.create(district=unit.district, name=user.name)
    User.objects.filter(pk=user.pk).update(person=person)
    Post.objects.create(person=person, unit=unit, title="挂职", **{"starts_on": date(2024, 1, 1), **days})
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("name", [
    "核查销号", "核查退回", "办公室核查", "受理检查", "不予受理", "公布评分办法", "计算得分", "验收", "核对方案",
    "退回方案", "确认方案", "更正数据", "审批延期",
])  # fmt: skip
def test_whoever_holds_a_post_there_decides_nothing_about_it(scene: Scene, name: str):
    acts = deciding(scene)
    assert len(acts) == 13
    who, act = acts[name]
    before = Entry.objects.count()
    with pytest.raises(Refused, match="回避"):
        act(by=posted(scene.people[who], scene.cast.towns[0]))
    assert Entry.objects.count() == before
    elsewhere = posted(join(scene.cast, "another", ROLES[who]), scene.cast.towns[0], ends_on=date(2024, 5, 5))
    if name not in UNREADY:
        act(by=elsewhere)


ROLES = {"inspector": Role.INSPECTOR, "office": Role.OFFICE_DIRECTOR, "office_colleague": Role.OFFICE}
# What nobody could do in the scene as it stands, for other reasons.
UNREADY = {"受理检查", "确认方案", "核对方案"}


def test_an_extension_about_own_units_is_not_in_the_list_and_goes_to_a_leader_where_the_office_sits(scene: Scene):
    approval, office = extension(scene), scene.people["office"]
    assert approval in waiting_for(office)
    assert approval not in waiting_for(posted(office, scene.cast.bureau))
    asked = extension_where_the_office_sits(scene)
    assert asked.decider_role == Role.LEADER
    assert asked in waiting_for(scene.cast.leader)


def test_who_wrote_a_document_does_not_approve_it_whoever_submitted_it(scene: Scene):
    cast, approval = scene.cast, scene.approval
    cast.office.role_assignments.create(role=Role.LEADER, district=cast.district, starts_on=date(2024, 2, 1))
    Approval.objects.filter(pk=approval.pk).update(asked_by=cast.office_colleague)
    with pytest.raises(Refused):
        decide_approval(by=User.objects.get(pk=cast.office.pk), approval=approval, granted=True)
    decide_approval(by=cast.leader, approval=approval, granted=True)


def seated(user: User, unit: Unit) -> User:
    """The same person with a seat of the township beside what it has."""
    user.role_assignments.create(role=Role.TOWNSHIP, district=unit.district, unit=unit, starts_on=date(2024, 2, 1))
    return User.objects.get(pk=user.pk)


@dataclass
class Pair:
    """A principal without any tie to 柳河镇, and its deputy without any role of its own."""

    principal: User
    deputy: User

    def acting(self) -> User:
        """The deputy as a request of it would have it, acting for the principal."""
        user = User.objects.get(pk=self.deputy.pk)
        user.act_for(self.principal.pk)
        assert user.acting_for == self.principal
        return user


def paired(scene: Scene, role: Role) -> Pair:
    pair = Pair(join(scene.cast, f"principal-{role}", role), join(scene.cast, f"deputy-{role}", None))
    seat = pair.principal.role_assignments.get()
    name_deputy(by=pair.principal, seat=seat, deputy=pair.deputy, starts_on=date(2024, 5, 6))
    return pair


def deputised(scene: Scene) -> dict[str, tuple[Pair, Act]]:
    """Whatever a deputy may decide about 柳河镇: for a director all of the list, for a leader what is put before it."""
    director, leader = paired(scene, Role.OFFICE_DIRECTOR), paired(scene, Role.LEADER)
    acts = {name: (director, act) for name, (_, act) in deciding(scene).items() if name != "办公室核查"}
    asked = extension_where_the_office_sits(scene)
    return {**acts, "区领导审批": (leader, partial(decide_approval, approval=asked, granted=True))}


TIES: dict[str, tuple[str, Callable[[User, Unit], User]]] = {
    "代办人任职": ("deputy", posted), "委托人任职": ("principal", posted),
    "代办人有乡镇的角色": ("deputy", seated), "委托人有乡镇的角色": ("principal", seated),
}  # fmt: skip


@pytest.mark.parametrize("tie", TIES)
def test_a_deputy_decides_nothing_where_it_or_its_principal_belongs(scene: Scene, tie: str):
    acts = deputised(scene)
    whose, bind = TIES[tie]
    for pair in {id(pair): pair for pair, _ in acts.values()}.values():
        bind(getattr(pair, whose), scene.cast.towns[0])
    before, done = Entry.objects.count(), []
    for name, (pair, act) in acts.items():
        try:
            with transaction.atomic():
                act(by=pair.acting())
        except Refused as error:
            assert "回避" in error.message, name  # noqa: PT017  # every act of the list is walked
        else:
            done.append(name)
    assert len(acts) == 13
    assert not done
    assert Entry.objects.count() == before


def test_a_deputy_of_whom_neither_belongs_there_decides(scene: Scene):
    """What the walk before refuses is refused for the tie alone."""
    for name, (pair, act) in deputised(scene).items():
        if name in UNREADY:
            continue
        posted(pair.deputy, scene.cast.water)
        with transaction.atomic():
            act(by=pair.acting())
            assert Entry.objects.filter(by=pair.deputy, acting_for_id=pair.principal.pk).exists(), name
            transaction.set_rollback(True)


def test_who_acts_in_its_own_name_again_keeps_its_own_posts_only(scene: Scene):
    """The principal's post binds the deputy while it acts for it; its own post binds it in either name."""
    cast, matter = scene.cast, scene.matters["done"]
    pair = Pair(join(cast, "director2", Role.OFFICE_DIRECTOR), cast.second_inspector)
    seat = pair.principal.role_assignments.get()
    name_deputy(by=pair.principal, seat=seat, deputy=pair.deputy, starts_on=date(2024, 5, 6))
    posted(pair.principal, cast.towns[0])
    with pytest.raises(Refused, match="回避"):
        loop.close_matter(by=pair.acting(), matter=matter)
    with transaction.atomic():
        loop.close_matter(by=User.objects.get(pk=pair.deputy.pk), matter=matter)
        transaction.set_rollback(True)
    with pytest.raises(Refused, match="回避"):
        loop.close_matter(by=posted(pair.deputy, cast.towns[0]), matter=matter)


@pytest.mark.parametrize("whose", ["deputy", "principal"])
def test_a_deputy_settles_no_visit_that_it_or_its_principal_sent(scene: Scene, client: Client, whose: str):
    pair = paired(scene, Role.OFFICE_DIRECTOR)
    address = f"/c/{scene.cast.campaign.slug}/m/visits/{scene.visit.uid}/"
    client.force_login(pair.deputy)
    assert "不予受理" in client.get(address).content.decode()
    Visit.objects.filter(pk=scene.visit.pk).update(inspector=getattr(pair, whose))
    for settle in (admit_visit, partial(refuse_visit, reason="重复")):
        with pytest.raises(Refused, match="回避"):
            settle(by=pair.acting(), visit=scene.visit)
    assert "作不予受理" not in client.get(address).content.decode()


@pytest.mark.parametrize("whose", ["deputy", "principal"])
def test_a_deputy_verifies_nothing_that_it_or_its_principal_did(scene: Scene, whose: str):
    pair, matter = paired(scene, Role.OFFICE_DIRECTOR), scene.matters["done"]
    matter.assignments.update(done_by=getattr(pair, whose))
    for verify in (loop.close_matter, partial(loop.send_back_matter, reason="没有清完")):
        with pytest.raises(Refused, match="回避"):
            verify(by=pair.acting(), matter=matter)


def test_asking_for_many_rows_reads_once(scene: Scene, django_assert_num_queries):
    user = User.objects.get(pk=scene.people["inspector"].pk)
    units = list(Unit.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):
        assert not [unit for unit in units * 50 if is_recused(user, unit)]
