"""Reading local plans: which township has which, how each clause is answered, and the notice they are set beside."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.http import Http404

from notice_compiler import Plan
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules.holdings import Held
from zhuanban.plan.campaigns.models import Campaign, NoticeVersion
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, keys_of, version_of
from zhuanban.plan.localplans.models import ClauseMark, LocalPlan
from zhuanban.plan.localplans.rules import ADDED, GAPS, Answer, State, filtered, shown

LONG = ("text", "plan", "conformance")
CORRECTED = ("demands", "duties", "deadlines", "targets")
OPTIONAL = {"by": None, "every": None, "condition": None}


@dataclass(frozen=True)
class Standing:
    """A township with its newest local plan, or without one."""

    township: Unit
    plan: LocalPlan | None

    @property
    def state(self) -> str:
        """"" where the township has none yet."""
        return self.plan.state if self.plan else ""


@dataclass(frozen=True)
class Passage:
    """A clause of the local plan: its number, heading and own words."""

    clause: str
    heading: str
    words: str


@dataclass(frozen=True)
class Line:
    """A clause of the notice, how the local plan answers it, and what people say of that."""

    clause: str
    pk: int | None
    heading: str
    words: str
    found: Answer
    state: Answer
    concerns: str
    passages: tuple[Passage, ...]
    reasons: tuple[Mapping[str, Any], ...]
    mark: ClauseMark | None

    @property
    def is_open(self) -> bool:
        """Whether the comparison left something that a person may decide or explain."""
        return self.found in GAPS and self.pk is not None


@dataclass(frozen=True)
class Conformed:
    """What the page of a local plan shows."""

    lines: tuple[Line, ...]
    added: tuple[Passage, ...]
    set_aside: tuple[Mapping[str, Any], ...]


def local_plans_for(user: User, campaign: Campaign) -> QuerySet[LocalPlan]:
    """The local plans this person may see, all versions, without their texts."""
    rows = permitted(user, "localplan.view", LocalPlan).filter(campaign=campaign)
    return rows.select_related("township", "uploaded_by", "campaign").defer(*LONG).order_by("township_id", "-number")


def local_plan_for(user: User, campaign: Campaign, uid: UUID) -> LocalPlan:
    """One local plan with its texts; 404 where this person may not see it."""
    rows = permitted(user, "localplan.view", LocalPlan).filter(campaign=campaign, uid=uid)
    plan = rows.select_related("township", "uploaded_by", "decided_by", "notice_version", "campaign").first()
    if plan is None:
        raise Http404
    return plan


def standings_for(user: User, campaign: Campaign, state: str = "") -> list[Standing]:
    """Every township this person may ask after, with its newest plan; `none` chooses those without one."""
    newest: dict[int, LocalPlan] = {}
    for plan in local_plans_for(user, campaign):
        newest.setdefault(plan.township_id, plan)
    expected = permitted(user, "localplan.expect", Unit, within=campaign.pk)
    towns = expected.filter(district=campaign.district_id, closes_on=None)
    found = [Standing(town, newest.get(town.pk)) for town in towns.order_by("pk")]
    wanted = "" if state == "none" else state
    return [each for each in found if each.state == wanted] if state else found


def townships_to_upload_for(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The townships for which this person may upload a plan."""
    towns = permitted(user, "localplan.upload", Unit, within=campaign.pk)
    return towns.filter(district=campaign.district_id, closes_on=None).order_by("pk")


def versions_of(plan: LocalPlan) -> list[LocalPlan]:
    """All versions of the same township, the newest first, without their texts."""
    rows = LocalPlan.objects.filter(campaign=plan.campaign_id, township=plan.township_id).defer(*LONG)
    return list(rows.order_by("-number"))


def version_with(campaign: Campaign, township: Unit, sha256: str) -> LocalPlan | None:
    """The version that was uploaded as a file with this digest."""
    return LocalPlan.objects.filter(campaign=campaign, township=township, sha256=sha256).first()


def is_newest(plan: LocalPlan) -> bool:
    """Whether the township has no later version."""
    later = LocalPlan.objects.filter(campaign=plan.campaign_id, township=plan.township_id, number__gt=plan.number)
    return not later.exists()


def plans_in_force(campaign_id: int) -> list[LocalPlan]:
    """The newest version of each township, with its texts."""
    rows = LocalPlan.objects.filter(campaign=campaign_id)
    newest = rows.values("township").annotate(last=Max("number")).values_list("township", "last")
    wanted = set(newest)
    return [plan for plan in rows.select_related("township", "campaign") if (plan.township_id, plan.number) in wanted]


def unfinished_of(units: Collection[int]) -> list[LocalPlan]:
    """The versions of these townships after the last one that was confirmed, in actions that run, oldest first."""
    rows = LocalPlan.objects.filter(township__in=units, campaign__state=Campaign.State.RUNNING).defer(*LONG)
    found: dict[tuple[int, int], list[LocalPlan]] = {}
    for plan in rows.select_related("township").order_by("number"):
        versions = found.setdefault((plan.campaign_id, plan.township_id), [])
        if plan.state == State.CONFIRMED:
            versions.clear()
        else:
            versions.append(plan)
    return sorted((plan for versions in found.values() for plan in versions), key=lambda plan: plan.uploaded_at)


