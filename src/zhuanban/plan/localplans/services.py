"""Writing local plans: a township uploads and explains, the office checks; the notice may change beneath them."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max

from notice_compiler import Plan, Unreadable, compile_notice, conform
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.core.uploads import admit_document, clean_name
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import find_unit, is_recused
from zhuanban.plan.campaigns.models import Campaign, Clause, NoticeVersion
from zhuanban.plan.localplans.events import (
    ConformanceRecomputed,
    GapExplained,
    LocalClauseMarked,
    LocalPlanConfirmed,
    LocalPlanHandedOn,
    LocalPlanReturned,
    LocalPlanUploaded,
)
from zhuanban.plan.localplans.models import ClauseMark, LocalPlan
from zhuanban.plan.localplans.rules import GAPS, Counts, Decision, State, counts_of, gaps_in
from zhuanban.plan.localplans.selectors import (
    clauses_at,
    decisions_at,
    is_newest,
    notice_in_force,
    plans_in_force,
    unfinished_of,
    version_with,
)

COUNTS = tuple(asdict(Counts()))


def read_local_plan(content: bytes, name: str) -> Plan:
    """The plan of a file; a number printed twice belongs to the first. Invalid with the compiler's words."""
    name = admit_document(content, name).name
    try:
        plan = compile_notice(content, name=name)
    except Unreadable as error:
        raise Invalid(str(error), "content") from error
    first = {clause.id: clause for clause in reversed(plan.clauses)}
    return replace(plan, clauses=tuple(clause for clause in plan.clauses if first[clause.id] is clause))


def upload_local_plan(*, by: User, campaign: Campaign, township: Unit, content: bytes, name: str) -> LocalPlan:
    """A new version of the township's plan, set beside the notice; the same file gives the same version again."""
    require(by, "localplan.upload", township, within=campaign.pk)
    require(by, "localplan.list", campaign)
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("行动还没有启动，或者已经结束，现在不收实施方案。", "content")
    name, digest = clean_name(name), sha256(content).hexdigest()
    if known := version_with(campaign, township, digest):
        return known
    local = read_local_plan(content, name)
    if not local.clauses:
        raise Invalid("没有读出条款。请上传有“一、”“（一）”这类编号的方案正文。", "content")
    notice = notice_in_force(campaign)
    if notice is None:
        raise Invalid("本行动没有可以对照的通知，请与专班办公室联系。", "content")
    result = conform(notice[1], local).as_json()
    _refuse_other_township(campaign, township, result["township"])
    return _write_version(by=by, campaign=campaign, township=township, name=name, digest=digest, local=local,
                          version=notice[0], result=result)  # fmt: skip


def _refuse_other_township(campaign: Campaign, township: Unit, named: str | None) -> None:
    """The file of another township of the district, taken by mistake."""
    other = find_unit(campaign.district, named) if named else None
    if other and other.pk != township.pk and other.kind == township.kind:
        raise Invalid(f"这份方案写的是{other.name}，请上传{township.name}的方案。", "content")


@transaction.atomic
def _write_version(
    *, by: User, campaign: Campaign, township: Unit, name: str, digest: str, local: Plan, version: NoticeVersion,
    result: dict[str, Any],
) -> LocalPlan:  # fmt: skip
    lock(township)  # the same file sent twice at once is one version
    if known := version_with(campaign, township, digest):
        return known
    before = LocalPlan.objects.filter(campaign=campaign, township=township).order_by("number").last()
    plan = LocalPlan.objects.create(
        campaign=campaign, township=township, number=before.number + 1 if before else 1, file_name=name[-200:],
        sha256=digest, text=local.text, plan=local.as_json(), notice_version=version, conformance=result,
        uploaded_by=by, uploaded_at=clock.now(), compared_at=clock.now(),
    )  # fmt: skip
    if before:
        _keep_explanations(before, plan)
    _count_again(plan)
    counts = {name: getattr(plan, name) for name in ("carried_out", "weakened", "missing", "unsure")}
    _record(LocalPlanUploaded, plan, by, file_name=plan.file_name, **counts)
    return plan


def _keep_explanations(before: LocalPlan, plan: LocalPlan) -> None:
    """What the township explained, and that a clause does not concern it, holds for clauses that are open again."""
    places = clauses_at(plan.notice_version)
    still_open = {places[place] for place in gaps_in(plan.conformance) if place in places}
    for mark in ClauseMark.objects.filter(plan=before, clause__in=still_open):
        lasting = mark.decision == Decision.NOT_CONCERNED
        if mark.explanation or lasting:
            mark.pk, mark.plan = None, plan
            if not lasting:
                mark.decision, mark.note, mark.decided_by, mark.decided_at = "", "", None, None
            mark.save(force_insert=True)


@transaction.atomic
def return_local_plan(*, by: User, plan: LocalPlan, reason: str) -> LocalPlan:
    """The township is to do better; it uploads a new version."""
    require(by, "localplan.return", plan)
    _refuse_recused(by, plan)
    plan = _waiting(plan)
    _decide(plan, State.RETURNED, by, reason)
    _record(LocalPlanReturned, plan, by, private={"reason": reason})
    return plan


@transaction.atomic
def confirm_local_plan(*, by: User, plan: LocalPlan) -> LocalPlan:
    """The office takes the plan as it stands; nothing may be left on which the comparison is unsure."""
    require(by, "localplan.confirm", plan)
    _refuse_recused(by, plan)
    plan = _waiting(plan)
    if plan.unsure:
        raise Invalid(f"还有 {plan.unsure} 条拿不准，请逐条看过、记下结论后再确认。")
    _decide(plan, State.CONFIRMED, by, "")
    _record(LocalPlanConfirmed, plan, by)
    return plan


