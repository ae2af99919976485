"""The office says in which season work of a kind or clause waits; the worker lets it rest and go on."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.matters.events import SeasonEnded, SeasonSet
from zhuanban.work.matters.models import Kind, Season
from zhuanban.work.matters.rules.seasons import MonthDay, is_day
from zhuanban.work.matters.selectors.exemptions import pauses_over, resting_today
from zhuanban.work.matters.services.suspend import rest_for_season, resume_by_itself


@transaction.atomic
def set_season(
    *, by: User, campaign: Campaign, first: MonthDay, last: MonthDay, reason: str, kind: Kind | None = None,
    clause: Clause | None = None,
) -> Season:  # fmt: skip
    """Work of the kind, or of the clause, waits between two days of every year."""
    require(by, "matter.set_season", campaign)
    if (kind is None) == (clause is None):
        raise Invalid("请选一个类别或者一个条款，只选其中一样。", "kind")
    for day, field in ((first, "first"), (last, "last")):
        if not is_day(day):
            raise Invalid("没有这一天，请按“月-日”填写，如 11-15。", field)
    if first == last:
        raise Invalid("起止不能是同一天。", "last")
    if not reason.strip():
        raise Invalid("请写明理由。", "reason")
    season = Season.objects.create(
        campaign=campaign, kind=kind, clause=clause, from_month=first[0], from_day=first[1], to_month=last[0],
        to_day=last[1], reason=reason.strip()[:200], by=by, at=clock.now(),
    )  # fmt: skip
    told = SeasonSet(season_id=season.pk, of=str(kind or clause), days=season.days, campaign_id=campaign.pk)
    record(told, by=by)
    return season


@transaction.atomic
def end_season(*, by: User, season: Season) -> Season:
    """From now on work does not wait for this season; what rests already goes on at its own day or when taken up."""
    require(by, "matter.set_season", season.campaign)
    season = lock(season)
    if season.ended_at:
        raise Invalid("这一项已经取消。")
    season.ended_at = clock.now()
    season.save(update_fields=["ended_at"])
    told = SeasonEnded(
        season_id=season.pk, of=str(season.kind or season.clause), days=season.days, campaign_id=season.campaign_id
    )
    record(told, by=by)
    return season


def turn_with_the_day() -> tuple[int, int]:
    """Take up what has rested to its day, then let rest what waits for the season; how many of each."""
    today = clock.today()
    resumed = sum(resume_by_itself(exemption.matter) for exemption in list(pauses_over(today)))
    rested = sum(rest_for_season(row, until) for row, until in list(resting_today(today)))
    return resumed, rested
