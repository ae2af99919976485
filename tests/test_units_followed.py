"""Units are merged and split: in every room what is open goes on with the successor, what is over stays as history."""

from datetime import date

from tests.scene import Scene
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Delivery, Entry
from zhuanban.ground.orgs.models import Reorganisation, Unit, User
from zhuanban.ground.orgs.rules.reorganisations import Decision
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.ground.orgs.services import reorganise
from zhuanban.oversight.appraisals.models import Acceptance, Score, TownshipTotal
from zhuanban.oversight.appraisals.rules.acceptance import State as Stated
from zhuanban.oversight.appraisals.services import decide_acceptance, make_statements
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.rules import State
from zhuanban.plan.localplans.selectors import is_newest
from zhuanban.work.indicators.models import Reading
from zhuanban.work.matters.services import ask_extension

MERGE = Reorganisation.Kind.MERGE
TODAY = date(2024, 5, 6)


def merged(scene: Scene, name: str = "柳塔镇") -> Unit:
    cast = scene.cast
    decision = Decision(tuple(town.pk for town in cast.towns[:2]), (name,))
    reorganise(by=cast.office, district=cast.district, kind=MERGE, decision=decision, on=TODAY)
    deliver_pending()
    assert not Delivery.objects.exclude(state="done").filter(entry__event="UnitsMerged").exists()
    return Unit.objects.get(name=name, closes_on=None)


def test_a_plan_that_is_not_confirmed_goes_on_and_a_confirmed_one_is_history(scene: Scene):
    town, plan = scene.cast.towns[0], scene.local_plan
    new = merged(scene)
    plan.refresh_from_db()
    assert (plan.township, plan.number, is_newest(plan)) == (new, 1, True)
    assert "柳河镇没有确认的实施方案转给柳塔镇" in Entry.objects.get(event="LocalPlanHandedOn").sentence
    LocalPlan.objects.filter(pk=plan.pk).update(state=State.CONFIRMED)
    reorganise(by=scene.cast.office, district=scene.cast.district, kind=MERGE, on=date(2024, 5, 7),
               decision=Decision((new.pk, scene.cast.towns[2].pk), ("大柳镇",)))  # fmt: skip
    deliver_pending()
    plan.refresh_from_db()
    assert plan.township == new
    assert town.successors.get().new == new


def test_the_preview_says_what_goes_on(scene: Scene, client):
    client.force_login(scene.cast.office)
    sent = {"units": [town.pk for town in scene.cast.towns[:2]], "name": "柳塔镇", "on_day": "2024-05-06"}
    page = client.post("/units/merge/", {**sent, "step": "preview"}).content.decode()
    assert "没有确认的实施方案 <b>1</b>" in page
    assert "没有办结的验收" in page
    assert "都是原单位的历史" in page


def test_what_is_to_be_mended_goes_on_and_what_is_settled_stays(scene: Scene):
    cast = scene.cast
    rows = {each.township_id: each for each in Acceptance.objects.filter(clause=cast.hygiene)}
    here, there = rows[cast.towns[0].pk], rows[cast.towns[1].pk]
    decide_acceptance(by=cast.office, acceptance=there, decision="mend", reason="补资料", due_on=date(2024, 6, 1))
    other = Acceptance.objects.get(clause=cast.order, township=cast.towns[1])
    Acceptance.objects.filter(pk=other.pk).update(state=Stated.DECIDED, decision="lasting", reason="转")
    new = merged(scene)
    there.refresh_from_db()
    assert (there.township, there.decision, there.due_on) == (new, "mend", date(2024, 6, 1))
    assert not Acceptance.objects.filter(pk=here.pk).exists()
    other.refresh_from_db()
    assert other.township == cast.towns[1]
    moved = Acceptance.objects.get(clause=cast.order, township=new)
    assert (moved.state, moved.statement) == (Stated.OPEN, {})
    assert "没有办结的验收" in Entry.objects.filter(event="AcceptancesHandedOn").get().sentence
    make_statements(by=cast.office, campaign=cast.campaign)
    moved.refresh_from_db()
    assert (moved.township, moved.state) == (new, Stated.STATED)


def test_readings_and_scores_stay_with_the_old_township(scene: Scene):
    town = scene.cast.towns[0]
    counts = [model.objects.filter(township=town).count() for model in (Reading, Score, TownshipTotal)]
    assert all(counts)
    new = merged(scene)
    assert [model.objects.filter(township=town).count() for model in (Reading, Score, TownshipTotal)] == counts
    assert not Reading.objects.filter(township=new).exists()


def test_a_visit_that_waits_lies_in_the_new_township(scene: Scene):
    body = scene.visit.body
    new = merged(scene)
    scene.visit.refresh_from_db()
    assert (scene.visit.township, scene.visit.body) == (new, body)


def test_who_works_in_the_new_unit_decides_no_request_of_the_old_ones(scene: Scene):
    asked = ask_extension(
        by=scene.cast.handler, matter=scene.matters["timely"], reason="等车", until=date(2024, 6, 1)
    )
    new = merged(scene)
    assert new in Approval.objects.get(pk=asked.pk).units.all()
    assert is_recused(User.objects.get(pk=scene.cast.township.pk), *asked.units.values_list("pk", flat=True))


def test_running_twice_changes_nothing(scene: Scene):
    merged(scene)
    models = (LocalPlan, Acceptance, Approval)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    before = Entry.objects.count()
    Delivery.objects.filter(entry__event="UnitsMerged").update(state="waiting", attempts=0)
    assert deliver_pending() >= 5
    assert [list(model.objects.order_by("pk").values()) for model in models] == rows
    assert Entry.objects.count() == before
