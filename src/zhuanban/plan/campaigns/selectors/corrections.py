"""The list of corrections: who changed what into what, and which of them can be undone or done again."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign, Correction
from zhuanban.plan.campaigns.rules.corrections import ADDED
from zhuanban.plan.campaigns.rules.facts import Fact, Field, fields_of
from zhuanban.plan.campaigns.rules.wording import line_of, quantity
from zhuanban.plan.campaigns.selectors.items import item_id
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, version_of

LISTED = 300


@dataclass(frozen=True)
class Change:
    """A correction in words: what was there, and what is there now."""

    correction: Correction
    old: str
    new: str

    @property
    def fact_id(self) -> str:
        return item_id(self.correction.fact_kind, self.correction.anchor)


def changes_of(campaign: Campaign) -> list[Change]:
    """The newest corrections first, the undone ones among them; at most LISTED."""
    newest = corrections_of(campaign)[::-1][:LISTED]
    return [Change(each, each.old_words, change_words(each)) for each in newest]


def change_words(correction: Correction) -> str:
    """What the correction makes of the fact."""
    place = f"出处：“{correction.chosen_words[:60]}”" if correction.chosen_words else ""
    if correction.fact_kind == Correction.FactKind.TEXT:
        return str((correction.value or {}).get("words", ""))
    if correction.value is None:
        return "删除"
    if correction.anchor.startswith(ADDED):
        return line_of(Fact(correction.fact_kind, correction.anchor, correction.value, None, ""))
    fields = {each.name: each for each in fields_of(correction.fact_kind, correction.anchor)}
    said = [_said(fields[name], value) for name, value in correction.value.items() if name in fields]
    return "；".join([*said, *([place] if place else [])])


def last_correction(user: User, campaign: Campaign) -> Correction | None:
    """The newest correction of this person that holds."""
    mine = Correction.objects.filter(campaign=campaign, by=user, undone_at=None)
    return mine.select_related("campaign").order_by("-pk").first()


def last_undone(user: User, campaign: Campaign) -> Correction | None:
    """The correction that this person took back last."""
    mine = Correction.objects.filter(campaign=campaign, undone_by=user, undone_at__isnull=False)
    return mine.select_related("campaign").order_by("-undone_at", "pk").first()


def choices_for(campaign: Campaign, correction: Correction) -> list[tuple[str, str]]:
    """The facts to which a correction that found none may belong: those of its kind that have no correction yet."""
    version = version_of(campaign)
    if version is None:
        return []
    corrections = corrections_of(campaign)
    facts = facts_in(version, corrections)
    titles = {fact.anchor: line_of(fact) for fact in facts if fact.kind == "clauses"}
    if correction.anchor.startswith(ADDED):
        return [(anchor, title[:60]) for anchor, title in titles.items()]
    taken = {each.anchor for each in corrections if each.fact_kind == correction.fact_kind and each.undone_at is None}
    free = [fact for fact in facts if fact.kind == correction.fact_kind and fact.anchor not in taken]
    return [(fact.anchor, _choice(fact, titles)) for fact in free]


def _choice(fact: Fact, titles: dict[str, str]) -> str:
    place = titles.get(str(fact.values.get("clause") or ""), "")
    return f"{place[:24]} · {line_of(fact)[:60]}" if place else line_of(fact)[:80]


def _said(field: Field, value: object) -> str:
    if isinstance(value, str) and field.choices:
        return f"{field.label}：{field.choices.get(value, value)}"
    if field.sort == "lines" and isinstance(value, Iterable) and not isinstance(value, str):
        return f"{field.label}：{'、'.join(str(each) for each in value)}"
    if field.sort in ("number", "share"):
        return f"{field.label}：{quantity(value) or '（空）'}"
    return f"{field.label}：{value or '（空）'}"
