"""Reading visits, the way in for a phone, and what the phone page offers."""

from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.models import PhotoPart, Visit, VisitPhoto
from zhuanban.work.patrols.permissions import VISITORS
from zhuanban.work.patrols.rules import VisitState


def campaign_at_door(user: User, slug: str) -> Campaign:
    """The action to which a phone sends; 404 for whoever never visited for it. Asks no more than may_send()."""
    campaign = Campaign.objects.select_related("district").filter(slug=slug).first()
    if campaign is None or not may_send(user, campaign):
        raise Http404
    return campaign


def may_send(user: User, campaign: Campaign) -> bool:
    """Whether the account has, or had, a role that visits for this action: work made in good faith is taken in."""
    held = RoleAssignment.objects.filter(user=user, role__in=VISITORS, district=campaign.district_id)
    return bool(held.filter(Q(campaign_id=None) | Q(campaign_id=campaign.pk)).exists())


def why_waiting(user: User, campaign: Campaign) -> str:
    """Why what the account sends must wait for the office; "" when it need not."""
    if not user.is_active:
        return "采集人的账号已停用，由专班办公室核实后受理。"
    if not may(user, "visit.make", campaign):
        return "采集人的任职已到期，由专班办公室核实后受理。"
    return ""


def visits_for(user: User, campaign: Campaign) -> QuerySet[Visit]:
    """The visits this person may see, the newest first, with all that a list shows."""
    visits = permitted(user, "visit.view", Visit).filter(campaign=campaign)
    return visits.select_related("inspector", "township", "matter_kind", "matter", "result").order_by("-pk")


def visit_for(user: User, campaign: Campaign, uid: UUID) -> Visit:
    """One visit with its photos; 404 where the person may not see it."""
    photos = Prefetch("photos", VisitPhoto.objects.select_related("photo").order_by("order"))
    return get_object_or_404(visits_for(user, campaign).prefetch_related(photos), uid=uid)


def held_count(campaign: Campaign) -> int:
    """How many visits wait for the office."""
    return Visit.objects.filter(campaign=campaign, state=VisitState.HELD).count()


def visits_of_matter(matter: Matter) -> QuerySet[Visit]:
    """The visits from which the matter came or in which it was verified, oldest first."""
    return Visit.objects.filter(result=matter).select_related("inspector").order_by("pk")


def lacking(visit: Visit) -> list[str]:
    """Digests of the visit's photos that have not arrived, in order."""
    missing = VisitPhoto.objects.filter(visit=visit, photo=None, fault="")
    return list(missing.order_by("order").values_list("sha256", flat=True))


def parts_of(sender: User, campaign: Campaign, sha256: str) -> QuerySet[PhotoPart]:
    """The pieces of a photo that are here, in order."""
    return PhotoPart.objects.filter(campaign=campaign, sender=sender, sha256=sha256).order_by("number")


def base_of(matter: Matter) -> str:
    """The stand of a matter that a verification goes by: its state and how often it was sent back."""
    return f"{matter.state}-{matter.rework_count}"


def account_behind(session: SessionBase) -> User | None:
    """The closed account of a session that was once signed in properly: its phone may still hand over its work."""
    user = User.objects.filter(pk=session.get(SESSION_KEY), is_active=False).first()
    if user and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return user
    return None
