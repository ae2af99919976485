"""修订: an amended notice waits beside the running plan until the office lets it take effect or discards it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.events import (
    AmendmentDiscarded,
    AmendmentLoaded,
    ClauseAmended,
    ClauseRepealed,
    NoticeAmended,
)
from zhuanban.plan.campaigns.models import Campaign, Clause, Correction, Duty, NoticeVersion
from zhuanban.plan.campaigns.rules.amendments import summary
from zhuanban.plan.campaigns.rules.corrections import facts_of
from zhuanban.plan.campaigns.selectors.amendments import Amendment, Held, amendment_of
from zhuanban.plan.campaigns.selectors.plan import corrections_of, days_of, keys_of, overlays_of, pending_of, version_of
from zhuanban.plan.campaigns.selectors.texts import amended_plan, compared_people, plan_of, plan_with_corrections
from zhuanban.plan.campaigns.services.carrying import carry_over
from zhuanban.plan.campaigns.services.corrections import attach
from zhuanban.plan.campaigns.services.loading import require_own_notice
from zhuanban.plan.campaigns.services.materialising import first_day, materialise
from zhuanban.plan.campaigns.services.versions import add_version, compiled, write_clauses

DROP = "-"
KEEP = ""
LONGEST_REASON = 300


@dataclass(frozen=True)
class Choices:
    """What the office decides with an amendment.

    `corrections`: id of the first correction of a fact that lost its words → anchor of the fact it goes to, or DROP.
    `removed`: id of a repealed clause → position of the clause in the new text that takes its work, or KEEP.
    `staying`: names of people whom the new roster does not name and who stay all the same.
    """

    corrections: Mapping[int, str] = field(default_factory=dict)
    removed: Mapping[int, str] = field(default_factory=dict)
    staying: frozenset[str] = frozenset()


def load_amendment(*, by: User, campaign: Campaign, content: bytes, name: str, amends: str = "") -> NoticeVersion:
    """An amended notice of a running action, to wait for the office's decision. `amends`: the whole plan or only the
    roster; where it is not said, the text decides.
    """
    require(by, "campaign.amend", campaign)
    plan = compiled(content, name)
    with transaction.atomic():
        campaign = lock(campaign)
        current = _current(campaign)
        if pending := pending_of(campaign):
            raise Invalid(f"已有一份修订待生效（第 {pending.number} 版），请先让它生效或者弃用。", "content")
        if current.sha256 == sha256(content).hexdigest():
            raise Invalid("这份文件就是现行的通知，内容没有变化。", "content")
        require_own_notice(campaign.district, plan)
        old = plan_with_corrections(current, overlays_of(corrections_of(campaign)), keys_of(current))
        people = compared_people(old, plan_of(plan, plan["text"]))
        if not amends:
            is_roster = not any(clause["kind"] == "task" for clause in plan["clauses"])
            amends = NoticeVersion.Amends.ROSTER if is_roster else NoticeVersion.Amends.PLAN
        is_roster = amends == NoticeVersion.Amends.ROSTER
        if is_roster and not people.roster:
            raise Invalid("没有读出专班成员的变化，也没有读出任务，请核对是不是传错了文件。", "content")
        if not is_roster and not plan["clauses"]:
            raise Invalid("没有读出条款。如果只是调整专班成员，请选“只调整专班成员”。", "content")
        own = {"own_text": plan["text"], "own_plan": plan} if is_roster else {}
        version = add_version(
            by=by, campaign=campaign, content=content, name=name, plan=amended_plan(campaign, current, plan, amends),
            state=NoticeVersion.State.PENDING, amends=amends, **own,
        )  # fmt: skip
        amendment = amendment_of(campaign)
        event = AmendmentLoaded(
            campaign_id=campaign.pk, version_id=version.pk, number=version.number, file_name=name,
            what=summary(amendment.comparison) if amendment else "",
        )  # fmt: skip
        record(event, by=by)
        return version


@transaction.atomic
def discard_amendment(*, by: User, campaign: Campaign, version: NoticeVersion, reason: str) -> NoticeVersion:
    """The amendment does not take effect; its text stays for the record."""
    require(by, "campaign.amend", campaign)
    campaign = lock(campaign)
    version = _pending(campaign, version)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(f"请写明弃用的理由，最多 {LONGEST_REASON} 个字。", "reason")
    _decide(version, NoticeVersion.State.DISCARDED, by, reason)
    event = AmendmentDiscarded(
        campaign_id=campaign.pk, version_id=version.pk, number=version.number, file_name=version.file_name
    )
    record(event, by=by, private={"reason": reason})
    return version


@transaction.atomic
def apply_amendment(*, by: User, campaign: Campaign, version: NoticeVersion, choices: Choices) -> NoticeVersion:
    """The amendment becomes the plan in force: corrections laid over it again, clauses repealed, posts given and ended.

    What it means for open work is for the rooms that hold the work: they are told by NoticeAmended.
    """
    require(by, "campaign.apply_amendment", campaign)
    campaign = lock(campaign)
    version = _pending(campaign, version)
    current = _current(campaign)
    amendment = amendment_of(campaign)
    if amendment is None:
        raise Invalid("没有待生效的修订。")
    _check(amendment, choices)
    before = days_of(campaign)
    if choices.staying:
        own = version.own_plan or version.plan
        version.plan = amended_plan(campaign, current, own, version.amends, choices.staying)
        version.save(update_fields=["plan"])
    current.state = NoticeVersion.State.PAST
    current.save(update_fields=["state"])
    _decide(version, NoticeVersion.State.CURRENT, by, "")
    repealed = write_clauses(campaign, version, amendment.keys)
    Duty.objects.filter(clause__in=repealed).delete()
    carry_over(campaign, current, version)
    _decide_on_corrections(amendment, choices, by)
    materialise(campaign, by=by, since=first_day(version))
    told = _told(amendment, campaign, choices, repealed, before)
    record(told, by=by)
    _tell_clauses(told, by)
    return version


def _current(campaign: Campaign) -> NoticeVersion:
    current = version_of(campaign)
    if campaign.state != Campaign.State.RUNNING or current is None:
        raise Invalid("只有进行中的行动才能修订通知；还没有启动的，请载入新稿。", "content")
    return current


def _pending(campaign: Campaign, version: NoticeVersion) -> NoticeVersion:
    """The version as it is now, held; Invalid where it no longer waits."""
    version = lock(version)
    if version.campaign_id != campaign.pk or version.state != NoticeVersion.State.PENDING:
        raise Invalid(f"这份修订已经办理过（{version.get_state_display()}），请刷新页面。")
    return version


def _decide(version: NoticeVersion, state: str, by: User, reason: str) -> None:
    version.state, version.decided_by, version.decided_at, version.reason = state, by, clock.now(), reason
    version.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _check(amendment: Amendment, choices: Choices) -> None:
    """Every correction that lost its words is decided on, and what is chosen exists."""
    for held in amendment.lost:
        chosen = choices.corrections.get(held.id)
        if chosen is None:
            told = f"更正“{held.words[:30]}”在新文本里找不到原文，请决定用于哪一项或者放弃。"
            raise Invalid(told, f"correction-{held.id}")
        if chosen != DROP and chosen not in dict(held.choices):
            raise Invalid("选的这一项不在新文本里，请刷新后再选。", f"correction-{held.id}")
    tasks = dict(amendment.tasks)
    removed = {each.clause.pk for each in amendment.removed if each.clause}
    for clause_id, position in choices.removed.items():
        if clause_id not in removed or (position != KEEP and position not in tasks):
            raise Invalid("选的条款不在新文本里，请刷新后再选。", f"clause-{clause_id}")


def _decide_on_corrections(amendment: Amendment, choices: Choices, by: User) -> None:
    """Corrections that lost their words go to the facts that the office chose, or are undone."""
    facts = {(fact.kind, fact.anchor): fact for fact in facts_of(amendment.version.plan, amendment.keys)}
    for held in amendment.lost:
        chosen = choices.corrections[held.id]
        if chosen == DROP:
            _undo(held, by)
            continue
        fact = facts["clauses" if held.is_added else held.overlay.kind, chosen]
        for correction in _fresh(held):
            attach(correction, fact, is_added=held.is_added)
    if not amendment.comparison.roster:
        return
    # Whom a person had added to the roster the new one names itself, or leaves out.
    named = {"".join(each["name"].split()) for each in (amendment.version.own_plan or amendment.version.plan)["roster"]}
    left = {each.name for each in amendment.left} - choices.staying
    for held in amendment.kept:
        name = str((held.overlay.value or {}).get("name") or "")
        if held.overlay.kind == "roster" and held.is_added and ("".join(name.split()) in named or name in left):
            _undo(held, by)


def _fresh(held: Held) -> list[Correction]:
    """The corrections as they are after they were carried over."""
    return list(Correction.objects.filter(pk__in=[each.pk for each in held.corrections]).order_by("pk"))


def _undo(held: Held, by: User) -> None:
    for correction in _fresh(held):
        correction.undone_at, correction.undone_by = clock.now(), by
        correction.save(update_fields=["undone_at", "undone_by"])


def _tell_clauses(told: NoticeAmended, by: User) -> None:
    """A line on the time line of every touched clause."""
    clauses = Clause.objects.select_related("current").in_bulk([*told.amended, *told.repealed])
    for event, keys in ((ClauseAmended, told.amended), (ClauseRepealed, told.repealed)):
        for pk in keys:
            said = event(campaign_id=told.campaign_id, clause_id=pk, clause=str(clauses[pk]), number=told.number)
            record(said, by=by)


def _told(
    amendment: Amendment, campaign: Campaign, choices: Choices, repealed: list[Clause], before: dict[int, str]
) -> NoticeAmended:
    version, after = amendment.version, days_of(campaign)
    by_key = dict(campaign.clauses.values_list("key", "pk"))
    targets = {position: by_key[key] for position, key in amendment.keys.items()}
    gone = [clause.pk for clause in repealed]
    kept = [each.clause.pk for each in amendment.clauses if each.clause and not each.is_removed]
    return NoticeAmended(
        campaign_id=campaign.pk,
        version_id=version.pk,
        number=version.number,
        file_name=version.file_name,
        what=summary(amendment.comparison),
        amended=tuple(kept),
        repealed=tuple(gone),
        moved=tuple((pk, targets[to]) for pk, to in choices.removed.items() if to != KEEP and pk in gone),
        days=tuple(
            (pk, day, after.get(pk, ""))
            for pk, day in before.items()
            if pk not in gone and after.get(pk, "") != day
        ),
    )  # fmt: skip
