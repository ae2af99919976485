"""Reading exceptions to limits, and the seasons in which work waits."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import phase_on
from zhuanban.work.matters.models import Exemption, Matter, Referral, Season
from zhuanban.work.matters.rules.limits import Move
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.rules.seasons import season_until


def decider_of(row: Matter, by: User, until: date, *, is_long: bool = False) -> Role:
    """The office; a leader for what is long, runs past the end of the phase, or comes from the office itself."""
    from_office = row.handler_id == row.campaign.office_unit_id or by.has_role(*OFFICE_ROLES)
    return Role.LEADER if is_long or from_office or is_past_phase(row.campaign, until) else Role.OFFICE


def is_past_phase(campaign: Campaign, until: date) -> bool:
    """Whether the day lies after the end of the phase in which the action is."""
    phase = phase_on(campaign, clock.today())
    return phase is not None and phase.ends_on is not None and until > phase.ends_on


def exemption_of(row: Matter) -> Exemption | None:
    """The pause in which the matter is now."""
    paused = Exemption.objects.filter(matter=row, state=Exemption.State.GRANTED).exclude(sort=Exemption.Sort.EXTEND)
    return paused.first()


def pauses_over(today: date) -> QuerySet[Exemption]:
    """Pauses whose last day has passed."""
    rows = Exemption.objects.filter(state=Exemption.State.GRANTED, until__lt=today, matter__state=State.SUSPENDED)
    return rows.exclude(sort=Exemption.Sort.EXTEND).select_related("matter").order_by("pk")


def exemptions_for(user: User, campaign: Campaign, state: str = "", sort: str = "") -> QuerySet[Exemption]:
    """The exceptions of the matters that the person sees, the newest first."""
    seen = permitted(user, "matter.view", Matter).filter(campaign=campaign)
    rows = Exemption.objects.filter(matter__campaign=campaign, matter__in=seen.order_by().values("pk"))
    if state:
        rows = rows.filter(state=state)
    if sort:
        rows = rows.filter(sort=sort)
    shown = ("matter__handler", "matter__township", "matter__kind", "asked_by", "decided_by")
    return rows.select_related(*shown).order_by("-pk")


def exemptions_of(matter: Matter) -> QuerySet[Exemption]:
    """The exceptions of a matter, the newest first."""
    return Exemption.objects.filter(matter=matter).select_related("asked_by", "decided_by").order_by("-pk")


def seasons_of(campaign: Campaign) -> QuerySet[Season]:
    """The seasons set for the action."""
    rows = Season.objects.filter(campaign=campaign, ended_at=None)
    return rows.select_related("kind", "clause__current", "by").order_by("from_month", "from_day", "pk")


def resting_today(today: date) -> Iterator[tuple[Matter, date]]:
    """Matters in hand whose season to rest it is, each with the last day of the season."""
    running = Season.objects.filter(ended_at=None, campaign__state=Campaign.State.RUNNING).select_related("campaign")
    for season in running:
        until = season_until((season.from_month, season.from_day), (season.to_month, season.to_day), today)
        if until is None:
            continue
        of = Q(kind=season.kind_id) if season.kind_id else Q(clause=season.clause_id)
        rows = Matter.objects.filter(of, campaign=season.campaign_id, state=State.HANDLING)
        # Who took a matter up again in this season did so on purpose.
        taken_up = Exemption.objects.filter(sort=Exemption.Sort.SEASON, until=until)
        for row in rows.exclude(pk__in=taken_up.values("matter")).order_by("pk"):
            yield row, until


def moves_of(row: Matter) -> list[Move]:
    """What moved the limits of a matter: pauses that are over, stays with an enforcement body, granted extensions."""
    held = Exemption.objects.filter(matter=row, begun_at__isnull=False)
    extended = held.filter(sort=Exemption.Sort.EXTEND, state=Exemption.State.GRANTED)
    paused = held.exclude(sort=Exemption.Sort.EXTEND).filter(ended_at__isnull=False)
    away = Referral.objects.filter(matter=row, ended_at__isnull=False)
    spans = [*paused.values_list("ended_at", "begun_at"), *away.values_list("ended_at", "at")]
    granted = extended.values_list("begun_at", "until")
    moved = [Move(at, until=end_of(day)) for at, day in granted if at]
    return [*moved, *(Move(to, since=since) for to, since in spans if to)]