def waiting_plans_of(units: Collection[int]) -> Iterator[Held]:
    """Township by township the plans of which the newest version is not confirmed."""
    counted = Counter(unit for unit, _ in {(plan.township_id, plan.campaign_id) for plan in unfinished_of(units)})
    for unit, count in sorted(counted.items()):
        yield Held(unit, "没有确认的实施方案", count)


def counts_by_state(standings: list[Standing]) -> dict[str, int]:
    """State → number of townships; `none` are those without a plan."""
    counts = {"none": 0, **dict.fromkeys(map(str, State), 0)}
    for each in standings:
        counts[each.state or "none"] += 1
    return counts


def marks_of(plan: LocalPlan) -> dict[int, ClauseMark]:
    """Clause → what was decided or explained."""
    marks = ClauseMark.objects.filter(plan=plan).select_related("decided_by", "explained_by")
    return {mark.clause_id: mark for mark in marks}


def clauses_at(version: NoticeVersion) -> dict[str, int]:
    """Position in this version of the notice → clause."""
    return dict(version.clauses.values_list("position", "clause_id"))


def decisions_of(plan: LocalPlan, places: Mapping[str, int]) -> dict[str, str]:
    """Position → what the office decided."""
    marks = marks_of(plan)
    return {place: marks[pk].decision for place, pk in places.items() if pk in marks and marks[pk].decision}


def decisions_at(plan: LocalPlan) -> dict[str, str]:
    """The same for the version of the notice beside which the plan stands."""
    return decisions_of(plan, clauses_at(plan.notice_version))


def conformed(plan: LocalPlan, chosen: str = "") -> Conformed:
    """The lines that the chosen filter shows, in the order of the notice; what the township adds only where asked."""
    places, marks = clauses_at(plan.notice_version), marks_of(plan)
    notice, local = _passages(plan.notice_version.plan), _passages(plan.plan)
    found = plan.conformance
    lines = [_line(each, places.get(each["clause"]), marks, notice, local) for each in found["clauses"]]
    keep = filtered([line.state for line in lines], chosen)
    added = [local[each["clause"]] for each in found["added"] if each["clause"] in local]
    return Conformed(
        tuple(line for line, kept in zip(lines, keep, strict=True) if kept),
        tuple(added) if chosen in ("", ADDED) else (),
        tuple(found["set_aside"]) if not chosen else (),
    )


def line_of(plan: LocalPlan, clause: int) -> Line:
    """The open line of this clause; 404 where the comparison leaves nothing open there."""
    line = next((line for line in conformed(plan).lines if line.pk == clause and line.is_open), None)
    if line is None:
        raise Http404
    return line


def _line(
    each: Mapping[str, Any],
    pk: int | None,
    marks: Mapping[int, ClauseMark],
    notice: Mapping[str, Passage],
    local: Mapping[str, Passage],
) -> Line:
    mark = marks.get(pk) if pk else None
    own = notice.get(each["clause"])
    return Line(
        clause=each["clause"],
        pk=pk,
        heading=each["words"]["text"],
        words=own.words if own else "",
        found=Answer(each["state"]),
        state=shown(each["state"], mark.decision if mark else None),
        concerns=each["concerns"],
        passages=tuple(local[said["clause"]] for said in each["locals"] if said["clause"] in local),
        reasons=tuple(each["reasons"]),
        mark=mark,
    )


def _passages(plan: Mapping[str, Any]) -> dict[str, Passage]:
    return {
        clause["id"]: Passage(clause["id"], f"{clause['marker']}{clause['title']}", clause["body"])
        for clause in plan.get("clauses", ())
    }


def notice_in_force(campaign: Campaign) -> tuple[NoticeVersion, Plan] | None:
    """The text in force and its plan with the corrections of people; None where no notice was compiled."""
    version = version_of(campaign)
    if version is None or not version.plan:
        return None
    facts = facts_in(version, corrections_of(campaign))
    return version, Plan.from_json(corrected_plan(version, facts))


def corrected_plan(version: NoticeVersion, facts: list[Fact]) -> dict[str, Any]:
    """The compiled plan with what people set right in clauses, duties, demands, deadlines and targets.

    Without the people: an adjusted roster has no place in this text, and no local plan answers it.
    """
    place = {key: position for position, key in keys_of(version).items()}
    changed = {fact.anchor: fact for fact in facts if fact.kind == "clauses" and fact.state != "compiled"}
    clauses = [
        {**clause, **_clause_values(changed, place, clause["id"])} for clause in version.plan["clauses"]
    ]
    lists = {kind: _in_force(facts, kind, place) for kind in CORRECTED}
    return {**version.plan, "clauses": clauses, **lists, "roster": []}


def _clause_values(changed: Mapping[str, Fact], place: Mapping[str, str], position: str) -> dict[str, Any]:
    fact = next((fact for key, fact in changed.items() if place.get(key, key) == position), None)
    return {name: fact.values[name] for name in ("title", "kind") if name in fact.values} if fact else {}


def _in_force(facts: list[Fact], kind: str, place: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for fact in facts:
        if fact.kind == kind and fact.state != "removed":
            values = {**OPTIONAL, **fact.values}
            values |= {name: None for name in OPTIONAL if values[name] in ("", None)}
            key = str(values.get("clause") or "")
            words = {"text": "", **values, "clause": place.get(key, key), "span": list(fact.span or (0, 0))}
            found.append(words)
    return found
