"""Reading the action and its plan."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.plan.campaigns.models import (
    Campaign,
    Clause,
    ClauseOwner,
    ClauseVersion,
    Correction,
    Deadline,
    Duty,
    NoticeVersion,
    Phase,
    Target,
)
from zhuanban.plan.campaigns.rules.corrections import Overlay, effective
from zhuanban.plan.campaigns.rules.facts import Fact


def campaigns_for(user: User) -> QuerySet[Campaign]:
    """The actions this person sees, the newest first."""
    return permitted(user, "campaign.view", Campaign).select_related("district", "office_unit").order_by("-pk")


def seen_campaigns(user: User) -> list[Campaign]:
    """The same as rows, for the frame of every page."""
    return SEEN.objects(user=user)


SEEN: Prepared[Campaign] = Prepared(campaigns_for)


def campaign_for(user: User, slug: str) -> Campaign:
    """The action of this address; 404 where the person may not see it."""
    campaign = NAMED.first(user=user, slug=slug)
    if campaign is None:
        raise Http404
    return campaign


NAMED: Prepared[Campaign] = Prepared(lambda user, slug: campaigns_for(user).filter(slug=slug)[:1])


def campaign_of_notice(district_id: int, sha256: str) -> Campaign | None:
    """The action of the district into which a file with this digest was loaded."""
    version = NoticeVersion.objects.filter(campaign__district_id=district_id, sha256=sha256)
    version = version.exclude(state=NoticeVersion.State.DISCARDED)
    found = version.select_related("campaign__district", "campaign__office_unit").order_by("pk").first()
    return found.campaign if found else None


def running_campaign(district_id: int, name: str) -> Campaign | None:
    """The running action of the district that bears this name."""
    return Campaign.objects.filter(district=district_id, name=name, state=Campaign.State.RUNNING).first()


def judged_from(campaign: Campaign) -> datetime | None:
    """From when the action is judged: 0:00 of the take-over day; what happened before is never lit, late or scored."""
    return clock.start_of(campaign.taken_over_on) if campaign.taken_over_on else None


def clauses_of(campaign: Campaign) -> QuerySet[Clause]:
    """The clauses in force, in the order of the text, with their words."""
    clauses = Clause.objects.filter(campaign=campaign, current__isnull=False, repealed_in=None)
    return clauses.select_related("current").order_by("current__order")


def clauses_ever(campaign: Campaign) -> QuerySet[Clause]:
    """The clauses in force and those that an amendment repealed, each with its last words."""
    clauses = Clause.objects.filter(campaign=campaign, current__isnull=False)
    return clauses.select_related("current").order_by("current__order", "pk")


def tasks_of(campaign: Campaign) -> QuerySet[Clause]:
    """The clauses that are work for units, in the order of the text."""
    return clauses_of(campaign).filter(current__kind=ClauseVersion.Kind.TASK)


def clause_for(user: User, campaign: Campaign, pk: int) -> Clause:
    """One clause of the action, repealed ones too; 404 where the person may not see it or no confirmed text had it."""
    clauses = permitted(user, "clause.view", Clause).filter(campaign=campaign, current__isnull=False, pk=pk)
    clause = clauses.select_related("current__parent__current", "campaign", "repealed_in").first()
    if clause is None:
        raise Http404
    return clause


def phases_of(campaign: Campaign) -> list[Phase]:
    """The phases in their order."""
    return PHASES.objects(campaign=campaign.pk)


PHASES: Prepared[Phase] = Prepared(lambda campaign: Phase.objects.filter(campaign=campaign).order_by("order"))


def phase_on(campaign: Campaign, day: date) -> Phase | None:
    """The phase in which the day lies; between two phases, and after the last, the one that ended last."""
    begun = [phase for phase in phases_of(campaign) if phase.starts_on and phase.starts_on <= day]
    current = [phase for phase in begun if phase.ends_on is None or day <= phase.ends_on]
    return current[-1] if current else begun[-1] if begun else None


def duties_of(clause: Clause) -> QuerySet[Duty]:
    """The duties of a clause with their units: lead, participants and responsible in the order of the text."""
    return Duty.objects.filter(clause=clause).select_related("unit", "via_group").order_by("pk")


def lead_of(clause: Clause) -> Unit | None:
    """The unit in the lead, or None where there is none yet."""
    duty = Duty.objects.filter(clause=clause, role=Duty.Role.LEAD).select_related("unit").first()
    return duty.unit if duty else None


def departments_of(clause: Clause) -> list[Unit]:
    """The lead and then the participants, each once; a class of units without members is not among them."""
    duties = [duty for duty in duties_of(clause) if duty.unit.kind != UnitKind.GROUP]
    ordered = [duty for role in (Duty.Role.LEAD, Duty.Role.PARTICIPANT) for duty in duties if duty.role == role]
    return list({duty.unit_id: duty.unit for duty in ordered}.values())


def targets_of(campaign: Campaign) -> QuerySet[Target]:
    """The targets of the action in the order of the text, with their clauses."""
    targets = Target.objects.filter(clause__campaign=campaign).select_related("clause__current")
    return targets.order_by("clause__current__order", "pk")


def days_of(campaign: Campaign) -> dict[int, str]:
    """Clause → the one day (ISO 8601) by which it asks its work; without clauses that name no day or several."""
    days: dict[int, set[date]] = {}
    deadlines = Deadline.objects.filter(clause__campaign=campaign, clause__repealed_in=None, by__isnull=False)
    for clause, day in deadlines.values_list("clause", "by"):
        days.setdefault(clause, set()).update([day] if day else [])
    return {clause: day.isoformat() for clause, found in days.items() if len(found) == 1 for day in found}


def day_of(clause: Clause) -> date | None:
    """The one day by which the clause asks its work; None where it names no day or several."""
    days = set(Deadline.objects.filter(clause=clause, by__isnull=False).values_list("by", flat=True))
    return days.pop() if len(days) == 1 else None


def owner_of(clause: Clause, unit: Unit) -> ClauseOwner | None:
    """The person whom the unit named for the clause."""
    return ClauseOwner.objects.filter(clause=clause, unit=unit).select_related("person", "unit").first()


def owners_of(unit: Unit, clauses: QuerySet[Clause]) -> list[tuple[Clause, ClauseOwner | None]]:
    """Each of the clauses with the person whom the unit named for it."""
    owners = ClauseOwner.objects.filter(unit=unit, clause__in=clauses).select_related("person", "named_by")
    named = {owner.clause_id: owner for owner in owners}
    return [(clause, named.get(clause.pk)) for clause in clauses]


def version_of(campaign: Campaign) -> NoticeVersion | None:
    """The text in force."""
    versions = NoticeVersion.objects.filter(campaign=campaign, state=NoticeVersion.State.CURRENT)
    return versions.select_related("loaded_by").first()


def names_in(district_id: int) -> dict[int, str]:
    """Key → short name of the district's actions, whoever asks."""
    return dict(Campaign.objects.filter(district=district_id).order_by("pk").values_list("pk", "short_name"))


