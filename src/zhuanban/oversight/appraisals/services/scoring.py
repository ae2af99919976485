"""Computing the scores of a period. The same data give the same numbers, whoever computes them and whenever."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction

from rulebook.schemes import Scheme as ScoringScheme
from rulebook.schemes import SchemeScore, score_scheme
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.oversight.appraisals.events import ScoresComputed
from zhuanban.oversight.appraisals.models import Scheme, Score, ScoreRun, TownshipTotal
from zhuanban.oversight.appraisals.rules.periods import Period
from zhuanban.oversight.appraisals.rules.ranking import class_of, ranks, ranks_by_class, stored
from zhuanban.oversight.appraisals.rules.scheme_text import scheme_of
from zhuanban.oversight.appraisals.selectors.evidence import Evidence, evidence_of
from zhuanban.oversight.appraisals.services.schemes import digest_of, refuse_recused


@dataclass(frozen=True)
class Line:
    """What was computed for a township."""

    township: Unit
    evidence: Evidence
    score: SchemeScore


@transaction.atomic
def compute_scores(*, by: User | None, scheme: Scheme, period: Period) -> ScoreRun:
    """Score every township for the period by a published scheme; `by` None: the daily work.

    Whoever holds a post in an appraised township leaves it to others or to the daily work (回避). Where nothing has
    changed, the last run is the answer.
    """
    if by is not None:
        require(by, "score.compute", scheme)
        refuse_recused(by, scheme.campaign, "计算得分")
    scheme = lock(scheme)
    require_scorable(scheme, period)
    rules = scheme_of(scheme.text)
    lines = [computed(scheme, rules, town, period) for town in townships_of(scheme.campaign.district_id)]
    digest = digest_of_lines(scheme, period, lines)
    last = ScoreRun.objects.filter(scheme=scheme, since=period.since, until=period.until).order_by("-pk").first()
    over = period.until < clock.today()
    if last and last.digest == digest and last.is_interim != over:
        told(by, last, "与上次计算结果一致")
        return last
    run = ScoreRun.objects.create(
        scheme=scheme,
        since=period.since,
        until=period.until,
        computed_by=by,
        computed_at=clock.now(),
        digest=digest,
    )
    written(run, rules, lines)
    told(by, run, "首次计算" if last is None else "数据有变动，形成新结果")
    return run


def require_scorable(scheme: Scheme, period: Period) -> None:
    """Raise Invalid for a period that the scheme does not score, or that has not begun."""
    if scheme.published_at is None:
        raise Invalid("评分办法还没有公布，不能计分。")
    if not scheme.covers(period.since, period.until):
        raise Invalid(f"{period.name}不在这一版评分办法的起止日期之内，不能计分。")
    if period.since > clock.today():
        raise Invalid(f"{period.name}还没有开始。")


def computed(scheme: Scheme, rules: ScoringScheme, township: Unit, period: Period) -> Line:
    """The score of one township from its matters."""
    evidence = evidence_of(scheme.campaign, township, period.since, period.until)
    figures = {name: len(matters) for name, matters in evidence.items()}
    return Line(township, evidence, score_scheme(rules, figures))


def digest_of_lines(scheme: Scheme, period: Period, lines: list[Line]) -> str:
    """SHA-256 over the scheme's text, the period, and each township's matters and points."""
    content = {
        "scheme": digest_of(scheme),
        "period": period.key,
        "townships": [
            [line.township.pk, line.evidence, str(line.score.total), [str(row.points) for row in line.score.rows]]
            for line in lines
        ],
    }
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def written(run: ScoreRun, rules: ScoringScheme, lines: list[Line]) -> None:
    """Write the totals with their ranks, and the rows with their matters."""
    totals = {line.township.pk: None if line.score.total is None else stored(line.score.total) for line in lines}
    names = {line.township.pk: line.township.name for line in lines}
    overall, in_class = ranks(totals), ranks_by_class(totals, names)
    TownshipTotal.objects.bulk_create(
        TownshipTotal(
            run=run,
            township=line.township,
            total=totals[line.township.pk],
            earned=stored(line.score.earned),
            earnable=stored(line.score.earnable),
            township_class=class_of(line.township.name),
            rank=overall.get(line.township.pk),
            class_rank=in_class.get(line.township.pk),
            working=line.score.working,
        )
        for line in lines
    )
    Score.objects.bulk_create(row for line in lines for row in rows_of(run, rules, line))


def rows_of(run: ScoreRun, rules: ScoringScheme, line: Line) -> list[Score]:
    """The rows of one township: weighted rows, deductions, bonus."""
    scores = (*line.score.rows, *line.score.extras)
    return [
        Score(
            run=run,
            township=line.township,
            order=order,
            code=row.code,
            name=row.name,
            yardstick=row.measure.yardstick.name,
            weight=row.weight,
            evidence={term: line.evidence[term] for term in row.measure.yardstick.terms},
            points=None if score.points is None else stored(score.points),
            working=score.working,
        )
        for order, (row, score) in enumerate(zip(rules.scored, scores, strict=True))
    ]


def told(by: User | None, run: ScoreRun, outcome: str) -> None:
    """Record that the scores were computed, and whether anything had changed."""
    record(
        ScoresComputed(
            scheme_id=run.scheme_id,
            name=run.scheme.name,
            number=run.scheme.number,
            run_id=run.pk,
            period=run.period.name,
            digest=run.digest,
            outcome=outcome,
            campaign_id=run.scheme.campaign_id,
        ),
        by=by,
    )
