"""One of the two plans, made ready for comparing: what each clause says and which facts hang on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from notice_compiler.comparison.likeness import bare, pairs_of
from notice_compiler.comparison.model import Words
from notice_compiler.grammar.kinship import key_of
from notice_compiler.model import Clause, Deadline, Demand, Duty, MoneyRule, Plan, Span, Target
from notice_compiler.passes.head import PLACE

LONGEST = 60


class OfClause(Protocol):
    """A fact that stands in a clause."""

    @property
    def clause(self) -> str: ...


F = TypeVar("F", bound=OfClause)


@dataclass(frozen=True)
class Facts:
    """What hangs on each clause, by the clause's id."""

    duties: dict[str, list[Duty]]
    deadlines: dict[str, list[Deadline]]
    targets: dict[str, list[Target]]
    demands: dict[str, list[Demand]]
    rules: dict[str, list[MoneyRule]]


@dataclass(frozen=True)
class Side:
    """A plan with its clauses in text order."""

    plan: Plan
    place: str
    clauses: tuple[Clause, ...]
    at: dict[str, int]
    children: dict[str, list[int]]
    titles: list[frozenset[str]]
    bodies: list[frozenset[str]]
    pairs: list[frozenset[str]]
    said: list[str]
    facts: Facts

    def parent(self, index: int) -> int | None:
        """The index of the clause above, if any."""
        return self.at.get(self.clauses[index].parent or "")

    def unit(self, name: str) -> str:
        """Equal for two printed names of one unit."""
        return key_of(name, self.place)

    def words(self, span: Span) -> Words:
        """What is printed there, on one line."""
        return Words("".join(part.strip() for part in self.plan.text[span.start : span.end].split("\n")), span)

    def own_text(self, clause: str) -> str:
        """Everything printed from the clause's marker to its first child, brackets with units included."""
        index = self.at[clause]
        span = self.clauses[index].span
        below = self.children.get(clause)
        return self.plan.text[span.start : self.clauses[below[0]].span.start if below else span.end]

    def heading(self, clause: Clause) -> Words:
        """The marker and the title, shortened where the title is long."""
        end = clause.span.start + min(LONGEST, clause.span.end - clause.span.start)
        line = self.plan.text[clause.span.start : end].split("\n")[0]
        said = f"{clause.marker}{clause.title}"[:LONGEST].strip()
        return Words(said, Span(clause.span.start, clause.span.start + len(line)))


def side_of(plan: Plan) -> Side:
    """Index everything once."""
    clauses = plan.clauses
    at = {clause.id: index for index, clause in enumerate(clauses)}
    children: dict[str, list[int]] = defaultdict(list)
    for index, clause in enumerate(clauses):
        if clause.parent:
            children[clause.parent].append(index)
    return Side(
        plan=plan,
        place=_place(plan),
        clauses=clauses,
        at=at,
        children=dict(children),
        titles=[pairs_of(clause.title) for clause in clauses],
        bodies=[pairs_of(clause.body) for clause in clauses],
        pairs=[pairs_of(clause.title) | pairs_of(clause.body) for clause in clauses],
        said=[bare(f"{clause.title}\0{clause.body}") for clause in clauses],
        facts=Facts(
            _by_clause(plan.duties),
            _by_clause(plan.deadlines),
            _by_clause(plan.targets),
            _by_clause(plan.demands),
            _by_clause(plan.rules),
        ),
    )


def _by_clause(facts: Iterable[F]) -> dict[str, list[F]]:
    found: dict[str, list[F]] = defaultdict(list)
    for fact in facts:
        found[fact.clause].append(fact)
    return dict(found)


def _place(plan: Plan) -> str:
    names = (*plan.notice.issuers, plan.notice.title)
    return next((found["place"] for name in names if (found := PLACE.match(name))), "")


def of(facts: dict[str, list[F]], clauses: Sequence[str]) -> list[F]:
    """The facts of several clauses, in the order given."""
    return [fact for clause in clauses for fact in facts.get(clause, ())]
