"""The units of a bracket with their roles: 牵头单位：甲局；责任单位：乙局 · 甲局牵头，乙局、丙局按职责分工负责"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notice_compiler.draft import Pair
from notice_compiler.grammar.kinship import kind_of
from notice_compiler.grammar.names import is_named_unit, looks_like_unit, units_in
from notice_compiler.grammar.organs import meant_by, organ_of
from notice_compiler.grammar.words import split, trim
from notice_compiler.lexicon.organs import VERBAL
from notice_compiler.lexicon.roles import ASIDE, ASIDE_AT, LABEL, LABELS, NOTED, OTHER_LABEL, TAIL_ENDS, TAILS, WITH
from notice_compiler.model import Role, Span

Found = list[tuple[Span, Role]]
Tail = tuple[int, Role]
SENTENCE_ENDS = ("。", "；", "！")
BLANKS = "，；。,; \u3000\n【［"
MIN_BARE = 2
MAX_UNKNOWN = 20
MAX_PLAIN = 8
PIECE = re.compile("[\u4e00-\u9fff]{1,40}$")
LABEL_ENDS = re.compile("[：:】］为]")
NO_NAME = re.compile(r"[：:]|^\d|\d{1,2}月|年底")


class RoleList:
    """The words inside one bracket of a text; `lead_first` where the notice has said that the first unit leads."""

    def __init__(self, text: str, pairs: Sequence[Pair], *, lead_first: bool) -> None:
        self.text, self.pairs, self.lead_first = text, pairs, lead_first

    def read(self, inner: Span) -> Found:
        """Nothing where the bracket is an ordinary aside."""
        aside = ASIDE.search(self.text, *inner) if ASIDE_AT.search(self.text, *inner) else None
        core = Span(inner.start, aside.start()) if aside else inner
        labels = self._labels(core)
        if labels:
            return self._labelled(core, labels)
        parts = list(split(self.text, self.pairs, core, "，,；;。"))
        tails = [_tail(self._words(part)) for part in parts]
        return self._trailing(parts, tails) if any(tails) else self._bare(core)

    def _labels(self, core: Span) -> list[re.Match[str]]:
        if not LABEL_ENDS.search(self.text, *core):
            return []
        return [label for label in LABEL.finditer(self.text, *core) if role_of_label(label["label"])]

    def _words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _units(self, span: Span | None) -> list[Span]:
        return units_in(self.text, self.pairs, span) if span else []

    def _labelled(self, core: Span, labels: list[re.Match[str]]) -> Found:
        found: Found = []
        has_lead = any(role_of_label(label["label"]) == "lead" for label in labels)
        ends = [label.start() for label in labels[1:]] + [core.end]
        for label, end in zip(labels, ends, strict=True):
            role = role_of_label(label["label"])
            other = OTHER_LABEL.search(self.text, label.end(), end)
            kept = trim(self.text, Span(label.end(), other.start() if other else end), BLANKS)
            if role and kept:
                units = [unit for unit in self._units(kept) if not NO_NAME.search(self._words(unit))]
                found += self._ranked(units, role, ordered=not has_lead, others="participant")
        return found

    def _ranked(self, units: list[Span], role: Role, *, ordered: bool, others: Role) -> Found:
        """The first unit leads where a rule says so; a class of units never does."""
        roles = [_noted(self._words(unit)) for unit in units]
        if any(roles):
            return [(_without_note(self.text, unit), own or role) for unit, own in zip(units, roles, strict=True)]
        if not (self.lead_first and ordered) or role != "responsible" or not units:
            return [(unit, role) for unit in units]
        if kind_of(self._words(units[0])) == "group":
            return [(unit, role) for unit in units]
        return [(unit, others if index else "lead") for index, unit in enumerate(units)]

    def _trailing(self, parts: list[Span], tails: list[Tail | None]) -> Found:
        """A role word binds all names before it back to the one before: 甲局，各市政府配合. Names left over answer."""
        found: Found = []
        waiting: list[Span] = []
        for part, tail in zip(parts, tails, strict=True):
            if tail is None:
                waiting.append(part)
                continue
            found += [(unit, tail[1]) for each in waiting for unit in self._units(each)]
            found += self._together(trim(self.text, Span(part.start, part.start + tail[0])), tail[1])
            waiting = []
        left = [unit for each in waiting for unit in self._units(each)]
        rest: Found = [(unit, "responsible") for unit in left if is_named_unit(self._words(unit))]
        return self._led([*self._known(found), *rest])

    def _together(self, kept: Span | None, role: Role) -> Found:
        """甲局会同乙局、丙局负责: those before 会同 answer, those after it take part."""
        if kept is None:
            return []
        joint = WITH.search(self.text, *kept)
        if joint is None:
            return [(unit, role) for unit in self._units(kept)]
        left = trim(self.text, Span(kept.start, joint.start()))
        first: Role = "lead" if joint["lead"] else role
        found = [(unit, first) for unit in self._units(left)]
        return [*found, *((unit, "participant") for unit in self._units(Span(joint.end(), kept.end)))]

    def _known(self, found: Found) -> Found:
        """Where most names are units, a name that is none known stays, to be asked about; else it was an aside."""
        known = [looks_like_unit(self._words(unit)) for unit, _ in found]
        if 2 * sum(known) < len(known) or not any(is_named_unit(self._words(unit)) for unit, _ in found):
            return [pair for pair, is_unit in zip(found, known, strict=True) if is_unit]
        return [
            pair
            for pair, is_unit in zip(found, known, strict=True)
            if is_unit or (pair[0].end - pair[0].start <= MAX_UNKNOWN and not NO_NAME.search(self._words(pair[0])))
        ]

    def _led(self, found: Found) -> Found:
        """甲部、乙部负责 under the rule that the first unit leads; the others answer, as 负责 says."""
        if any(role != "responsible" for _, role in found):
            return [pair for unit, role in found for pair in self._ranked([unit], role, ordered=False, others=role)]
        return self._ranked([unit for unit, _ in found], "responsible", ordered=True, others="responsible")

    def _bare(self, core: Span) -> Found:
        """（甲局、乙局）: no role word, so every name must be a unit; one alone must follow a sentence."""
        units = self._units(core)
        words = [self._words(unit) for unit in units]
        named = [is_named_unit(each) for each in words]
        noted = any(map(_noted, words))
        if not units or not (named[0] or noted) or 2 * sum(named) < len(named):
            return []
        if not all(looks_like_unit(each) or meant_by(each) or _may_be_name(each) for each in words):
            return []
        if len(units) < MIN_BARE and not (self.lead_first or noted or self._closes(core, words[0])):
            return []
        return self._ranked(units, "responsible", ordered=True, others="participant")

    def _closes(self, core: Span, name: str) -> bool:
        """A bracket behind a sentence, or behind the last words of a line that are no name themselves."""
        if self.text[core.start - 2 : core.start - 1] in SENTENCE_ENDS:
            return True
        before = PIECE.search(self.text, max(0, core.start - 1 - MAX_UNKNOWN), core.start - 1)
        ends = self.text[core.end + 1 : core.end + 2].strip() in ("", "。")
        return ends and organ_of(name) is not None and not (before and looks_like_unit(before[0]))


def role_of_label(label: str) -> Role | None:
    """责任单位 responsible, 牵头考核单位 lead; words before the label do not count."""
    for start in range(len(label)):
        for pattern, role in LABELS:
            if pattern.match(label[start:]):
                return role
    return None


def _tail(words: str) -> Tail | None:
    """Where the role word at the end of the words begins, and the role."""
    if not words.endswith(TAIL_ENDS):
        return None
    for pattern, role in TAILS:
        if (found := pattern.search(words)) and found.start() >= 2:
            return found.start(), role
    return None


def _may_be_name(words: str) -> bool:
    return len(words) <= MAX_PLAIN and not VERBAL.search(words) and not NO_NAME.search(words)


def _noted(words: str) -> Role | None:
    return next((role for pattern, role in NOTED if pattern.search(words)), None)


def _without_note(text: str, unit: Span) -> Span:
    words = text[unit.start : unit.end]
    start = min((found.start() for pattern, _ in NOTED if (found := pattern.search(words))), default=len(words))
    return Span(unit.start, unit.start + start)