def clauses_owned_by(person_id: int | None) -> int:
    """For how many clauses of actions that are not over the person is named."""
    owned = ClauseOwner.objects.filter(person=person_id or 0)
    return owned.exclude(clause__campaign__state=Campaign.State.CLOSED).count()


def pending_of(campaign: Campaign) -> NoticeVersion | None:
    """The amendment that waits for the office's decision."""
    versions = NoticeVersion.objects.filter(campaign=campaign, state=NoticeVersion.State.PENDING)
    return versions.select_related("loaded_by").first()


def versions_of(campaign: Campaign) -> QuerySet[NoticeVersion]:
    """Every version of the notice with who loaded and who decided on it, the newest first; without their texts."""
    versions = NoticeVersion.objects.filter(campaign=campaign).defer("text", "plan", "own_text", "own_plan")
    return versions.select_related("loaded_by", "decided_by").order_by("-number")


def keys_of(version: NoticeVersion) -> dict[str, str]:
    """Position in this version → key of the clause."""
    return dict(version.clauses.values_list("position", "clause__key"))


def corrections_of(campaign: Campaign) -> list[Correction]:
    """All corrections, the undone ones too, oldest first."""
    return list(Correction.objects.filter(campaign=campaign).select_related("by", "undone_by").order_by("pk"))


def overlays_of(corrections: list[Correction]) -> list[Overlay]:
    """The corrections that hold, as the rules read them."""
    held = [each for each in corrections if each.undone_at is None and each.fact_kind != Correction.FactKind.TEXT]
    return [Overlay(each.fact_kind, each.anchor, each.value, _span(each), each.is_loose) for each in held]


def _span(correction: Correction) -> tuple[int, int] | None:
    start, end = correction.chosen_start, correction.chosen_end
    return None if start is None or end is None else (start, end)


def facts_in(version: NoticeVersion, corrections: list[Correction]) -> list[Fact]:
    """Every fact of the version with the corrections over it; removed ones are among them, marked."""
    return effective(version.plan, keys_of(version), overlays_of(corrections))
