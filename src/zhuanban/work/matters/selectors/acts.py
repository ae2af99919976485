"""What a person can do with a matter now, and to whom it could be given."""

from dataclasses import dataclass

from django.db.models import QuerySet, Value

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.selectors import is_recused, units_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import departments_of
from zhuanban.work.matters.models import Clock, Matter
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.matters.rules.loop import REOPEN_WINDOW, TRANSITIONS, Act, Party, State, follows
from zhuanban.work.matters.selectors.clocks import is_past, running_clock, support_turn
from zhuanban.work.matters.selectors.kinds import spec_of_matter
from zhuanban.work.matters.selectors.links import merger_of
from zhuanban.work.matters.selectors.spot import waits_for_check


def acts_open_to(user: User, matter: Matter) -> list[Act]:
    """The acts that follow from the matter's state and that this person may do, in the order of the loop."""
    following = [act for act in Act if follows(act, matter.state)]
    parties = _parties_of(user, matter, following)
    acts = [act for act in following if TRANSITIONS[act].who in parties]
    if VERIFYING & set(acts) and is_recused(user, matter.handler_id, matter.township_id):
        acts = [act for act in acts if act not in VERIFYING]
    return [act for act in acts if act not in _barred(acts, user, matter)]


def _parties_of(user: User, matter: Matter, acts: list[Act]) -> set[str]:
    """Which parties of the loop the person is for this matter; one act stands for all of its party, in one query."""
    standing = {TRANSITIONS[act].who: act for act in acts}
    asked = [
        permitted(user, f"matter.{act}", Matter).filter(pk=matter.pk).order_by().values_list(Value(party.value))
        for party, act in standing.items()
    ]
    return {name for (name,) in asked[0].union(*asked[1:], all=True)} if asked else set()


VERIFYING = frozenset(act for act, step in TRANSITIONS.items() if step.who == Party.VERIFIER)
TIMELY = frozenset({Act.FINISH_STAGE, Act.EXTEND, Act.SUSPEND, Act.ASK_SUSPEND})
HELPING = frozenset({Act.HELP_ACCEPT, Act.HELP_RETURN, Act.HELP_DONE})


def _barred(acts: list[Act], user: User, matter: Matter) -> set[Act]:
    """What a bar of the table stands in the way of, as far as that is cheap to know; the services know all."""
    barred: set[Act] = set()
    if matter.state == State.HANDLING and TIMELY & set(acts):
        barred |= _untimely(matter, running_clock(matter), spec_of_matter(matter))
    if HELPING & set(acts):
        turn = support_turn(matter, [seat.unit_id for seat in user.seats if seat.unit_id])
        if turn and turn.accepted_at:
            barred |= {Act.HELP_ACCEPT, Act.HELP_RETURN}
        if turn is None or not turn.accepted_at or turn.done_at:
            barred.add(Act.HELP_DONE)
    if Act.UNMERGE in acts and merger_of(matter) is None:
        barred.add(Act.UNMERGE)
    if Act.SAMPLE_PASS in acts and not waits_for_check(matter):
        barred |= {Act.SAMPLE_PASS, Act.SAMPLE_FAIL}
    if Act.REOPEN in acts and matter.closed_at and clock.now() > matter.closed_at + REOPEN_WINDOW:
        barred.add(Act.REOPEN)
    return barred


def _untimely(matter: Matter, ends: Clock, spec: KindSpec) -> set[Act]:
    """What the running limit does not allow: a next stage that is none, more time after its end."""
    barred = set()
    if spec.stage_after(ends.stage) is None:
        barred.add(Act.FINISH_STAGE)
    if is_past(ends, clock.now()) and matter.due_at:
        barred |= TIMELY - {Act.FINISH_STAGE}
    return barred


@dataclass(frozen=True)
class UnitChoices:
    """To whom a matter can be given: the proposal, the units of the clause, the township, all others."""

    proposed: Unit | None
    by_duty: list[Unit]
    township: Unit
    others: list[Unit]


def unit_choices(matter: Matter) -> UnitChoices:
    """The proposal is the first unit of the clause that fits the kind's words for its department, best word first."""
    by_duty = departments_of(matter.clause) if matter.clause else []
    known = {unit.pk for unit in by_duty} | {matter.township_id}
    others = [unit for unit in units_of(matter.township.district_id) if unit.pk not in known]
    return UnitChoices(
        proposed=proposed_unit(spec_of_matter(matter), by_duty),
        by_duty=by_duty,
        township=matter.township,
        others=[unit for unit in others if unit.kind != UnitKind.VILLAGE],
    )


def proposed_unit(spec: KindSpec, units: list[Unit]) -> Unit | None:
    """The first unit that holds the earliest of the kind's words; None where none does."""
    for word in spec.departments:
        for unit in units:
            if any(word in name for name in (unit.name, *unit.aliases)):
                return unit
    return None


def suggest_unit(matter: Matter) -> Unit | None:
    """The department to which the matter would be given; the office chooses."""
    return proposed_unit(spec_of_matter(matter), departments_of(matter.clause)) if matter.clause else None


def dispatchable_units(campaign: Campaign) -> QuerySet[Unit]:
    """The units of the district to which work can be given."""
    return units_of(campaign.district_id)
