"""Reading what was mended on the spot, what was drawn of it, and the shares of the townships."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, Referral, SpotMend
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.rules.sampling import share_after

LATEST = 60


def waiting_for_draw(sealed_at: datetime) -> list[SpotMend]:
    """What was mended before the seal and not drawn yet; nobody could know the seal when mending."""
    rows = SpotMend.objects.select_for_update(of=("self",)).filter(drawn_at=None, mended_at__lt=sealed_at)
    return list(rows.filter(matter__state=State.CLOSED).select_related("matter").order_by("pk"))


def shares_of(townships: Collection[int]) -> dict[int, int]:
    """Township → the share, in per cent, by its samples so far."""
    results: dict[int, list[bool]] = {township: [] for township in townships}
    rows = SpotMend.objects.filter(matter__township__in=townships, passed__isnull=False).order_by("checked_at", "pk")
    for township, passed in rows.values_list("matter__township", "passed"):
        results[township].append(bool(passed))
    return {township: share_after(found) for township, found in results.items()}


def samples_for(user: User, campaign: Campaign) -> QuerySet[SpotMend]:
    """What was drawn of the matters that the person sees: what waits first, then the newest."""
    seen = permitted(user, "matter.view", Matter).filter(campaign=campaign)
    rows = SpotMend.objects.filter(is_drawn=True, matter__campaign=campaign, matter__in=seen.order_by().values("pk"))
    return rows.select_related("matter__township", "matter__handler", "matter__kind", "checked_by").order_by(
        "passed", "-drawn_at", "-pk"
    )


def township_shares(campaign: Campaign) -> list[tuple[Unit, int]]:
    """The townships that mended on the spot, with their present shares."""
    mended = SpotMend.objects.filter(matter__campaign=campaign).order_by().values("matter__township")
    towns = list(Unit.objects.filter(pk__in=mended).order_by("pk"))
    shares = shares_of([town.pk for town in towns])
    return [(town, shares[town.pk]) for town in towns]


def spot_of(matter: Matter) -> SpotMend | None:
    """How a matter was mended on the spot, if it was."""
    return SpotMend.objects.filter(matter=matter).select_related("checked_by").first()


def waits_for_check(matter: Matter) -> bool:
    """Whether it was drawn and nobody has looked yet."""
    return SpotMend.objects.filter(matter=matter, is_drawn=True, checked_at=None).exists()


def referral_of(matter: Matter) -> Referral | None:
    """To which enforcement body it was handed last."""
    return Referral.objects.filter(matter=matter).order_by("-pk").first()
