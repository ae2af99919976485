"""Plays the script: each act at its own time, through the same services as people use; can be stopped and goes on."""

import logging
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.db import close_old_connections, connection

from zhuanban.cli.demo.actors import Company, gather
from zhuanban.cli.demo.matter_acts import MATTER_ACTS
from zhuanban.cli.demo.office_acts import OFFICE_ACTS, office_calendar
from zhuanban.cli.demo.story import Act, Stage, write_story
from zhuanban.ground.core import clock, progress
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.errors import ServiceError
from zhuanban.ground.journal.delivery import deliver_pending, run_daily
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.services import fold_tallies, move_lights

WORK = "demo"
log = logging.getLogger(__name__)


def play_action(*, matters: int, seed: int, stop: threading.Event) -> bool:
    """Play the running action up to now, once; False when stopped before the end or when there is no such action."""
    campaign = Campaign.objects.filter(state=Campaign.State.RUNNING).select_related("district").order_by("-pk").first()
    if campaign is None or campaign.starts_on is None or campaign.ends_on is None:
        return False
    if progress.is_finished(WORK):
        return True
    deliver_pending()
    company = gather(campaign, seed)
    towns, inspectors = tuple(company.townships), len(company.inspectors)
    stage = Stage(campaign.starts_on, campaign.ends_on, towns, company.kinds, inspectors)
    acts = sorted([*write_story(stage, seed, matters), *office_calendar(company)])
    acts = [act for act in acts if act.at <= clock.now()]
    played = progress.done_of(WORK)
    if played is None:
        progress.begin(WORK, f"正在模拟“{campaign.short_name}”从第一天到今天", len(acts))
        played = 0
    finished = _play(company, acts, played, stop)
    if finished:
        progress.finish(WORK)
    return finished


def _play(company: Company, acts: list[Act], played: int, stop: threading.Event) -> bool:
    """Play from the given act on; the day before each new day is closed with the worker's own work."""
    day: date | None = None
    for count, act in enumerate(islice(acts, played, None), start=played + 1):
        if stop.is_set():
            return False
        today = local_day(act.at)
        for passed in _days(day or today, today) if day != today else ():
            _close_day(passed)
        day = today
        with clock.moved_to(act.at):
            _perform(company, act)
        if count % 25 == 0 or act.matter == 0 or count == len(acts):
            progress.move(WORK, count, f"{today:%Y-%m-%d}")
    _close_day(clock.today())
    return True


def _days(after: date, until: date) -> Iterator[date]:
    """The days that dawn: each after the one, up to the other; the other itself where they are the same."""
    for step in range(1, max(1, (until - after).days) + 1):
        yield after + timedelta(days=step) if after < until else until


def _perform(company: Company, act: Act) -> None:
    """Do one act; what a service refuses (a person has meanwhile done something else) is left out."""
    perform = MATTER_ACTS.get(act.verb) or OFFICE_ACTS[act.verb]
    try:
        perform(company, act)
    except ServiceError as error:
        log.info("demo act %s of matter %s left out: %s", act.verb, act.matter, error.message)
    deliver_pending(most=20)


def _close_day(day: date) -> None:
    """What the worker does by itself, at seven in the morning of the day or now."""
    close_old_connections()
    morning = clock.start_of(day) + timedelta(hours=7)
    with clock.moved_to(min(morning, clock.now())):
        deliver_pending()
        move_lights()
        run_daily()
    fold_tallies()
    seal_entries()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
