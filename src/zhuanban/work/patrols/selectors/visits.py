"""Reading visits, their photos and the pieces on their way."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.models import PhotoPart, Visit, VisitPhoto
from zhuanban.work.patrols.rules import VisitState


def visits_for(user: User, campaign: Campaign) -> QuerySet[Visit]:
    """The visits this person may see, the newest first, with all that a list shows."""
    visits = (
        permitted(user, "visit.view", Visit)
        .filter(campaign=campaign)
        .annotate(
            photo_count=Count("photos"), missing_count=Count("photos", filter=Q(photos__photo=None, photos__fault=""))
        )
    )
    return visits.select_related("inspector", "township", "matter_kind", "matter", "result").order_by("-pk")


def visit_for(user: User, campaign: Campaign, uid: UUID) -> Visit:
    """One visit with its photos; 404 where the person may not see it."""
    photos = Prefetch("photos", VisitPhoto.objects.select_related("photo").order_by("order"))
    return get_object_or_404(visits_for(user, campaign).prefetch_related(photos), uid=uid)


def visits_to_settle(user: User, campaign: Campaign) -> QuerySet[Visit]:
    """The held visits that wait for this person, the oldest first."""
    held = permitted(user, "visit.settle", Visit).filter(campaign=campaign, state=VisitState.HELD)
    return held.select_related("inspector", "township", "matter_kind").order_by("pk")


def stands_back(user: User, visit: Visit) -> bool:
    """Who sent the visit, itself or as the one for whom it acts, or belongs to its township, leaves it to others."""
    return visit.inspector_id in (user.pk, user.acting_for_id) or is_recused(user, visit.township_id)


def visits_of_matter(matter: Matter) -> QuerySet[Visit]:
    """The visits from which the matter came or in which it was verified, oldest first."""
    return Visit.objects.filter(result=matter).select_related("inspector").order_by("pk")


def lacking(visit: Visit) -> list[str]:
    """Digests of the visit's photos that have not arrived, in order."""
    missing = VisitPhoto.objects.filter(visit=visit, photo=None, fault="")
    return list(missing.order_by("order").values_list("sha256", flat=True))


def photo_seen(user: User, campaign: Campaign, sha256: str) -> Photo | None:
    """The photo of this content, if the person sent it or sees it: knowing a digest is not having the photo."""
    return permitted(user, "photo.view", Photo).filter(campaign_id=campaign.pk, sha256=sha256).first()


def parts_of(sender: User, campaign: Campaign, sha256: str) -> QuerySet[PhotoPart]:
    """The pieces of a photo that are here, in order."""
    return PhotoPart.objects.filter(campaign=campaign, sender=sender, sha256=sha256).order_by("number")


def base_of(matter: Matter) -> str:
    """The stand of a matter that a verification goes by: its state and how often it was sent back."""
    return f"{matter.state}-{matter.rework_count}"


def visits_by(user: User) -> QuerySet[Visit]:
    """Every visit that an account sent in, newest first."""
    return Visit.objects.filter(inspector=user).select_related("campaign").order_by("-captured_at")
