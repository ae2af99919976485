"""Who sees and does what with matters. Units see what concerns them (scope rows), the office all of its action."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhuanban.ground.core.permits import Actor, Seat, Where, allow, in_words, seats_with
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, Role, UnitKind
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.permissions import in_my_campaigns, my_campaigns
from zhuanban.work.matters.models import (
    Amending,
    Assignment,
    Batch,
    Care,
    Matter,
    MatterPhoto,
    MatterScope,
    Relation,
    SavedView,
)
from zhuanban.work.matters.rules.loop import TRANSITIONS, Act, Party, Profile

WHOLE_CAMPAIGN = [*OFFICE_ROLES, Role.LEADER, Role.INSPECTOR]
UNITS = [Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE]
HANDLERS = [Role.DEPARTMENT, Role.TOWNSHIP]
VERIFIERS = [Role.INSPECTOR, *OFFICE_ROLES]


def concerning_our_units(seats: Sequence[Seat]) -> Q:
    """涉及本单位的（属地、登记、承办、协办、条款职责）: matters that concern the seat's unit.

    As township, as the unit that registered, handles or supports, or by its duty in the clause.
    """
    actions: dict[tuple[int, int | None], list[Seat]] = {}
    for seat in seats:
        actions.setdefault((seat.district_id, seat.campaign_id), []).append(seat)
    return reduce(or_, (in_my_campaigns(held[0]) & _concerning(units_of(held)) for held in actions.values()))


def _concerning(units: Sequence[int]) -> Q:
    return Q(Exists(MatterScope.objects.filter(matter=OuterRef("pk"), unit__in=units)))


def units_of(seats: Sequence[Seat]) -> list[int]:
    """The units of the seats, each once."""
    return sorted({seat.unit_id for seat in seats if seat.unit_id})


@dataclass(frozen=True)
class Sight:
    """What somebody sees of an action: everything, or what concerns these units."""

    everything: bool
    units: list[int]


def sight_in(actor: Actor, campaign: Campaign) -> Sight:
    """The same as the rules of `matter.view`, told for one action, so that a list can follow the order of an index."""
    found: dict[bool, list[Seat]] = {True: [], False: []}
    for where, (_, seats) in seats_with(actor, "matter.view", Matter, campaign.pk).items():
        found[where is in_my_campaigns] += [seat for seat in seats if seat.district_id == campaign.district_id]
    return Sight(bool(found[True]), units_of(found[False]))


def handled_by_my_unit(me: Seat) -> Q:
    """本单位承办的: matters that the seat's unit has in hand."""
    return in_my_campaigns(me) & Q(handler__isnull=False, handler=me.unit_id)


def ledgers_handled_by_my_unit(me: Seat) -> Q:
    """本单位承办的台账: ledger matters that the seat's unit has in hand; what others found is not its to reword."""
    return handled_by_my_unit(me) & Q(profile=Profile.LEDGER)


def amended_by_me(me: Seat) -> Q:
    """本人所作的: what the person amended."""
    return in_my_campaigns(me) & Q(by__in=me.people)


def supported_by_my_unit(me: Seat) -> Q:
    """本单位现在协办的: by a turn of the present stint that the unit has not given back."""
    return in_my_campaigns(me) & Q(Exists(_support_of(me)))


def _support_of(me: Seat) -> QuerySet[Assignment]:
    later = Assignment.objects.filter(matter=OuterRef("matter"), stint__gt=OuterRef("stint"))
    return Assignment.objects.filter(
        ~Exists(later), matter=OuterRef("pk"), unit=me.unit_id, role=Assignment.Role.SUPPORT, returned_at=None
    )


def worked_on_by_my_unit(me: Seat) -> Q:
    """本单位承办或者现在协办的: support in an earlier stint gives no right any more."""
    mine = Q(handler__isnull=False, handler=me.unit_id)
    return in_my_campaigns(me) & (mine | Q(Exists(_support_of(me))))


