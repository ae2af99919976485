"""What people said of the facts of one text goes over to the facts of the next one, or waits for a person."""

from collections.abc import Mapping
from typing import Any

from zhuanban.plan.campaigns.models import (
    Campaign,
    Citation,
    Confirmation,
    Correction,
    Deadline,
    Demand,
    MoneyRule,
    NoticeVersion,
    Phase,
    RosterMember,
    Target,
)
from zhuanban.plan.campaigns.rules.carrying import Name, bare, carried
from zhuanban.plan.campaigns.rules.corrections import ADDED, facts_of
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.rules.marks import find_loosely
from zhuanban.plan.campaigns.selectors.plan import keys_of

TABLES: dict[str, tuple[type[Any], str]] = {
    "phases": (Phase, "campaign"),
    "demands": (Demand, "clause__campaign"),
    "deadlines": (Deadline, "clause__campaign"),
    "targets": (Target, "clause__campaign"),
    "rules": (MoneyRule, "clause__campaign"),
    "roster": (RosterMember, "campaign"),
    "citations": (Citation, "campaign"),
}


def carry_over(campaign: Campaign, old: NoticeVersion, new: NoticeVersion) -> None:
    """Corrections, confirmations and rows follow their facts; the caller holds the campaign's lock."""
    before, after = facts_of(old.plan, keys_of(old)), facts_of(new.plan, keys_of(new))
    moved = carried(before, after)
    said = {(fact.kind, fact.anchor): bare(fact.words) for fact in before}
    now = {(fact.kind, fact.anchor): bare(fact.words) for fact in after}
    reworded = {name for name, anchor in moved.items() if said[name] != now[name[0], anchor]}
    clauses = {fact.anchor: fact for fact in after if fact.kind == "clauses"}
    corrections = list(Correction.objects.filter(campaign=campaign, is_loose=False))
    for correction in corrections:
        _carry_correction(correction, moved, reworded, clauses, new)
    fields = ["anchor", "is_loose", "is_reworded", "chosen_start", "chosen_end"]
    Correction.objects.bulk_update(corrections, fields, batch_size=200)
    _carry_confirmations(campaign, moved)
    _carry_rows(campaign, moved)


def _carry_correction(
    correction: Correction,
    moved: Mapping[Name, str],
    reworded: set[Name],
    clauses: Mapping[str, Fact],
    version: NoticeVersion,
) -> None:
    if correction.fact_kind == Correction.FactKind.TEXT:
        # Another file may have been read wrongly in the same place; a person says so again.
        value = correction.value or {}
        misread = f"{value.get('before', '')}{correction.old_words}{value.get('after', '')}"
        correction.is_loose = correction.undone_at is None and misread in version.text
        return
    name = (correction.fact_kind, correction.anchor)
    clause = (correction.value or {}).get("clause")
    correction.is_loose = clause is not None and clause not in clauses
    if not correction.anchor.startswith(ADDED):
        correction.is_loose |= name not in moved
        correction.anchor = moved.get(name, correction.anchor)
        correction.is_reworded |= name in reworded
    if correction.chosen_words:
        _carry_choice(correction, clauses, version)


def _carry_choice(correction: Correction, clauses: Mapping[str, Fact], version: NoticeVersion) -> None:
    """The chosen words are looked for in their clause; what only says where a fact stands is nothing without them."""
    place = (correction.value or {}).get("clause") or correction.anchor.split("|", 1)[0]
    clause = clauses.get(place)
    start, end = clause.span if clause and clause.span else (0, len(version.text))
    found = find_loosely(version.text[:end], correction.chosen_words, start)
    correction.chosen_start, correction.chosen_end = found or (None, None)
    is_only_place = correction.value == {} or correction.anchor.startswith(ADDED)
    correction.is_loose |= found is None and is_only_place


def _carry_confirmations(campaign: Campaign, moved: Mapping[Name, str]) -> None:
    """Findings and added facts keep their names; a confirmed fact that is gone leaves its confirmation as history."""
    confirmations = list(Confirmation.objects.filter(campaign=campaign, is_loose=False).exclude(fact_kind="findings"))
    confirmations = [each for each in confirmations if not each.anchor.startswith(ADDED)]
    changed = []
    for each in confirmations:
        anchor = moved.get((each.fact_kind, each.anchor))
        if anchor != each.anchor:
            each.is_loose = True
            changed.append((each, anchor))
    Confirmation.objects.bulk_update([each for each, _ in changed], ["is_loose"], batch_size=200)
    followed = []
    for each, anchor in changed:
        if anchor is not None:
            each.anchor, each.is_loose = anchor, False
            followed.append(each)
    Confirmation.objects.bulk_update(followed, ["anchor", "is_loose"], batch_size=200)


def _carry_rows(campaign: Campaign, moved: Mapping[Name, str]) -> None:
    """A row keeps its key, and with it what other rooms hang on it, while its fact is the same."""
    renamed = {name: anchor for name, anchor in moved.items() if name[1] != anchor}
    for kind, (model, path) in TABLES.items():
        names = {name[1][:300]: anchor[:300] for name, anchor in renamed.items() if name[0] == kind}
        if not names:
            continue
        rows = [row for row in model._default_manager.filter(**{path: campaign}) if row.anchor in names]
        for row in rows:
            row.anchor = names[row.anchor]
        model._default_manager.bulk_update(rows, ["anchor"], batch_size=200)
