"""From one text of the notice to the next: which clause is which, and what is taken over."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from notice_compiler import Comparison, Plan, compare, compile_notice
from zhuanban.plan.campaigns.models import Campaign, NoticeVersion
from zhuanban.plan.campaigns.rules.amendments import plan_in_force, with_people_of
from zhuanban.plan.campaigns.rules.corrections import Overlay, effective, facts_of
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.rules.versions import Known, keys_for
from zhuanban.plan.campaigns.selectors.plan import corrections_of, keys_of, overlays_of

Json = dict[str, Any]


def plan_of(plan: Mapping[str, Any], text: str) -> Plan:
    """The plan as the compiler knows it; one that an older compiler wrote is read from its text again."""
    try:
        return Plan.from_json(dict(plan))
    except (KeyError, TypeError, ValueError):
        return compile_notice(text)


def keys_in(campaign: Campaign, current: NoticeVersion | None, plan: Mapping[str, Any]) -> dict[str, str]:
    """Position in a new plan → key across versions: as the comparison matches the clauses; new ones get new keys."""
    rows = campaign.clauses.select_related("current").order_by("pk")
    texts = [(row.key, row.current) for row in rows]
    known = [Known(key, text.position, text.title) if text else Known(key, "", "") for key, text in texts]
    carried = _carried(current, plan) if current and current.plan else {}
    return keys_for(plan["clauses"], known, carried)


def _carried(current: NoticeVersion, plan: Mapping[str, Any]) -> dict[str, str]:
    keys = keys_of(current)
    comparison = compare(_as_compiled(current.plan, current.text), _as_compiled(plan, str(plan["text"])))
    return {each.new: keys[each.old] for each in comparison.clauses if each.new and each.old in keys}


def _as_compiled(plan: Mapping[str, Any], text: str) -> Plan:
    """Without what was taken over from another text, which has no place in this one."""
    return plan_of({**plan, "roster": [entry for entry in plan.get("roster", ()) if entry["span"]]}, text)


def plan_with_corrections(version: NoticeVersion, overlays: Iterable[Overlay], keys: Mapping[str, str]) -> Plan:
    """The plan of a version as it holds."""
    facts = effective(version.plan, keys, overlays)
    return plan_of(plan_in_force(version.plan, facts, keys), version.text)


def compared_people(old: Plan, own: Plan) -> Comparison:
    """What a notice that only adjusts the task force changes, whatever else it says."""
    found = compare(old, own)
    nothing = {"same": 0, "moved": 0, "reworded": 0, "moved_reworded": 0, "added": 0, "removed": 0, "weakened": 0,
               "tightened": 0, "facts": 0}  # fmt: skip
    counts = replace(found.counts, **nothing)
    return replace(found, kind="roster_amendment", counts=counts, clauses=(), facts=())


def amended_plan(
    campaign: Campaign, current: NoticeVersion, own: Json, amends: str, staying: Collection[str] = ()
) -> Json:
    """The plan that will hold: the new text's, with what it does not say of period and task force taken over.

    `staying` are people whom the new roster does not name and who stay all the same.
    """
    keys, overlays = keys_of(current), overlays_of(corrections_of(campaign))
    old = plan_with_corrections(current, overlays, keys)
    people = compared_people(old, plan_of(own, own["text"])).roster
    gone = {each.name for each in people if each.kind == "left"} - set(staying)
    plan = own
    if amends == NoticeVersion.Amends.ROSTER:
        roster = [_elsewhere(entry, own["text"]) for entry in own["roster"]]
        plan = {**current.plan, "office": own["office"], "roster": roster}
    return with_people_of(plan, current.plan, _members(current, overlays, keys), gone)


def _elsewhere(entry: Json, text: str) -> Json:
    """A member whose words stand in another text."""
    words = " ".join(text[slice(*entry["span"])].split()) if entry["span"] else entry["words"]
    return {**entry, "words": words, "span": None}


def _members(
    current: NoticeVersion, overlays: Iterable[Overlay], keys: Mapping[str, str]
) -> list[tuple[Fact, Fact]]:
    """The members of the running plan, each as compiled and as corrected; without those taken out or added."""
    compiled = {fact.anchor: fact for fact in facts_of(current.plan, keys) if fact.kind == "roster"}
    held = effective(current.plan, keys, overlays)
    return [
        (compiled[fact.anchor], fact)
        for fact in held
        if fact.kind == "roster" and fact.anchor in compiled and fact.state != "removed"
    ]