def not_handled_by_me(me: Seat) -> Q:
    """非本单位承办、本人未经手的: who handles never verifies.

    Neither the unit in charge nor whoever accepted or reported it.
    Posts and other seats of the same person are asked of `orgs` by the services (回避).
    """
    mine = Q(accepted_by__in=me.people) | Q(done_by__in=me.people)
    rows = in_my_campaigns(me) & ~Q(Exists(Assignment.objects.filter(mine, matter=OuterRef("pk"))))
    return rows & ~Q(handler=me.unit_id) if me.unit_id else rows


def kept_by_my_unit(me: Seat) -> Q:
    """本单位管护的: what the seat's unit keeps after closing."""
    return in_my_campaigns(me) & Q(keeper=me.unit_id or 0)


def kept_in_my_township(me: Seat) -> Q:
    """本乡镇的事项的: the keeping of matters of the seat's own township."""
    return in_my_campaigns(me) & Q(matter__township=me.unit_id or 0)


def registered_by_me(me: Seat) -> Q:
    """本人导入的: what the person registered at once."""
    return in_my_campaigns(me) & Q(by__in=me.people)


def my_own_unit(me: Seat) -> Q:
    """本乡镇: the township of the seat itself."""
    return Q(pk=me.unit_id, kind=UnitKind.TOWNSHIP)


def township_of_my_village(me: Seat) -> Q:
    """本村（社区）所属的乡镇: the township above the seat's village."""
    return Q(kind=UnitKind.TOWNSHIP, pk__in=Unit.objects.filter(pk=me.unit_id or 0).values("parent"))


def townships_of_my_district(me: Seat) -> Q:
    """本区县的乡镇: every township of the seat's district."""
    return Q(district=me.district_id, kind=UnitKind.TOWNSHIP)


def photos_of_my_campaigns(me: Seat) -> Q:
    """本人任职的专项行动的事项的: photos of matters in the seat's actions."""
    return Q(Exists(MatterPhoto.objects.filter(in_my_campaigns(me, "matter__campaign"), photo=OuterRef("pk"))))


def photos_concerning_my_unit(me: Seat) -> Q:
    """涉及本单位的事项的: photos of matters that concern the seat's unit."""
    concerning = Q(matter__scopes__unit=me.unit_id) & in_my_campaigns(me, "matter__campaign")
    return Q(Exists(MatterPhoto.objects.filter(concerning, photo=OuterRef("pk"))))


def relations_of_my_campaigns(me: Seat) -> Q:
    """本人任职的专项行动的: between matters of the seat's actions."""
    return in_my_campaigns(me, "one__campaign")


def related_by_me(me: Seat) -> Q:
    """本人关联的: what the person related."""
    return in_my_campaigns(me, "one__campaign") & Q(by__in=me.people)


def my_own_views(me: Seat) -> Q:
    """本人保存的: views of the ledger that the person saved."""
    return in_my_campaigns(me) & Q(owner=me.user_id)


def shared_views(me: Seat) -> Q:
    """共享的: views that the office shared with everybody in the action."""
    return in_my_campaigns(me) & Q(is_shared=True)


allow(WHOLE_CAMPAIGN, "matter.view", Matter, where=in_my_campaigns)
allow(UNITS, "matter.view", Matter, where=concerning_our_units, together=True)
allow(WHOLE_CAMPAIGN, "photo.view", Photo, where=photos_of_my_campaigns)
allow(UNITS, "photo.view", Photo, where=photos_concerning_my_unit)

allow([*OFFICE_ROLES, Role.LEADER], "matter.view_dispatching", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "matter.set_season", Campaign, where=my_campaigns)
allow([*OFFICE_ROLES, Role.INSPECTOR, *UNITS], "matter.register", Campaign, where=my_campaigns)
allow([*OFFICE_ROLES, Role.INSPECTOR, Role.DEPARTMENT], "matter.register_at", Unit, where=townships_of_my_district)
allow(Role.TOWNSHIP, "matter.register_at", Unit, where=my_own_unit)
allow(Role.VILLAGE, "matter.register_at", Unit, where=township_of_my_village)
allow(OFFICE_ROLES, "matter.withdraw", Batch, where=in_my_campaigns)
allow([Role.INSPECTOR, *UNITS], "matter.withdraw", Batch, where=registered_by_me)
allow(OFFICE_ROLES, "kind.edit", Campaign, where=my_campaigns)

