"""The facts as the review shows them: in words, with the correction that holds and who found them right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha1

from zhuanban.plan.campaigns.models import Campaign, Confirmation, Correction, NoticeVersion
from zhuanban.plan.campaigns.rules.corrections import digest_of, place_of
from zhuanban.plan.campaigns.rules.facts import KINDS, STATES, Fact
from zhuanban.plan.campaigns.rules.marks import heading_span
from zhuanban.plan.campaigns.rules.wording import label_of, line_of
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, version_of

# g and then this letter leads to the group; mostly the first letter of its name in pinyin.
GROUP_KEYS = {
    "notice": "t", "phases": "j", "clauses": "k", "demands": "y", "duties": "z", "deadlines": "q", "targets": "m",
    "rules": "f", "roster": "r", "scopes": "w", "citations": "c", "findings": "d",
}  # fmt: skip
Checks = dict[tuple[str, str], list[Confirmation]]


@dataclass(frozen=True)
class Item:
    """A fact as the page shows it. `seen` names what it says now; `check` is the newest confirmation of it."""

    id: str
    fact: Fact
    line: str
    label: str
    clause: str
    span: tuple[int, int] | None
    correction: Correction | None
    seen: str
    check: Confirmation | None

    @property
    def state(self) -> str:
        return STATES[self.fact.state]

    @property
    def kind(self) -> str:
        return self.fact.kind

    @property
    def anchor(self) -> str:
        return self.fact.anchor

    @property
    def is_in_force(self) -> bool:
        return self.fact.state != "removed"

    @property
    def is_confirmed(self) -> bool:
        return self.check is not None and self.check.shown == self.seen

    @property
    def was_confirmed(self) -> bool:
        """Somebody found right what it said before."""
        return self.check is not None and self.check.shown != self.seen

    @property
    def query(self) -> str:
        """What an address needs to name the fact as it was seen; short, for there are thousands on a page."""
        return f"id={self.id}&seen={self.seen}"

    @property
    def css(self) -> str:
        return f"rv-{self.fact.state} is-confirmed" if self.is_confirmed else f"rv-{self.fact.state}"

    @property
    def label_css(self) -> str:
        return f"pl-force pl-{self.fact.values.get('force')}" if self.kind == "demands" else ""

    @property
    def stands(self) -> bool:
        """Whether the text has words of it."""
        return self.span is not None or self.anchor == "notice"

    @property
    def clause_key(self) -> str:
        return str(self.fact.values.get("clause") or "") or place_of(self.fact)


@dataclass(frozen=True)
class Progress:
    """How much of a group is confirmed."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True)
class Group:
    """The facts of one kind; figures leave removed ones out."""

    code: str
    label: str
    items: list[Item]
    may_add: bool
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "progress", progress_of(self.items))

    @property
    def count(self) -> int:
        return self.progress.total

    @property
    def key(self) -> str:
        """The letter that leads here."""
        return GROUP_KEYS.get(self.code, "")


def progress_of(items: Iterable[Item]) -> Progress:
    """The confirmed ones among those in force."""
    held = [item.is_confirmed for item in items if item.is_in_force]
    return Progress(sum(held), len(held))


def groups_of(items: Sequence[Item]) -> list[Group]:
    """The facts by kind; what a person added stands with its clause, the rest in the order of the text."""
    order = {item.anchor: place for place, item in enumerate(items) if item.kind == "clauses"}
    ordered = sorted(items, key=lambda item: order.get(str(item.fact.values.get("clause") or ""), -1))
    return [
        Group(kind.code, kind.label, [item for item in ordered if item.kind == kind.code], kind.may_add)
        for kind in KINDS.values()
    ]


def items_of(campaign: Campaign) -> list[Item]:
    """Every fact of the newest text; none where there is no text."""
    version = version_of(campaign)
    if version is None:
        return []
    corrections = corrections_of(campaign)
    return items_from(version, facts_in(version, corrections), corrections, checks_of(campaign))


def item_for(campaign: Campaign, kind: str, anchor: str) -> Item | None:
    """One fact as the page shows it."""
    return next((item for item in items_of(campaign) if (item.kind, item.anchor) == (kind, anchor)), None)


def name_of(campaign: Campaign, identifier: str) -> tuple[str, str]:
    """Kind and anchor of the fact of this name within the page; two blanks where it is no longer there."""
    return next(((item.kind, item.anchor) for item in items_of(campaign) if item.id == identifier), ("", ""))


def items_to_confirm(items: Iterable[Item], kind: str, clause: str) -> list[Item]:
    """Facts in force that nobody confirmed yet: of one kind, or of one clause, its own title among them."""
    return [
        item
        for item in items
        if item.is_in_force
        and not item.is_confirmed
        and (not kind or item.kind == kind)
        and (not clause or item.clause_key == clause)
    ]


def checks_of(campaign: Campaign) -> Checks:
    """(kind, anchor) → confirmations that were not taken back, oldest first."""
    checks: Checks = {}
    held = Confirmation.objects.filter(campaign=campaign, withdrawn_at=None, is_loose=False).select_related("by")
    for each in held.order_by("pk"):
        checks.setdefault((each.fact_kind, each.anchor), []).append(each)
    return checks


def check_for(checks: Checks, kind: str, anchor: str, seen: str) -> Confirmation | None:
    """The confirmation of what is shown now, else the newest one."""
    held = checks.get((kind, anchor), [])
    return next((each for each in held if each.shown == seen), held[-1] if held else None)


def items_from(
    version: NoticeVersion, facts: Sequence[Fact], corrections: Iterable[Correction], checks: Checks
) -> list[Item]:
    """The facts in words."""
    latest = {
        (each.fact_kind, each.anchor): each for each in corrections if each.undone_at is None and not each.is_loose
    }
    titles = {fact.anchor: line_of(fact) for fact in facts if fact.kind == "clauses"}
    items = []
    for fact in facts:
        seen = digest_of(fact)
        item = Item(
            id=item_id(fact.kind, fact.anchor),
            fact=fact,
            line=line_of(fact) or fact.words,
            label=label_of(fact),
            clause=titles.get(str(fact.values.get("clause") or ""), ""),
            span=_span(version.text, fact),
            correction=latest.get((fact.kind, fact.anchor)),
            seen=seen,
            check=check_for(checks, fact.kind, fact.anchor, seen),
        )
        items.append(item)
    return items


def item_id(kind: str, anchor: str) -> str:
    """The name of a fact within the page."""
    return f"{kind[:3]}{sha1(f'{kind}|{anchor}'.encode(), usedforsecurity=False).hexdigest()[:10]}"


def _span(text: str, fact: Fact) -> tuple[int, int] | None:
    if fact.kind == "clauses" and fact.span:
        return heading_span(text, fact.span, fact.words)
    return fact.span
