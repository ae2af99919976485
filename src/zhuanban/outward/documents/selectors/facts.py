"""From scores, figures and the notice to the facts of a circular."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.model import RuleError
from rulebook.schemes import Direction, Row
from rulebook.schemes import Scheme as Rules
from zhuanban.ground.core import clock
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.outward.documents.rules.circular import Facts, Standing, Yardstick
from zhuanban.oversight.appraisals.models import Score, ScoreRun
from zhuanban.oversight.appraisals.rules.periods import Period
from zhuanban.oversight.appraisals.rules.scheme_text import scheme_of
from zhuanban.oversight.appraisals.selectors import TownshipScore, run_of, scores_of
from zhuanban.plan.campaigns.models import Campaign, NoticeVersion
from zhuanban.work.matters.selectors import figures


@dataclass(frozen=True)
class Heading:
    """What stands around the text: the office that speaks, to whom, and under which code word."""

    office: str
    recipients: str
    code_word: str


@dataclass(frozen=True)
class Scored:
    """The scores of a finished period as a circular tells them."""

    run: ScoreRun
    rules: Rules
    yardsticks: list[Yardstick]
    standings: list[Standing]


@dataclass(frozen=True)
class Basis:
    """The facts and the run of scores that they came from, None where the period has no result."""

    facts: Facts
    run: ScoreRun | None


def heading_of(campaign: Campaign) -> Heading:
    """The office of the task force, the recipients of the notice, and a code word of the district's first word."""
    recipients = "，".join(_header(campaign).get("recipients") or ["各乡镇（街道）", "区有关部门（单位）"])
    stem = campaign.district.short_name.rstrip("区县市旗")[:2] or campaign.district.short_name[:2]
    return Heading(f"{campaign.short_name}工作专班办公室", recipients, f"{stem}专班办")


def basis_for(campaign: Campaign, since: date, until: date) -> Basis:
    """Everything a circular of this period is made from, as it is now."""
    counted = figures(campaign, since=since, until=until)
    scored = scored_in(campaign, since, until)
    facts = Facts(
        notice=_header(campaign).get("title") or "",
        action=campaign.short_name.removeprefix(campaign.district.short_name),
        scheme=scored.run.scheme.name if scored else "",
        since=since,
        until=until,
        drafted_on=clock.today(),
        registered=counted.registered,
        closed=counted.closed,
        open=counted.open,
        red=counted.red,
        yellow=counted.yellow,
        full=scored.rules.full if scored else Decimal(100),
        small_base=int(scored.rules.small_base) if scored else 0,
        townships=townships_of(campaign.district_id).count(),
        yardsticks=scored.yardsticks if scored else [],
        standings=scored.standings if scored else [],
    )
    return Basis(facts, scored.run if scored else None)


def scored_in(campaign: Campaign, since: date, until: date) -> Scored | None:
    """The result of just these days; None where nothing was computed, or only a trial before the period was over."""
    period = Period(since, until, "", "")
    run = run_of(campaign, period)
    if run is None or run.is_interim:
        return None
    rules = scheme_of(run.scheme.text)
    sheet = scores_of(campaign, period)
    scores = [score for line in sheet for score in line.rows]
    yardsticks = [_yardstick(row, [score for score in scores if score.code == row.code]) for row in rules.rows]
    return Scored(run, rules, yardsticks, [_standing(line, rules) for line in sheet])


def _yardstick(row: Row, scores: list[Score]) -> Yardstick:
    """The share of the whole district: the figures of all townships together."""
    together: Counter[str] = Counter()
    for score in scores:
        together.update(score.figures)
    measured = row.measure.yardstick
    return Yardstick(measured.name, measured.direction is not Direction.LOWER, _share(row, together))


def _standing(line: TownshipScore, rules: Rules) -> Standing:
    scores = {score.code: score for score in line.rows}
    shares = {
        row.measure.yardstick.name: _share(row, Counter(scores[row.code].figures))
        for row in rules.rows
        if row.code in scores and scores[row.code].points is not None
    }
    return Standing(line.township.name, line.total, line.rank, shares)


def _share(row: Row, counts: Counter[str]) -> Decimal | None:
    """The yardstick of a row over these figures; None where there are too few cases."""
    given = {term: Decimal(counts[term]) for term in row.measure.yardstick.terms}
    try:
        if row.measure.base is not None and row.measure.base.number(**given) < row.small_base:
            return None
        return row.measure.formula.number(**given)
    except RuleError:
        return None


def _header(campaign: Campaign) -> dict[str, Any]:
    version = NoticeVersion.objects.filter(campaign=campaign).order_by("-number").first()
    header: dict[str, Any] = (version.plan.get("notice") or {}) if version else {}
    return header