allow(WHOLE_CAMPAIGN, "care.view", Care, where=in_my_campaigns)
allow(UNITS, "care.view", Care, where=kept_by_my_unit)
allow(Role.TOWNSHIP, "care.view", Care, where=kept_in_my_township)
allow([*OFFICE_ROLES, Role.INSPECTOR], "care.recheck", Care, where=in_my_campaigns)
allow(UNITS, "care.recheck", Care, where=kept_by_my_unit)
allow(OFFICE_ROLES, "care.change", Care, where=in_my_campaigns)

allow(OFFICIALS, "ledger_view.save", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "ledger_view.share", Campaign, where=my_campaigns)
allow(OFFICIALS, "ledger_view.open", SavedView, where=my_own_views)
allow(OFFICIALS, "ledger_view.open", SavedView, where=shared_views)
allow(OFFICIALS, "ledger_view.change", SavedView, where=my_own_views)
allow(OFFICE_ROLES, "ledger_view.change", SavedView, where=shared_views)

for right in ("plan", "urge", "label", "milestone"):
    allow(OFFICE_ROLES, f"matter.{right}", Matter, where=in_my_campaigns)
allow(OFFICE_ROLES, "light.publish", Campaign, where=my_campaigns)
allow(OFFICE_ROLES, "matter.amend", Matter, where=in_my_campaigns)
allow(HANDLERS, "matter.amend", Matter, where=ledgers_handled_by_my_unit)
allow([*OFFICE_ROLES, *HANDLERS], "matter.undo_amending", Amending, where=amended_by_me)
allow(HANDLERS, "matter.milestone", Matter, where=handled_by_my_unit)
allow(Role.LEADER, "matter.urge", Matter, where=in_my_campaigns)
allow(HANDLERS, "matter.set_person", Matter, where=handled_by_my_unit)
allow(OFFICE_ROLES, "matter.relate", Matter, where=in_my_campaigns)
allow(UNITS, "matter.relate", Matter, where=concerning_our_units, together=True)
allow(OFFICE_ROLES, "matter.unrelate", Relation, where=relations_of_my_campaigns)
allow(UNITS, "matter.unrelate", Relation, where=related_by_me)

# Who each party of the loop is; which party does what stands in its table.
PARTIES: dict[Party, list[tuple[Sequence[Role], Where]]] = {
    Party.OFFICE: [(OFFICE_ROLES, in_my_campaigns)],
    Party.LEAD: [(HANDLERS, handled_by_my_unit)],
    Party.MANAGING: [(HANDLERS, handled_by_my_unit), (OFFICE_ROLES, in_my_campaigns)],
    Party.SUPPORT: [(UNITS, supported_by_my_unit)],
    Party.WORKER: [(UNITS, worked_on_by_my_unit)],
    Party.VERIFIER: [(VERIFIERS, not_handled_by_me)],
}
for act, step in TRANSITIONS.items():
    for roles, where in PARTIES[step.who]:
        allow(roles, f"matter.{act}", Matter, where=where)
in_words({f"matter.{act}": f"{act.label}（事项）" for act in Act})
in_words({
    "matter.view": "查看事项",
    "matter.set_season": "设定季节性暂缓",
    "matter.view_dispatching": "查看交办情况",
    "matter.register": "登记事项",
    "matter.withdraw": "撤销成批登记",
    "matter.register_at": "在乡镇登记事项",
    "light.publish": "发布亮灯规则", "matter.milestone": "填写里程碑",
    "matter.set_person": "确定承办人", "matter.relate": "关联事项", "matter.unrelate": "取消关联",
    "matter.amend": "更正事项的登记内容", "matter.undo_amending": "撤销更正",
    "matter.plan": "调整事项的计划日期", "matter.urge": "催办", "matter.label": "给事项贴标签",
    "ledger_view.save": "保存台账视图", "ledger_view.share": "共享台账视图", "ledger_view.open": "打开台账视图",
    "ledger_view.change": "改名、删除台账视图",
})  # fmt: skip
in_words({"care.view": "查看长效管护", "care.recheck": "回头看", "care.change": "改定管护单位、结束管护"})
in_words({"kind.edit": "修改、新增、停用事项类别"})
