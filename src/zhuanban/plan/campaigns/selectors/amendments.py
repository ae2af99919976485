"""An amended notice beside the running plan: what it changes, and which corrections of the plan it keeps or loses."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from notice_compiler import ClauseChange, Comparison, FactChange, RosterChange, compare
from zhuanban.plan.campaigns.models import Campaign, Clause, Correction, Duty, NoticeVersion
from zhuanban.plan.campaigns.rules.amendments import Followed, Piece, changed_words, followed, likely, merged, printed
from zhuanban.plan.campaigns.rules.corrections import ADDED, Overlay, effective, facts_of
from zhuanban.plan.campaigns.rules.facts import Fact, fields_of
from zhuanban.plan.campaigns.rules.wording import FATES, line_of
from zhuanban.plan.campaigns.selectors.matrix import Gap, holes_of
from zhuanban.plan.campaigns.selectors.plan import (
    clauses_of,
    corrections_of,
    keys_of,
    overlays_of,
    pending_of,
    version_of,
)
from zhuanban.plan.campaigns.selectors.texts import compared_people, keys_in, plan_of, plan_with_corrections

UNTOUCHED = frozenset({"same", "moved"})
MOST_CHOICES = 80


@dataclass(frozen=True)
class Held:
    """The corrections of one fact as the amendment page shows them.

    Where the new text lost their words, `choices` (anchor, line) are what they may be applied to instead.
    """

    corrections: list[Correction]
    overlay: Overlay
    line: str
    choices: list[tuple[str, str]]
    suggested: str
    is_reworded: bool = False

    @property
    def id(self) -> int:
        return self.corrections[0].pk

    @property
    def label(self) -> str:
        return self.corrections[0].get_fact_kind_display()

    @property
    def words(self) -> str:
        return self.corrections[0].old_words or "补充的内容"

    @property
    def is_added(self) -> bool:
        return self.overlay.anchor.startswith(ADDED)


@dataclass(frozen=True)
class ChangedClause:
    """A clause that the amendment touches: `clause` is the running one, None for a new one.

    `lacks_lead`: it loses its lead or comes without one. `ownerless`: how many townships named nobody for it.
    """

    change: ClauseChange
    clause: Clause | None
    heading: str
    old: list[Piece]
    new: list[Piece]
    facts: list[FactChange]
    lacks_lead: bool
    ownerless: int

    @property
    def fate(self) -> str:
        return FATES[self.change.fate]

    @property
    def is_removed(self) -> bool:
        return self.change.fate == "removed"


@dataclass(frozen=True)
class Amendment:
    """A pending version over the running plan; `keys` and `facts` are those of the new text with what survives."""

    current: NoticeVersion
    version: NoticeVersion
    keys: dict[str, str]
    facts: list[Fact]
    comparison: Comparison
    clauses: list[ChangedClause]
    whole: list[FactChange]
    kept: list[Held]
    lost: list[Held]

    @property
    def is_roster(self) -> bool:
        return self.version.amends == NoticeVersion.Amends.ROSTER

    @property
    def removed(self) -> list[ChangedClause]:
        """Clauses that the new text no longer has."""
        return [each for each in self.clauses if each.is_removed]

    @property
    def without_lead(self) -> list[ChangedClause]:
        """Clauses that come without a lead or lose theirs."""
        return [each for each in self.clauses if each.lacks_lead]

    @property
    def left(self) -> list[RosterChange]:
        """People whom the new roster no longer names."""
        return [each for each in self.comparison.roster if each.kind == "left"]

    @property
    def only_moved(self) -> int:
        """How many clauses have another number and nothing else."""
        shown = {id(each.change) for each in self.clauses}
        return sum(each.fate == "moved" and id(each) not in shown for each in self.comparison.clauses)

    @property
    def tasks(self) -> list[tuple[str, str]]:
        """Position and heading of the tasks of the new text: where the work of a removed clause can go."""
        return [(position, f"{marker}{title}") for position, marker, title in _tasks_in(self.facts)]


def amendment_of(campaign: Campaign) -> Amendment | None:
    """The pending version over the running plan; None where none is pending."""
    current, version = version_of(campaign), pending_of(campaign)
    if current is None or version is None:
        return None
    corrections = corrections_of(campaign)
    overlays, old_keys = overlays_of(corrections), keys_of(current)
    is_roster = version.amends == NoticeVersion.Amends.ROSTER
    keys = old_keys if is_roster else keys_in(campaign, current, version.plan)
    raw = facts_of(version.plan, keys)
    follow = followed(facts_of(current.plan, old_keys), raw, overlays)
    old = plan_with_corrections(current, overlays, old_keys)
    if is_roster and version.own_plan:
        comparison = compared_people(old, plan_of(version.own_plan, version.own_text))
    else:
        comparison = compare(old, plan_with_corrections(version, follow.overlays, keys))
    facts = effective(version.plan, keys, follow.overlays)
    clauses, whole = _changes(campaign, current, version, comparison, _without_lead(campaign, facts, keys))
    kept, gone = _held(corrections, overlays, raw, follow)
    return Amendment(
        current=current,
        version=version,
        keys=keys,
        facts=facts,
        comparison=comparison,
        clauses=clauses,
        whole=whole,
        kept=kept,
        lost=gone,
    )


def _without_lead(campaign: Campaign, facts: Iterable[Fact], keys: Mapping[str, str]) -> set[str]:
    """Positions of tasks in the new text that have no lead, named in the text or kept from the office, unless they had
    none before.
    """
    held = [fact for fact in facts if fact.state != "removed"]
    tasks = {fact.anchor for fact in held if fact.kind == "clauses" and fact.values["kind"] == "task"}
    led = {fact.values["clause"] for fact in held if fact.kind == "duties" and fact.values["role"] == Duty.Role.LEAD}
    leads = Duty.objects.filter(clause__campaign=campaign, clause__repealed_in=None, role=Duty.Role.LEAD)
    sources = dict(leads.values_list("clause__key", "source"))
    led |= {key for key, source in sources.items() if source == Duty.Source.OFFICE}
    running = set(clauses_of(campaign).values_list("key", flat=True))
    return {
        position
        for position, key in keys.items()
        if key in tasks and key not in led and (key in sources or key not in running)
    }


def _changes(
    campaign: Campaign,
    current: NoticeVersion,
    version: NoticeVersion,
    comparison: Comparison,
    leadless: Collection[str],
) -> tuple[list[ChangedClause], list[FactChange]]:
    """The touched clauses in the order of the new text, and what changed in the notice as a whole."""
    running = {clause.key: clause for clause in clauses_of(campaign)}
    keys = keys_of(current)
    ownerless = Counter(hole.clause.pk for hole in holes_of(campaign) if hole.gap == Gap.NO_OWNER)
    old, new = printed(current.plan), printed(version.plan)
    facts, whole = _by_clause(comparison)
    rows = []
    for place, change in enumerate(comparison.clauses):
        if change.fate in UNTOUCHED and not facts[place]:
            continue
        was, now = old.get(change.old or "", ""), new.get(change.new or "", "")
        before, after = changed_words(was, now) if was and now else (_whole(was), _whole(now))
        clause = running.get(keys.get(change.old or "", ""))
        heading = change.new_words or change.old_words
        rows.append(
            ChangedClause(
                change=change,
                clause=clause,
                heading=heading.text if heading else "",
                old=before,
                new=after,
                facts=facts[place],
                lacks_lead=change.new in leadless,
                ownerless=ownerless[clause.pk] if clause else 0,
            )
        )
    return rows, whole


def _by_clause(comparison: Comparison) -> tuple[list[list[FactChange]], list[FactChange]]:
    """The changed facts of each clause change in its place, and those of the notice as a whole."""
    by_old = {each.old: place for place, each in enumerate(comparison.clauses) if each.old}
    by_new = {each.new: place for place, each in enumerate(comparison.clauses) if each.new}
    facts: list[list[FactChange]] = [[] for _ in comparison.clauses]
    whole: list[FactChange] = []
    for fact in comparison.facts:
        place = by_new.get(fact.new_clause or "", by_old.get(fact.old_clause or ""))
        (whole if place is None else facts[place]).append(fact)
    return facts, whole


def _whole(words: str) -> list[Piece]:
    """A clause that only one text has, without marks: all of it is new or gone."""
    return [Piece(words)] if words else []


def _held(
    corrections: Iterable[Correction], overlays: Iterable[Overlay], raw: Sequence[Fact], follow: Followed
) -> tuple[list[Held], list[Held]]:
    """The corrections that follow their facts, and those on which the office decides; loose ones wait already."""
    by_name: dict[tuple[str, str], list[Correction]] = {}
    for each in corrections:
        if each.undone_at is None and not each.is_loose:
            by_name.setdefault((each.fact_kind, each.anchor), []).append(each)
    kept, gone = [], []
    for name, overlay in merged(each for each in overlays if not each.is_loose).items():
        line = "；".join(_said(overlay)) or "指定出处" if overlay.value is not None else "删除"
        if name in follow.lost:
            choices = _choices(overlay, raw)
            suggested = likely(overlay, by_name[name][0].old_words, choices)
            gone.append(Held(by_name[name], overlay, line, choices, suggested))
        else:
            kept.append(Held(by_name[name], overlay, line, [], "", is_reworded=name in follow.reworded))
    return kept, gone


def _said(overlay: Overlay) -> Iterable[str]:
    value = overlay.value or {}
    for field in fields_of(overlay.kind, overlay.anchor):
        if field.name in value and field.sort != "clause":
            said = value[field.name]
            said = field.choices.get(said, said) if field.choices else said
            yield f"{field.label}：{'、'.join(said) if isinstance(said, list) else said or '（空）'}"


def _choices(overlay: Overlay, raw: Sequence[Fact]) -> list[tuple[str, str]]:
    """What a correction may be applied to: facts of its kind, those of its clause alone where there are some.

    What a person added can go to any clause; what only says where a fact stands goes nowhere without its words.
    """
    if overlay.value == {}:
        return []
    if overlay.anchor.startswith(ADDED):
        return [(fact.anchor, line_of(fact)[:60]) for fact in raw if fact.kind == "clauses"]
    same = [fact for fact in raw if fact.kind == overlay.kind]
    if overlay.kind == "notice":
        same = [fact for fact in same if fact.anchor == overlay.anchor]
    place = overlay.anchor.split("|")[0]
    near = [fact for fact in same if fact.values.get("clause") == place] if place else []
    return [(fact.anchor, (line_of(fact) or fact.words)[:60]) for fact in (near or same)[:MOST_CHOICES]]


def _tasks_in(facts: Iterable[Fact]) -> Iterable[tuple[str, str, str]]:
    for fact in facts:
        values = fact.values
        if fact.kind == "clauses" and values["kind"] == "task":
            yield values["id"], values.get("marker", ""), values["title"]
