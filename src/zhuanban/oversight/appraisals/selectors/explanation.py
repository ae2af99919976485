"""What is behind every point of a township: rule, figures, and exactly the matters that they count."""

from dataclasses import dataclass

from django.http import Http404

from zhuanban.ground.orgs.models import User
from zhuanban.oversight.appraisals.models import Score, ScoreRun
from zhuanban.oversight.appraisals.rules.scheme_text import Printed, printed, scheme_of
from zhuanban.oversight.appraisals.rules.yardsticks import COSTS, TERMS
from zhuanban.oversight.appraisals.selectors.scores import TownshipScore, score_for
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.selectors import matters_for

SHOWN_COSTLY = 10


@dataclass(frozen=True)
class Figure:
    """A figure of a row: how many matters, and what it counts."""

    name: str
    count: int
    meaning: str


@dataclass(frozen=True)
class Explained:
    """A row with its rule, its figures, and the matters that cost points: the first of them, and how many there are."""

    score: Score
    printed: Printed
    figures: list[Figure]
    costly_title: str
    costly: list[Matter]
    costly_count: int

    @property
    def hidden(self) -> int:
        """How many costly matters the page does not list."""
        return self.costly_count - len(self.costly)


@dataclass(frozen=True)
class Explanation:
    """Everything behind the total of a township."""

    line: TownshipScore
    rows: list[Explained]


def explanation_for(user: User, campaign: Campaign, run: ScoreRun, township_id: int) -> Explanation:
    """The explanation of a township's scores in a run; 404 where the person may not see them."""
    line = score_for(user, run, township_id)
    shown = {one.row.code: one for one in printed(scheme_of(run.scheme.text))}
    costly = {score.code: costly_keys(score) for score in line.rows}
    wanted = [key for keys in costly.values() for key in keys[:SHOWN_COSTLY]]
    matters = {matter.pk: matter for matter in matters_for(user, campaign).filter(pk__in=wanted)}
    rows = [
        Explained(
            score=score,
            printed=shown[score.code],
            figures=[Figure(name, count, TERMS[name].meaning) for name, count in score.figures.items()],
            costly_title=COSTS[score.yardstick][2],
            costly=[matters[key] for key in costly[score.code][:SHOWN_COSTLY] if key in matters],
            costly_count=len(costly[score.code]),
        )
        for score in line.rows
    ]
    return Explanation(line, rows)


def costly_keys(score: Score) -> list[int]:
    """The matters of a row that cost points, the oldest first."""
    counted, spared, _ = COSTS[score.yardstick]
    free = set(score.evidence.get(spared, []))
    return [key for key in score.evidence.get(counted, []) if key not in free]


def row_of(line: TownshipScore, code: str, figure: str) -> Score:
    """The row of this code if it has this figure; 404 otherwise."""
    for score in line.rows:
        if score.code == code and figure in score.evidence:
            return score
    raise Http404
