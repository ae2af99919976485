"""Units are merged and split: what is open goes to who takes over or with its village, what is closed stays."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Delivery, Entry
from zhuanban.ground.orgs.models import GroupMember, Post, Reorganisation, RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.rules.reorganisations import Decision
from zhuanban.ground.orgs.selectors import existing_on, find_unit, townships_of
from zhuanban.ground.orgs.services import (
    carry_out_due,
    close_unit,
    establish_unit,
    move_unit,
    reorganise,
    withdraw_reorganisation,
)
from zhuanban.plan.campaigns.models import ClauseOwner, Duty
from zhuanban.plan.campaigns.services import name_owner
from zhuanban.plan.campaigns.services.units import register_of
from zhuanban.work.matters.models import Assignment, Matter, MatterScope
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.matters.selectors.figures import figures_by_township
from zhuanban.work.matters.services import dispatch_matter, rebuild_scopes, rebuild_tallies
from zhuanban.work.matters.tests.story import closed, fresh, handling, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
TODAY, LATER = date(2024, 4, 10), date(2024, 4, 20)
MERGE, SPLIT = Reorganisation.Kind.MERGE, Reorganisation.Kind.SPLIT


def merged(cast: Cast, *units: Unit, name: str, on: date = TODAY) -> Reorganisation:
    decision = Decision(tuple(unit.pk for unit in units), (name,))
    return reorganise(by=cast.office, district=cast.district, kind=MERGE, decision=decision, on=on)


def split(cast: Cast, unit: Unit, *names: str, children: dict[int, int] | None = None) -> Reorganisation:
    decision = Decision((unit.pk,), names, 0, children or {})
    return reorganise(by=cast.office, district=cast.district, kind=SPLIT, decision=decision, on=TODAY)


def mark_in(page: str) -> str:
    """The mark that a preview carries."""
    return page.split('name="previewed" value="')[1].split('"', maxsplit=1)[0]


def village_of(cast: Cast, name: str, town: int = 0) -> Unit:
    return establish_unit(
        by=cast.office, district=cast.district, name=name, kind=UnitKind.VILLAGE, parent=cast.towns[town]
    )


def figures_are_true(cast: Cast) -> None:
    assert rebuild_tallies(cast.campaign, mend=False) == 0
    assert rebuild_scopes(cast.campaign, mend=False) == 0


def test_two_townships_become_one_with_all_their_open_work(cast, client):
    here, there, over = handling(cast), registered(cast, town=1), closed(cast)
    handled = handling(cast, place="西街")
    client.force_login(cast.office)
    sent = {"units": [town.pk for town in cast.towns[:2]], "name": "柳塔镇", "on_day": "2024-04-10", "step": "preview"}
    preview = client.post("/units/merge/", sent).content.decode()
    assert "新设“柳塔镇”" in preview
    assert "辖区内的未办结事项 <b>2</b>" in preview
    assert "行动中的职责 <b>3</b>" in preview
    assert not Reorganisation.objects.exists()
    client.post("/units/merge/", {**sent, "step": "confirm", "previewed": mark_in(preview)})
    deliver_pending()
    new = Unit.objects.get(name="柳塔镇")
    assert {fresh(each).township for each in (here, there, handled)} == {new}
    assert fresh(over).township == cast.towns[0]
    assert list(townships_of(cast.district.pk)) == [cast.towns[2], new]
    by_township = figures_by_township(cast.campaign)
    assert (by_township[new.pk].open, by_township[cast.towns[0].pk].open) == (3, 0)
    assert by_township[cast.towns[0].pk].closed == 1
    clauses = {cast.hygiene.pk, cast.order.pk, cast.sewage.pk}
    assert {duty.clause_id for duty in Duty.objects.filter(unit=new)} == clauses
    assert not Duty.objects.filter(unit__in=cast.towns[:2]).exists()
    assert GroupMember.objects.filter(group=cast.group, member=new).exists()
    assert "机构调整" in Entry.objects.filter(event="MatterHandedOn").first().sentence
    page = client.get(f"/units/{new.pk}/").content.decode()
    assert "柳河镇" in page
    assert "白塔镇" in page
    figures_are_true(cast)


def test_posts_and_seats_pass_on_and_the_staff_still_read_what_is_closed(cast):
    over = closed(cast)
    merged(cast, *cast.towns[:2], name="柳塔镇")
    deliver_pending()
    new = Unit.objects.get(name="柳塔镇")
    user = User.objects.get(pk=cast.township.pk)
    assert {seat.unit_id for seat in user.seats} == {cast.towns[0].pk, new.pk}
    assert list(Post.objects.filter(person=user.person, ends_on=None).values_list("unit", flat=True)) == [new.pk]
    assert MatterScope.objects.filter(matter=over, unit=cast.towns[0]).exists()


def test_a_unit_is_merged_into_one_that_stays(cast):
    matter = handling(cast)
    merged(cast, cast.bureau, cast.water, name="区水务局")
    deliver_pending()
    assert fresh(matter).handler == cast.water
    assert Assignment.objects.get(matter=matter).unit == cast.water
    assert find_unit(cast.district, "区综合行政执法局") == cast.water
    assert register_of(cast.district, TODAY, {}).find("区综合行政执法局") == cast.water
    assert Unit.objects.filter(name="区水务局").count() == 1
    figures_are_true(cast)


def test_lead_and_support_of_one_matter_that_are_merged_have_one_turn(cast):
    matter = dispatch_matter(by=cast.office, matter=registered(cast), unit=cast.bureau, support=[cast.water])
    merged(cast, cast.bureau, cast.water, name="区综合执法和水务局")
    deliver_pending()
    turn = Assignment.objects.get(matter=matter)
    assert (turn.role, turn.unit.name) == (Assignment.Role.LEAD, "区综合执法和水务局")
    figures_are_true(cast)


def test_open_matters_of_a_split_township_follow_their_village(cast, client):
    east, west = village_of(cast, "东柳村"), village_of(cast, "西柳村")
    in_east, in_west = registered(cast, place="东柳村口"), registered(cast, place="西柳村小学旁")
    nowhere = registered(cast, place="省道边")
    client.force_login(cast.office)
    address = f"/units/{cast.towns[0].pk}/split/"
    sent = {"names": "柳河镇\n新柳镇", "on_day": "2024-04-10", "step": "preview"}
    assert f"child-{east.pk}" in client.post(address, sent).content.decode()
    sent |= {f"child-{east.pk}": "1", f"child-{west.pk}": "0"}
    mark = mark_in(client.post(address, sent).content.decode())
    assert client.post(address, {**sent, "step": "confirm", "previewed": mark}).status_code == 302
    deliver_pending()
    kept = Unit.objects.get(name="柳河镇", closes_on=None)
    new = Unit.objects.get(name="新柳镇")
    assert kept != cast.towns[0]
    assert [fresh(each).township for each in (in_east, in_west, nowhere)] == [new, kept, kept]
    assert Unit.objects.get(pk=east.pk).parent == new
    assert {unit.name for unit in townships_of(cast.district.pk)} == {"白塔镇", "东岗街道", "柳河镇", "新柳镇"}
    assert Duty.objects.filter(unit=new, via_group=cast.group).count() == 3
    assert find_unit(cast.district, "柳河镇") == kept
    figures_are_true(cast)


def test_the_clerk_chooses_which_part_takes_over_and_sees_what_goes_where(cast, client):
    east = village_of(cast, "东柳村")
    in_east, nowhere = registered(cast, place="东柳村口"), registered(cast, place="省道边")
    client.force_login(cast.office)
    address = f"/units/{cast.towns[0].pk}/split/"
    sent = {"names": "柳河镇\n新柳镇", "on_day": "2024-04-10", "takes_over": "1", f"child-{east.pk}": "0",
            "step": "preview"}  # fmt: skip
    page = client.post(address, sent).content.decode()
    assert "转到“<b>新柳镇</b>”" in page
    rows = page[page.index("分到什么") :].split("<tr>")[1:3]
    assert ["承接" in row for row in rows] == [False, True]
    assert all("未办结事项 <b>1</b>" in row for row in rows)
    assert ["东柳村" in row for row in rows] == [True, False]
    assert client.post(address, {**sent, "step": "confirm", "previewed": mark_in(page)}).status_code == 302
    deliver_pending()
    kept, new = Unit.objects.get(name="柳河镇", closes_on=None), Unit.objects.get(name="新柳镇")
    assert [fresh(each).township for each in (in_east, nowhere)] == [kept, new]
    assert Post.objects.filter(person=cast.township.person, ends_on=None).get().unit == new
    figures_are_true(cast)


def test_a_confirmation_of_what_was_not_shown_shows_the_preview_again(cast, client):
    client.force_login(cast.office)
    sent = {"units": [town.pk for town in cast.towns[:2]], "name": "柳塔镇", "on_day": "2024-04-10", "step": "preview"}
    mark = mark_in(client.post("/units/merge/", sent).content.decode())
    sent["step"] = "confirm"
    blind = client.post("/units/merge/", sent)
    assert (blind.status_code, "请先看过预览" in blind.content.decode()) == (409, True)
    changed = client.post("/units/merge/", {**sent, "name": "柳白镇", "previewed": mark})
    page = changed.content.decode()
    assert (changed.status_code, "填写的内容有改动" in page, "新设“柳白镇”" in page) == (409, True, True)
    establish_unit(by=cast.office, district=cast.district, name="柳塔镇", kind=UnitKind.TOWNSHIP)
    other = client.post("/units/merge/", {**sent, "previewed": mark})
    page = other.content.decode()
    assert (other.status_code, "情况有了变化" in page, "并入现有的“柳塔镇”" in page) == (409, True, True)
    assert not Reorganisation.objects.exists()
    assert client.post("/units/merge/", {**sent, "previewed": mark_in(page)}).status_code == 302


def test_a_place_that_no_part_has_takes_nothing_over(cast):
    with pytest.raises(Invalid, match="由哪一个单位承接"):
        reorganise(by=cast.office, district=cast.district, kind=SPLIT,
                   decision=Decision((cast.towns[0].pk,), ("甲镇", "乙镇"), 2), on=TODAY)  # fmt: skip


def test_the_handlers_bear_running_twice(cast):
    handling(cast)
    merged(cast, *cast.towns[:2], name="柳塔镇")
    deliver_pending()
    rows = list(Matter.objects.values()), list(Duty.objects.order_by("pk").values()), Entry.objects.count()
    Delivery.objects.filter(entry__event="UnitsMerged").update(state="waiting", attempts=0)
    assert deliver_pending() >= 2
    assert rows == (list(Matter.objects.values()), list(Duty.objects.order_by("pk").values()), Entry.objects.count())
    figures_are_true(cast)


def test_an_owner_of_a_clause_stays_named(cast):
    name_owner(by=cast.office, clause=cast.hygiene, unit=cast.towns[0], person_name="柳青")
    merged(cast, *cast.towns[:2], name="柳塔镇")
    deliver_pending()
    assert ClauseOwner.objects.get(clause=cast.hygiene).unit.name == "柳塔镇"


def test_what_is_planned_can_be_withdrawn_before_its_day(cast, client, time_machine):
    row = merged(cast, *cast.towns[:2], name="柳塔镇", on=LATER)
    assert row.state == Reorganisation.State.PLANNED
    with pytest.raises(Invalid, match="已列入2024-04-20起的合并"):
        close_unit(by=cast.office, unit=cast.towns[0], on=LATER)
    client.force_login(cast.township)
    assert "定于 2024-04-20 起合并" in client.get("/units/").content.decode()
    with pytest.raises(Refused):
        withdraw_reorganisation(by=cast.township, reorganisation=row)
    client.force_login(cast.office)
    assert client.post(f"/units/changes/{row.uid}/withdraw/").status_code == 302
    assert Reorganisation.objects.get().state == Reorganisation.State.WITHDRAWN
    with pytest.raises(Invalid, match="不能撤回"):
        withdraw_reorganisation(by=cast.office, reorganisation=row)
    assert Unit.objects.filter(closes_on=None, kind="township", district=cast.district).count() == 3


def test_what_is_planned_takes_effect_on_its_day_or_says_why_not(cast):
    merged(cast, *cast.towns[:2], name="柳塔镇", on=LATER)
    row = merged(cast, cast.bureau, cast.water, name="区城乡局", on=LATER)
    establish_unit(by=cast.office, district=cast.district, name="区城乡局", kind=UnitKind.INSTITUTION)
    assert carry_out_due() == 0
    with clock.moved_to(clock.start_of(LATER)):
        assert carry_out_due() == 1
        assert carry_out_due() == 0
    assert Unit.objects.get(name="柳塔镇").opens_on == LATER
    row.refresh_from_db()
    assert row.state == Reorganisation.State.FAILED
    assert "已是“区城乡局”" in row.fault


def test_a_unit_with_open_work_does_not_close_without_a_successor(cast):
    handling(cast)
    with pytest.raises(Invalid, match="承办的未办结事项 1 件"):
        close_unit(by=cast.office, unit=cast.bureau, on=TODAY)
    with pytest.raises(Invalid, match="辖区内的未办结事项 1 件"):
        close_unit(by=cast.office, unit=cast.towns[0], on=TODAY)


def test_an_outsider_and_other_roles_are_refused_and_nothing_is_written(cast):
    decision, before = Decision((cast.bureau.pk, cast.water.pk), ("区城乡局",)), Entry.objects.count()
    for user in (cast.outsider, cast.leader, cast.township, cast.auditor):
        with pytest.raises(Refused):
            reorganise(by=user, district=cast.district, kind=MERGE, decision=decision, on=TODAY)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("chosen", "name", "words"),
    [
        (("bureau",), "区城乡局", "两个以上"), (("bureau", "group"), "区城乡局", "同一类"),
        (("bureau", "water"), "柳河镇", "已是“柳河镇”"), (("bureau", "water"), "", "请填写单位名称"),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_explained(cast, chosen, name, words):
    with pytest.raises(Invalid, match=words):
        merged(cast, *(getattr(cast, each) for each in chosen), name=name)
    assert not Reorganisation.objects.exists()


def test_villages_of_one_name_must_be_told_apart_before_their_townships_merge(cast):
    village_of(cast, "东村")
    village_of(cast, "东村", town=1)
    with pytest.raises(Invalid, match="下级单位重名：东村"):
        merged(cast, *cast.towns[:2], name="柳塔镇")


def test_a_unit_and_the_one_above_it_become_one_under_what_stood_above_both(cast):
    move_unit(by=cast.office, unit=cast.bureau, parent=cast.water)
    (new,) = merged(cast, cast.bureau, cast.water, name="区城市水务局").units.filter(closes_on=None)
    assert new.parent_id is None
    move_unit(by=cast.office, unit=new, parent=cast.office_unit)
    merged(cast, new, cast.office_unit, name=new.name)
    new.refresh_from_db()
    assert (new.parent_id, new.closes_on) == (None, None)
    tree_holds(cast)


STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "move", "merge", "split", "close"]), st.integers(0, 30), st.integers(0, 30)),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_whatever_is_done_the_tree_holds_and_open_work_has_a_unit(cast, steps):
    with transaction.atomic():
        handling(cast)
        registered(cast, town=1, place="白塔村口")
        village_of(cast, "白塔村", town=1)
        for number, (step, first, second) in enumerate(steps):
            attempt(cast, step, first, second, f"新{number}")
        deliver_pending()
        tree_holds(cast)
        figures_are_true(cast)
        transaction.set_rollback(True)


def attempt(cast: Cast, step: str, first: int, second: int, name: str) -> None:
    """One step with whichever units the numbers choose; what cannot be is refused."""
    units = list(Unit.objects.filter(district=cast.district).order_by("pk"))
    one, other = units[first % len(units)], units[second % len(units)]
    kinds = list(UnitKind)
    try:
        with transaction.atomic():
            if step == "open":
                kind = kinds[second % len(kinds)]
                establish_unit(by=cast.office, district=cast.district, name=name, kind=kind, parent=one)
            elif step == "move":
                move_unit(by=cast.office, unit=one, parent=other)
            elif step == "merge":
                merged(cast, one, other, name=name)
            elif step == "split":
                split(cast, one, f"{name}甲", f"{name}乙", children={other.pk: 1})
            else:
                close_unit(by=cast.office, unit=one, on=TODAY)
    except Invalid:
        return


def tree_holds(cast: Cast) -> None:
    parents = dict(Unit.objects.filter(district=cast.district).values_list("pk", "parent"))
    for pk in parents:
        seen, step = set(), pk
        while step is not None:
            assert step not in seen, "a circle"
            seen.add(step)
            step = parents[step]
    there = Unit.objects.filter(existing_on(TODAY), district=cast.district)
    assert not there.filter(parent__closes_on__lte=TODAY).exists()
    assert not there.filter(kind=UnitKind.GRID).exclude(parent__kind=UnitKind.VILLAGE).exists()
    assert not there.filter(kind=UnitKind.VILLAGE).exclude(parent__kind=UnitKind.TOWNSHIP).exists()
    open_rows = Matter.objects.filter(state__in=OPEN)
    assert not open_rows.filter(township__closes_on__lte=TODAY).exists()
    assert not open_rows.filter(handler__closes_on__lte=TODAY).exists()
    assert RoleAssignment.objects.filter(user=cast.township, ends_on=None).exists()
