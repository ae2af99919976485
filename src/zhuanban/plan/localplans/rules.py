"""What may become of a local plan, and how the marks of people change what the comparison found. No table here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices


class State(TextChoices):
    """状态 of a local plan."""

    SUBMITTED = "submitted", "待核对"
    RETURNED = "returned", "已退回"
    CONFIRMED = "confirmed", "已确认"


class Answer(TextChoices):
    """How a clause of the notice is answered."""

    CARRIED_OUT = "carried_out", "已落实"
    STRENGTHENED = "strengthened", "高于通知"
    WEAKENED = "weakened", "低于通知"
    UNSURE = "unsure", "拿不准"
    MISSING = "missing", "没落实"
    NOT_CONCERNED = "not_concerned", "本地不涉及"


class Decision(TextChoices):
    """What a person of the office says of a clause that the comparison left open."""

    CARRIED_OUT = "carried_out", "已经落实"
    NOT_CONCERNED = "not_concerned", "本地不涉及"
    MISSING = "missing", "确实没有落实"


GAPS = frozenset({Answer.WEAKENED, Answer.UNSURE, Answer.MISSING})
ADDED = "added"
# Filters of the list: a state, or no plan at all.
TABS = (("", "全部"), ("none", "未上传"), *State.choices)
# Filters of a plan: a state, all gaps, or what the township adds.
FILTERS = (
    ("", "全部"), ("gaps", "待补待定"), (Answer.MISSING, "没落实"), (Answer.WEAKENED, "低于通知"),
    (Answer.UNSURE, "拿不准"), (Answer.CARRIED_OUT, "已落实"), (Answer.STRENGTHENED, "高于通知"),
    (Answer.NOT_CONCERNED, "本地不涉及"), (ADDED, "本地增加"),
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many clauses stand how; the columns of a local plan."""

    carried_out: int = 0
    strengthened: int = 0
    weakened: int = 0
    unsure: int = 0
    missing: int = 0
    not_concerned: int = 0
    added: int = 0


def shown(found: str, decision: str | None) -> Answer:
    """What a clause counts as: what a person decided, else what the comparison found."""
    return Answer(decision) if decision and found in GAPS else Answer(found)


def counts_of(conformance: Mapping[str, Any], decisions: Mapping[str, str]) -> Counts:
    """Position of a clause → decision, laid over the comparison."""
    states = Counter(shown(each["state"], decisions.get(each["clause"])) for each in conformance["clauses"])
    return Counts(**{state: states[state] for state in Answer}, added=len(conformance["added"]))


def gaps_in(conformance: Mapping[str, Any]) -> set[str]:
    """Positions of the clauses that the comparison does not find carried out."""
    return {each["clause"] for each in conformance["clauses"] if each["state"] in GAPS}


def filtered(states: Iterable[str], chosen: str) -> list[bool]:
    """Which of these states the chosen filter shows."""
    return [not chosen or state == chosen or (chosen == "gaps" and state in GAPS) for state in states]
