"""Loading a notice: compile it, find its district, and open a draft action from it."""

from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction

from notice_compiler import Unreadable, compile_notice
from zhuanban.ground.core import clock
from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, may, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import District, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import give_role, open_district
from zhuanban.plan.campaigns.events import NoticeLoaded
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Finding, NoticeVersion
from zhuanban.plan.campaigns.rules import facts as facts_rules
from zhuanban.plan.campaigns.rules.places import campaign_name, district_name, short_campaign_name, short_place
from zhuanban.plan.campaigns.rules.versions import Known, keys_for
from zhuanban.plan.campaigns.selectors.plan import campaign_of_notice, version_of
from zhuanban.plan.campaigns.services.carrying import carry_over
from zhuanban.plan.campaigns.services.materialising import materialise


def load_notice(*, by: User | None, content: bytes, name: str, district: District | None = None) -> Campaign:
    """A draft action from a file; the same bytes in the same district give the same action again.

    `by=None` is the system. The district is that of the actor, or is read from the notice; Invalid where neither says
    it, and where the file cannot be read, with the compiler's sentence.
    """
    plan = compiled(content, name)
    return _open_campaign(by=by, content=content, name=name, district=district, plan=plan)


def load_draft(*, by: User, campaign: Campaign, content: bytes, name: str) -> NoticeVersion:
    """A new draft of a notice whose action is not yet confirmed: corrections are laid over it again."""
    require(by, "campaign.correct", campaign)
    return _replace_draft(by=by, campaign=campaign, content=content, name=name, plan=compiled(content, name))


def compiled(content: bytes, name: str) -> dict[str, Any]:
    """The plan as plan.schema.json describes it; where a notice prints a number twice, the first clause has it."""
    try:
        plan = compile_notice(content, name=name).as_json()
    except Unreadable as error:
        raise Invalid(str(error), "content") from error
    first = {clause["id"]: clause for clause in reversed(plan["clauses"])}
    return {**plan, "clauses": [clause for clause in plan["clauses"] if first[clause["id"]] is clause]}


@transaction.atomic
def _open_campaign(
    *, by: User | None, content: bytes, name: str, district: District | None, plan: dict[str, Any]
) -> Campaign:
    home = district or (by.district if by else None) or _district_of(plan)
    if by:
        require(by, "campaign.load", home)
    _require_own_notice(home, plan)
    lock(home)  # the same file sent twice at once is one action
    known = campaign_of_notice(home.pk, sha256(content).hexdigest())
    if known:
        return known
    year = str(plan["notice"]["date"] or plan["period"]["start"] or clock.today())[:4]
    title = campaign_name(plan["notice"]["title"] or PurePath(name).stem)
    campaign = Campaign.objects.create(
        slug=f"{year}-{next_number(f'campaign-{year}')}",
        district=home,
        name=title,
        short_name=short_campaign_name(title, home.name),
    )
    _write_version(by=by, campaign=campaign, content=content, name=name, plan=plan)
    if by and not may(by, "campaign.view", campaign):
        # An office seated in one action alone loads the next one: it is the office of that action too.
        give_role(by, Role.OFFICE, home, on=clock.today(), campaign_id=campaign.pk)
    return campaign


@transaction.atomic
def _replace_draft(
    *, by: User, campaign: Campaign, content: bytes, name: str, plan: dict[str, Any]
) -> NoticeVersion:
    campaign = lock(campaign)
    if campaign.state != Campaign.State.DRAFT:
        raise Invalid("行动已经确认启动，不能再更换通知文本；另一份通知请作为新的行动载入。", "content")
    if campaign_of_notice(campaign.district_id, sha256(content).hexdigest()):
        raise Invalid("这份文件已经载入过，内容没有变化。", "content")
    return _write_version(by=by, campaign=campaign, content=content, name=name, plan=plan)


def _require_own_notice(home: District, plan: dict[str, Any]) -> None:
    """Refuse another district's notice; that of the city above names no district of its own and may be loaded."""
    named = district_name(plan["notice"])
    if named and not home.name.startswith(named) and short_place(named) != short_place(home.name):
        raise Invalid(f"这份通知是{named}的，不能载入{home.name}。", "content")


def _district_of(plan: dict[str, Any]) -> District:
    name = district_name(plan["notice"])
    if not name:
        raise Invalid("看不出这份通知是哪个区县的，请写明区县名称。", "district")
    return open_district(name, short_place(name))


def _write_version(
    *, by: User | None, campaign: Campaign, content: bytes, name: str, plan: dict[str, Any]
) -> NoticeVersion:
    number = NoticeVersion.objects.filter(campaign=campaign).count() + 1
    old = version_of(campaign)
    version = NoticeVersion.objects.create(
        campaign=campaign,
        number=number,
        file_name=name[-200:],
        sha256=sha256(content).hexdigest(),
        text=plan["text"],
        plan=plan,
        loaded_at=clock.now(),
        loaded_by=by,
    )
    _write_clauses(campaign, version, plan["clauses"])
    _write_findings(version, plan["findings"])
    if old:
        carry_over(campaign, old, version)
    materialise(campaign)
    facts = sum(len(plan[kind]) for kind in facts_rules.KINDS if kind != "notice")
    event = NoticeLoaded(
        campaign_id=campaign.pk, file_name=name, version=number, facts=facts, findings=len(plan["findings"])
    )
    record(event, by=by)
    return version


def _write_clauses(campaign: Campaign, version: NoticeVersion, clauses: list[dict[str, Any]]) -> None:
    """The clauses of this text become the current ones; a clause of an older draft keeps its row, and so its key."""
    rows = {clause.key: clause for clause in campaign.clauses.select_related("current")}
    known = [Known(row.key, row.current.position, row.current.title) for row in rows.values() if row.current]
    keys = keys_for(clauses, known)
    for key in keys.values():
        if key not in rows:
            rows[key] = Clause.objects.create(campaign=campaign, key=key)
    texts = ClauseVersion.objects.bulk_create(
        ClauseVersion(
            clause=rows[keys[clause["id"]]],
            version=version,
            parent=rows[keys[clause["parent"]]] if clause["parent"] else None,
            position=clause["id"],
            order=order,
            marker=clause["marker"][:30],
            title=clause["title"][:200],
            body=clause["body"],
            kind=clause["kind"],
            start=clause["span"][0],
            end=clause["span"][1],
        )
        for order, clause in enumerate(clauses)
    )
    current = {text.clause_id: text for text in texts}
    for row in rows.values():
        row.current = current.get(row.pk)
    Clause.objects.bulk_update(rows.values(), ["current"])


def _write_findings(version: NoticeVersion, findings: list[dict[str, Any]]) -> None:
    Finding.objects.bulk_create(
        Finding(
            version=version,
            code=finding["code"][:40],
            severity=finding["severity"],
            message=finding["message"][:400],
            start=finding["span"][0] if finding["span"] else None,
            end=finding["span"][1] if finding["span"] else None,
        )
        for finding in findings
    )