@transaction.atomic
def mark_clause(*, by: User, plan: LocalPlan, clause: Clause, decision: str, note: str) -> ClauseMark:
    """What the office decides on a clause that the comparison left open."""
    require(by, "localplan.mark", plan)
    _refuse_recused(by, plan)
    plan = lock(plan)
    _require_open(plan, clause)
    mark, _ = ClauseMark.objects.update_or_create(
        plan=plan, clause=clause,
        defaults={"decision": decision, "note": note, "decided_by": by, "decided_at": clock.now()},
    )  # fmt: skip
    _count_again(plan)
    told = {"clause": str(clause), "decision": Decision(decision).label}
    _record(LocalClauseMarked, plan, by, private={"note": note}, **told)
    return mark


@transaction.atomic
def explain_gap(*, by: User, plan: LocalPlan, clause: Clause, explanation: str) -> ClauseMark:
    """Why the township's plan says less than the notice in this clause."""
    require(by, "localplan.explain", plan)
    plan = lock(plan)
    _require_open(plan, clause)
    mark, _ = ClauseMark.objects.update_or_create(
        plan=plan, clause=clause,
        defaults={"explanation": explanation, "explained_by": by, "explained_at": clock.now()},
    )  # fmt: skip
    _record(GapExplained, plan, by, private={"explanation": explanation}, clause=str(clause))
    return mark


def recompute_conformance(*, campaign_id: int) -> list[LocalPlan]:
    """Set every plan in force beside the notice as it reads now; what is as before is left alone, so twice is once."""
    campaign = Campaign.objects.get(pk=campaign_id)
    notice = notice_in_force(campaign)
    if notice is None:
        return []
    plans = plans_in_force(campaign_id)
    return [plan for plan in plans if _compare_again(plan, *notice)]


@transaction.atomic
def _compare_again(plan: LocalPlan, version: NoticeVersion, notice: Plan) -> bool:
    plan = lock(plan)
    result = conform(notice, Plan.from_json(plan.plan)).as_json()
    if result == plan.conformance:
        LocalPlan.objects.filter(pk=plan.pk).update(notice_version=version)
        return False
    opened = len(_open_clauses(version, result) - _open_clauses(plan.notice_version, plan.conformance))
    plan.notice_version, plan.conformance, plan.compared_at = version, result, clock.now()
    if opened and plan.state == State.CONFIRMED:
        plan.state = State.SUBMITTED
    plan.save(update_fields=["notice_version", "conformance", "compared_at", "state"])
    _count_again(plan)
    _record(ConformanceRecomputed, plan, None, opened=opened)
    return True


def _open_clauses(version: NoticeVersion, conformance: Mapping[str, Any]) -> set[int]:
    places = clauses_at(version)
    return {places[place] for place in gaps_in(conformance) if place in places}


@transaction.atomic
def follow_units(event: UnitsReorganised) -> None:
    """What is not confirmed goes on with the township that takes over, as its newest versions; a second run moves none.

    Confirmed plans are history of the old township. A successor whose own plan is confirmed needs no other.
    """
    heirs = dict(event.successors)
    settled = set(
        LocalPlan.objects.filter(township__in=heirs.values(), state=State.CONFIRMED).values_list("campaign", "township")
    )
    for plan in unfinished_of(heirs):
        heir = heirs[plan.township_id]
        if (plan.campaign_id, heir) in settled:
            continue
        own = LocalPlan.objects.filter(campaign=plan.campaign_id, township=heir)
        if own.filter(sha256=plan.sha256).exists():
            continue
        old, last = plan.township.name, own.aggregate(last=Max("number"))["last"]
        plan.township, plan.number = Unit.objects.get(pk=heir), (last or 0) + 1
        plan.save(update_fields=["township", "number"])
        _record(LocalPlanHandedOn, plan, None, old=old)


def _refuse_recused(by: User, plan: LocalPlan) -> None:
    """Whoever holds a post in the township does not check its plan (回避)."""
    if is_recused(by, plan.township_id):
        raise Refused(f"您在{plan.township.name}任职，按回避规定不能核对它的方案，请由其他人办理。")


def _waiting(plan: LocalPlan) -> LocalPlan:
    """The plan, held; Invalid where it is not the newest or was decided already."""
    plan = lock(plan)
    if not is_newest(plan):
        raise Invalid("乡镇已经上传了新版，请核对新版。")
    if plan.state != State.SUBMITTED:
        raise Invalid(f"这份方案{plan.get_state_display()}，不用再办。")
    return plan


def _decide(plan: LocalPlan, state: State, by: User, reason: str) -> None:
    plan.state, plan.reason, plan.decided_by, plan.decided_at = state, reason, by, clock.now()
    plan.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _require_open(plan: LocalPlan, clause: Clause) -> None:
    if not is_newest(plan):
        raise Invalid("乡镇已经上传了新版，请在新版上办理。")
    places = {pk: place for place, pk in clauses_at(plan.notice_version).items()}
    states = {each["clause"]: each["state"] for each in plan.conformance["clauses"]}
    if states.get(places.get(clause.pk, "")) not in GAPS:
        raise Invalid("这一条已经对上，不用再记。")


def _count_again(plan: LocalPlan) -> None:
    counts = counts_of(plan.conformance, decisions_at(plan))
    for name, value in asdict(counts).items():
        setattr(plan, name, value)
    plan.save(update_fields=COUNTS)


def _record(
    event: type[Any], plan: LocalPlan, by: User | None, *, private: dict[str, Any] | None = None, **given: Any
) -> None:
    told = event(
        campaign_id=plan.campaign_id, plan_id=plan.pk, township=plan.township.name, number=plan.number, **given
    )
    record(told, by=by, unit_id=plan.township_id, private=private)
