"""Reading who keeps what was closed, and when somebody looks back at it."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Care, Matter
from zhuanban.work.matters.rules.aftercare import EARLY, GRACE, Standing, may_look
from zhuanban.work.matters.selectors.matters import matters_for

SHOWN = ("keeper", "matter__township", "matter__kind", "matter__campaign")


def stands(standing: str) -> Q:
    """The condition on the rows that stand so today; the same as `standing_of` says of one."""
    today = clock.today()
    missed = today - timedelta(days=GRACE)
    conditions = {
        Standing.MISSED: Q(next_on__lt=missed),
        Standing.DUE: Q(next_on__gte=missed, next_on__lte=today),
        Standing.COMING: Q(next_on__gt=today),
        Standing.KEPT: Q(next_on=None),
    }
    if standing == Standing.ENDED:
        return Q(ended_at__isnull=False)
    return conditions[Standing(standing)] & Q(ended_at=None)


def cares_for(user: User, campaign: Campaign, standing: str = "") -> QuerySet[Care]:
    """What the person sees of the action, the day that is due longest first; without a standing all that is kept."""
    rows = permitted(user, "care.view", Care).filter(campaign=campaign)
    rows = rows.filter(stands(standing) if standing else Q(ended_at=None))
    return rows.select_related(*SHOWN).order_by("next_on", "pk")


def care_counts(user: User, campaign: Campaign) -> dict[str, int]:
    """Standing → how many; one query."""
    counts = {standing.value: Count("pk", stands(standing)) for standing in Standing}
    return dict(permitted(user, "care.view", Care).filter(campaign=campaign).order_by().aggregate(**counts))


def care_of(matter: Matter) -> Care | None:
    """The newest keeping of a matter, going on or ended, with its looks back and changes."""
    rows = Care.objects.filter(matter=matter).select_related("keeper")
    shown = ("rechecks__by", "rechecks__unit", "rechecks__relapse", "changes__old", "changes__new", "changes__by")
    return rows.prefetch_related(*shown).order_by("-pk").first()


def care_to_look_at(user: User, campaign: Campaign, uid: UUID) -> Care | None:
    """The keeping of a matter that the person may look back at."""
    rows = permitted(user, "care.recheck", Care).filter(campaign=campaign, matter__uid=uid, ended_at=None)
    return rows.select_related(*SHOWN).first()


def care_to_change(user: User, campaign: Campaign, uid: UUID) -> Care | None:
    """The keeping of a matter whose keeper the person may change."""
    rows = permitted(user, "care.change", Care).filter(campaign=campaign, matter__uid=uid, ended_at=None)
    return rows.select_related(*SHOWN).first()


def care_shown(user: User, matter: Matter) -> dict[str, object]:
    """What a matter's page says of its keeping, and what the reader may do about it."""
    care = care_of(matter) if matter.kind.has_aftercare else None
    if care is None:
        return {"care": None}
    goes_on = care.ended_at is None
    return {
        "care": care,
        "may_recheck": goes_on and may_look(care.next_on, clock.today()) and may(user, "care.recheck", care),
        "may_change_keeper": goes_on and may(user, "care.change", care),
        "early": EARLY,
    }


def _with_care(user: User, campaign: Campaign, right: str, condition: Q) -> QuerySet[Matter]:
    cares = permitted(user, right, Care).filter(condition, matter=OuterRef("pk"))
    return matters_for(user, campaign).filter(Exists(cares)).order_by("closed_at", "pk")


def rechecks_due(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Closed matters at which the person's unit has to look back: the day has come, or has passed."""
    return _with_care(user, campaign, "care.recheck", stands(Standing.DUE) | stands(Standing.MISSED))


def rechecks_missed(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Closed matters at which nobody looked back in time."""
    return _with_care(user, campaign, "care.change", stands(Standing.MISSED))
