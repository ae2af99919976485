"""Who sees and does what with matters. Units see what concerns them (scope rows), the office all of its action."""

from django.db.models import Exists, OuterRef, Q

from zhuanban.ground.core.permits import Seat, allow
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role, UnitKind
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.work.matters.models import Assignment, Matter, MatterPhoto, MatterScope
from zhuanban.work.matters.rules import Act

WHOLE_CAMPAIGN = [*OFFICE_ROLES, Role.LEADER, Role.INSPECTOR]
UNITS = [Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE]
HANDLERS = [Role.DEPARTMENT, Role.TOWNSHIP]
VERIFIERS = [Role.INSPECTOR, *OFFICE_ROLES]


def concerning_my_unit(me: Seat) -> Q:
    """Matters that concern the seat's unit: as township, handler, support or by its duty in the clause."""
    return in_my_campaigns(me) & Q(pk__in=MatterScope.objects.filter(unit=me.unit_id).values("matter"))


def handled_by_my_unit(me: Seat) -> Q:
    """Matters that the seat's unit has in hand."""
    return in_my_campaigns(me) & Q(handler__isnull=False, handler=me.unit_id)


def worked_on_by_my_unit(me: Seat) -> Q:
    """Matters that the seat's unit handles, or supports in the present stint: support that ended gives no right."""
    later = Assignment.objects.filter(matter=OuterRef("matter"), stint__gt=OuterRef("stint"))
    mine = Assignment.objects.filter(~Exists(later), unit=me.unit_id, role=Assignment.Role.SUPPORT)
    return in_my_campaigns(me) & (Q(handler__isnull=False, handler=me.unit_id) | Q(pk__in=mine.values("matter")))


def not_handled_by_me(me: Seat) -> Q:
    """Who handles never verifies: neither the unit in charge nor whoever accepted or reported it.

    Posts and other seats of the same person are asked of `orgs` by the services (回避).
    """
    handled = Assignment.objects.filter(Q(accepted_by=me.user_id) | Q(done_by=me.user_id)).values("matter")
    rows = in_my_campaigns(me) & ~Q(pk__in=handled)
    return rows & ~Q(handler=me.unit_id) if me.unit_id else rows


def my_own_unit(me: Seat) -> Q:
    """The township of the seat itself."""
    return Q(pk=me.unit_id, kind=UnitKind.TOWNSHIP)


def township_of_my_village(me: Seat) -> Q:
    """The township above the seat's village."""
    return Q(kind=UnitKind.TOWNSHIP, pk__in=Unit.objects.filter(pk=me.unit_id or 0).values("parent"))


def filed_by_me(me: Seat) -> Q:
    """What the person itself registered."""
    return in_my_campaigns(me) & Q(filed_by=me.user_id)


def townships_of_my_district(me: Seat) -> Q:
    """Every township of the seat's district."""
    return Q(district=me.district_id, kind=UnitKind.TOWNSHIP)


def photos_of_my_campaigns(me: Seat) -> Q:
    """Photos of matters in the seat's actions."""
    return Q(pk__in=MatterPhoto.objects.filter(in_my_campaigns(me, "matter__campaign")).values("photo"))


def photos_concerning_my_unit(me: Seat) -> Q:
    """Photos of matters that concern the seat's unit."""
    shown = MatterPhoto.objects.filter(in_my_campaigns(me, "matter__campaign"), matter__scopes__unit=me.unit_id)
    return Q(pk__in=shown.values("photo"))


allow(WHOLE_CAMPAIGN, "matter.view", Matter, where=in_my_campaigns)
allow(UNITS, "matter.view", Matter, where=concerning_my_unit)
allow(Role.VILLAGE, "matter.view", Matter, where=filed_by_me)
allow(WHOLE_CAMPAIGN, "photo.view", Photo, where=photos_of_my_campaigns)
allow(UNITS, "photo.view", Photo, where=photos_concerning_my_unit)

allow([*OFFICE_ROLES, Role.INSPECTOR, *UNITS], "matter.register", Campaign, where=my_campaigns)
allow([*OFFICE_ROLES, Role.INSPECTOR, Role.DEPARTMENT], "matter.register_at", Unit, where=townships_of_my_district)
allow(Role.TOWNSHIP, "matter.register_at", Unit, where=my_own_unit)
allow(Role.VILLAGE, "matter.register_at", Unit, where=township_of_my_village)

for act in (Act.DISPATCH, Act.SUSPEND, Act.RESUME, Act.VOID):
    allow(OFFICE_ROLES, f"matter.{act}", Matter, where=in_my_campaigns)
for act in (Act.ACCEPT, Act.RETURN, Act.FINISH_STAGE, Act.REPORT_DONE, Act.EXTEND):
    allow(HANDLERS, f"matter.{act}", Matter, where=handled_by_my_unit)
allow(UNITS, f"matter.{Act.PROGRESS}", Matter, where=worked_on_by_my_unit)
for act in (Act.CLOSE, Act.SEND_BACK):
    allow(VERIFIERS, f"matter.{act}", Matter, where=not_handled_by_me)
