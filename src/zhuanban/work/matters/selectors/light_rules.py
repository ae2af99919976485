"""Which rules of lights are in force, and what other rules would change."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import end_of, local_day
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Clock, LightVersion, Matter, Milestone
from zhuanban.work.matters.rules.lights import USUAL, LightRules, light_rules, worst
from zhuanban.work.matters.rules.limits import light_of
from zhuanban.work.matters.rules.loop import Light, Profile
from zhuanban.work.matters.rules.milestones import actual_share, planned_share
from zhuanban.work.matters.selectors.clocks import clocks_running, running_of
from zhuanban.work.matters.selectors.milestones import steps_to

MOST_PREVIEWED = 5000
DAY = timedelta(days=1)
# The text in force beside each matter, so that reading it costs no query of its own; empty: that of the product.
TEXT_BESIDE = Subquery(
    LightVersion.objects.filter(campaign=OuterRef("campaign")).order_by("-number").values("text")[:1]
)


def light_versions(campaign: Campaign) -> QuerySet[LightVersion]:
    """What the office published, the newest first."""
    return LightVersion.objects.filter(campaign=campaign).select_related("published_by").order_by("-number")


def text_in_force(campaign_id: int) -> str:
    """The rules of the action."""
    texts = LightVersion.objects.filter(campaign=campaign_id).order_by("-number").values_list("text", flat=True)
    return texts.first() or USUAL


def rules_for(row: Matter) -> LightRules:
    """The compiled rules for a matter, from what was read beside it where it was."""
    if "light_text" not in row.__dict__:
        row.light_text = text_in_force(row.campaign_id)  # type: ignore[attr-defined]
    return light_rules(row.__dict__["light_text"] or USUAL)


def light_by_rules(row: Matter, ends: Clock, now: datetime, rules: LightRules) -> tuple[Light, datetime | None]:
    """The light of a matter whose clock runs, and when it changes next: by its limit, and by its plan if confirmed."""
    light, changes_at = light_of(running_of(ends), now, rules.warn_share)
    if row.profile != Profile.LEDGER or light == Light.RED:
        return light, changes_at
    steps = steps_to(row, Milestone.objects.filter(matter=row.pk, confirmed_at__isnull=False))
    if not steps:
        return light, changes_at
    today = local_day(now)
    # What is planned for today may still be done today.
    behind = max(Decimal(0), planned_share(steps, today - DAY) - actual_share(steps, today))
    first = steps[0].planned_on
    idle = 0 if any(step.done_on for step in steps) else (today.year - first.year) * 12 + today.month - first.month
    by_plan = rules.plan_light(behind, max(0, idle))
    turns = [end_of(step.planned_on) for step in steps if step.planned_on >= today]
    if not any(step.done_on for step in steps):
        turns.append(end_of((today.replace(day=1) + 32 * DAY).replace(day=1) - DAY))
    return worst(light, by_plan), min([*turns, *([changes_at] if changes_at else [])], default=None)


@dataclass(frozen=True)
class LightPreview:
    """What other rules would change: how many open matters from which light to which."""

    looked_at: int
    left_out: int
    changes: list[tuple[str, str, int]]

    @property
    def count(self) -> int:
        return sum(count for _, _, count in self.changes)


def preview_of(campaign: Campaign, text: str) -> LightPreview:
    """What these rules would change now; at most MOST_PREVIEWED open matters are looked at."""
    rules, now = light_rules(text), clock.now()
    lit = Matter.objects.filter(campaign=campaign, closed_at=None, due_at__isnull=False).order_by("pk")
    rows = list(lit[:MOST_PREVIEWED])
    clocks = clocks_running([row.pk for row in rows])
    moves: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if (ends := clocks.get(row.pk)) is None:
            continue
        light, _ = light_by_rules(row, ends, now, rules)
        if light != row.light:
            moves[Light(row.light).label, light.label] += 1
    left_out = max(0, lit.count() - MOST_PREVIEWED) if len(rows) == MOST_PREVIEWED else 0
    return LightPreview(len(rows), left_out, [(old, new, count) for (old, new), count in sorted(moves.items())])
