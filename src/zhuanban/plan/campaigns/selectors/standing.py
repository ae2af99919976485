"""Where a clause stands in the notice: markers such as （一） come again in every phase and chapter."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhuanban.plan.campaigns.models import Campaign, Clause, Phase
from zhuanban.plan.campaigns.selectors.plan import clauses_of

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
    clauses = {clause.pk: clause for clause in clauses_of(campaign).defer("current__body")}
    phases = set(Phase.objects.filter(campaign=campaign).values_list("clause", flat=True))
    return {pk: _standing(_path(clause, clauses), phases) for pk, clause in clauses.items()}


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


def _standing(path: list[Clause], phases: set[int]) -> Standing:
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
