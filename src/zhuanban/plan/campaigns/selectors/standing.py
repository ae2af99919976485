"""Where a clause stands in the notice: markers such as （一） come again in every phase and chapter."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zhuanban.ground.core.prepared import Prepared
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseVersion, Phase
from zhuanban.plan.campaigns.selectors.plan import clauses_ever, clauses_of

Choices = list[tuple[str, list[tuple[int, str]]]]


@dataclass(frozen=True)
class Standing:
    """`under`: the phase, else the chapter, over a clause ("" for a chapter); `words`: the clause as told apart there.

    第二阶段：攻坚整治 and （三）1.整治乱拉乱挂.
    """

    under: str
    words: str

    @property
    def whole(self) -> str:
        """第二阶段：攻坚整治 · （三）1.整治乱拉乱挂"""
        return f"{self.under} · {self.words}" if self.under else self.words


def standings_of(campaign: Campaign) -> dict[int, Standing]:
    """Clause → its standing, for every clause in force; two queries."""
    clauses = clauses_of(campaign).defer("current__body")
    return _standings(clauses, set(Phase.objects.filter(campaign=campaign).values_list("clause", flat=True)))


def _standings(in_force: Iterable[Clause], phases: set[int | None]) -> dict[int, Standing]:
    clauses = {clause.pk: clause for clause in in_force}
    return {pk: _standing(_path(clause, clauses), phases) for pk, clause in clauses.items()}


def clause_choices(campaign: Campaign) -> Choices:
    """For a select: every clause but mere headings, under phases and chapters; what was repealed at the end."""
    return _choices(tuple(EVER.rows(campaign=campaign.pk)), tuple(PHASES.rows(campaign=campaign.pk)))


EVER: Prepared[Clause] = Prepared(
    lambda campaign: clauses_ever(Campaign(pk=campaign)).values_list(
        "pk", "key", "repealed_in", "current__title", "current__marker", "current__parent", "current__kind"
    )
)
PHASES: Prepared[Phase] = Prepared(lambda campaign: Phase.objects.filter(campaign=campaign).values_list("clause"))


@lru_cache(maxsize=100)
def _choices(rows: tuple[tuple[Any, ...], ...], phases: tuple[tuple[int | None], ...]) -> Choices:
    """A plan is amended seldom and listed at every page: the same rows are put in order once."""
    ever = [_clause_of(*row) for row in rows]
    in_force = [clause for clause in ever if not clause.repealed_in_id]
    worded = [clause for clause in in_force if not is_heading(clause)]
    groups = grouped_clauses(worded, _standings(in_force, {clause for (clause,) in phases}))
    gone = [(clause.pk, str(clause)) for clause in ever if clause.repealed_in_id]
    return groups + ([("已废止的条款", gone)] if gone else [])


def _clause_of(
    pk: int, key: str, repealed_in: int | None, title: str, marker: str, parent: int | None, kind: str
) -> Clause:
    current = ClauseVersion(title=title, marker=marker, parent_id=parent, kind=kind)
    return Clause(pk=pk, key=key, repealed_in_id=repealed_in, current=current)


def is_heading(clause: Clause) -> bool:
    """Whether the clause is mere heading."""
    return clause.current is not None and clause.current.kind == ClauseVersion.Kind.HEADING


def grouped_clauses(clauses: Iterable[Clause], standings: dict[int, Standing]) -> Choices:
    """The clauses for a select, under their phases and chapters, in the order of the text."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for clause in clauses:
        standing = standings.get(clause.pk, Standing("", str(clause)))
        groups.setdefault(standing.under or standing.words, []).append((clause.pk, standing.words))
    return list(groups.items())


def _path(clause: Clause, clauses: dict[int, Clause]) -> list[Clause]:
    """From the chapter down to the clause itself."""
    path = [clause]
    while (parent := path[0].current.parent_id if path[0].current else None) in clauses:
        path.insert(0, clauses[parent])
    return path


def _standing(path: list[Clause], phases: set[int | None]) -> Standing:
    *above, clause = path
    top = next((place for place, each in enumerate(above) if each.pk in phases), 0)
    between = "".join(_marker(each) for each in above[top + 1 :])
    words = f"{between}{_words(clause)}"
    return Standing(_words(above[top]) if above else "", words)


def _words(clause: Clause) -> str:
    return f"{_marker(clause)}{clause}"


def _marker(clause: Clause) -> str:
    """（一）; nothing for a dash, which tells nothing apart."""
    return clause.current.marker.strip("—－-") if clause.current else ""
