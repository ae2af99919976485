"""Who visits with the phone, and who sees and settles what was sent."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.work.patrols.models import Visit, VisitPhoto

VISITORS = (Role.INSPECTOR, *OFFICE_ROLES, Role.TOWNSHIP, Role.DEPARTMENT)


def own_visits(me: Seat) -> Q:
    """本人上报的: what the person sent itself."""
    return in_my_campaigns(me) & Q(inspector=me.user_id)


def visits_of_my_township(me: Seat) -> Q:
    """本乡镇已受理的: accepted visits in the seat's township, not what is still in doubt."""
    return in_my_campaigns(me) & Q(township=me.unit_id, result__isnull=False)


def photos_of_my_visits(me: Seat) -> Q:
    """本人任职的专项行动的检查的: photos of the visits of the seat's actions, also of those that are held."""
    sent = VisitPhoto.objects.filter(in_my_campaigns(me, "visit__campaign"), photo__isnull=False)
    return Q(pk__in=sent.values("photo"))


allow(VISITORS, "visit.make", Campaign, where=my_campaigns)
allow(VISITORS, "visit.view", Visit, where=own_visits)
allow(Role.TOWNSHIP, "visit.view", Visit, where=visits_of_my_township)
allow(OFFICE_ROLES, "visit.view", Visit, where=in_my_campaigns)
allow(OFFICE_ROLES, "visit.settle", Visit, where=in_my_campaigns)
allow(OFFICE_ROLES, "photo.view", Photo, where=photos_of_my_visits)
in_words({"visit.make": "用手机巡查、上报", "visit.view": "查看检查", "visit.settle": "处理待定的检查"})
