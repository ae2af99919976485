"""Writing a version of the notice: its text, its plan, its clauses and its findings."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from notice_compiler import Unreadable, compile_notice
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import admit_document
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.events import NoticeLoaded
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Finding, NoticeVersion
from zhuanban.plan.campaigns.rules import facts as facts_rules
from zhuanban.plan.campaigns.selectors.plan import version_of
from zhuanban.plan.campaigns.selectors.texts import keys_in
from zhuanban.plan.campaigns.services.carrying import carry_over
from zhuanban.plan.campaigns.services.materialising import materialise


def compiled(content: bytes, name: str) -> dict[str, Any]:
    """The plan as plan.schema.json describes it; where a notice prints a number twice, the first clause has it."""
    name = admit_document(content, name).name
    try:
        plan = compile_notice(content, name=name).as_json()
    except Unreadable as error:
        raise Invalid(str(error), "content") from error
    first = {clause["id"]: clause for clause in reversed(plan["clauses"])}
    return {**plan, "clauses": [clause for clause in plan["clauses"] if first[clause["id"]] is clause]}


def write_version(
    *, by: User | None, campaign: Campaign, content: bytes, name: str, plan: dict[str, Any]
) -> NoticeVersion:
    """A draft becomes the text in force, and the tables are made equal to it."""
    before = version_of(campaign)
    if before:
        before.state = NoticeVersion.State.PAST
        before.save(update_fields=["state"])
    version = add_version(by=by, campaign=campaign, content=content, name=name, plan=plan)
    write_clauses(campaign, version, keys_in(campaign, before, plan))
    if before:
        carry_over(campaign, before, version)
    materialise(campaign, by=by)
    facts = sum(len(plan[kind]) for kind in facts_rules.KINDS if kind != "notice")
    event = NoticeLoaded(
        campaign_id=campaign.pk, file_name=name, version=version.number, facts=facts, findings=len(plan["findings"])
    )
    record(event, by=by)
    return version


def add_version(
    *, by: User | None, campaign: Campaign, content: bytes, name: str, plan: dict[str, Any], **given: Any
) -> NoticeVersion:
    """A row for a version with its findings; in force unless `given` says otherwise."""
    version = NoticeVersion.objects.create(
        campaign=campaign,
        number=NoticeVersion.objects.filter(campaign=campaign).count() + 1,
        file_name=name[-200:],
        sha256=sha256(content).hexdigest(),
        text=plan["text"],
        plan=plan,
        loaded_at=clock.now(),
        loaded_by=by,
        **given,
    )
    _write_findings(version, plan["findings"])
    return version


def write_clauses(campaign: Campaign, version: NoticeVersion, keys: Mapping[str, str]) -> list[Clause]:
    """The clauses of this text become the current ones, each with its key; those that it repeals are returned.

    A clause of an older draft that the text no longer has loses its words. One of a running action keeps them, and
    with them its work, and is repealed.
    """
    rows = {clause.key: clause for clause in campaign.clauses.select_related("current")}
    for key in keys.values():
        if key not in rows:
            rows[key] = Clause.objects.create(campaign=campaign, key=key)
    current = {text.clause_id: text for text in _texts(version, rows, keys)}
    repealed, changed = [], []
    for row in rows.values():
        before = (row.current_id, row.repealed_in_id)
        is_running = row.current is not None and campaign.state != Campaign.State.DRAFT
        if row.pk in current or not is_running:
            row.current, row.repealed_in = current.get(row.pk), None
        elif row.repealed_in is None:
            row.repealed_in = version
            repealed.append(row)
        if before != (row.current_id, row.repealed_in_id):
            changed.append(row)
    Clause.objects.bulk_update(changed, ["current", "repealed_in"], batch_size=200)
    return repealed


def _texts(version: NoticeVersion, rows: Mapping[str, Clause], keys: Mapping[str, str]) -> list[ClauseVersion]:
    return ClauseVersion.objects.bulk_create(
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
        for order, clause in enumerate(version.plan["clauses"])
    )


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
