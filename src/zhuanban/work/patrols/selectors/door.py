"""The way in for a phone: to which action it may send, and what must wait for the office."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.http import Http404
from django.utils.crypto import constant_time_compare

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.patrols.permissions import VISITORS


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


def account_behind(session: SessionBase) -> User | None:
    """The closed account of a session that was once signed in properly: its phone may still hand over its work."""
    user = User.objects.filter(pk=session.get(SESSION_KEY) or 0, is_active=False).first()
    if user and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return user
    return None
