"""Who leads a clause, and who an unnamed class of units is: said by the office, never guessed."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.services import set_members
from zhuanban.plan.campaigns.events import GroupMembersSet, LeadAssigned, LeadRemoved
from zhuanban.plan.campaigns.models import Campaign, Clause, Duty
from zhuanban.plan.campaigns.selectors.plan import clauses_of, version_of
from zhuanban.plan.campaigns.services.corrections import open_for_writing
from zhuanban.plan.campaigns.services.materialising import first_day, materialise
from zhuanban.plan.campaigns.services.units import register_of

LONGEST_NAME = 80
NO_LEADERS = {UnitKind.GROUP: "一类单位", UnitKind.TOWNSHIP: "乡镇（街道）"}


@transaction.atomic
def assign_lead(*, by: User, clause: Clause, unit: Unit) -> Duty:
    """Give a clause without a lead one of the district's units as its lead."""
    require(by, "campaign.assign", clause.campaign)
    open_for_writing(clause.campaign)
    return _assign(by, clause, unit)


@transaction.atomic
def assign_leads(*, by: User, campaign: Campaign, choices: Mapping[int, int]) -> int:
    """Leads for many clauses at once, clause id → unit id; all or none. Returns how many were assigned."""
    require(by, "campaign.assign", campaign)
    open_for_writing(campaign)
    if not choices:
        raise Invalid("还没有选中任何一条，请勾选后再指定。")
    clauses = {clause.pk: clause for clause in clauses_of(campaign).filter(pk__in=choices)}
    units = Unit.objects.filter(district=campaign.district_id).in_bulk(list(choices.values()))
    for clause_id, unit_id in choices.items():
        if clause_id not in clauses or unit_id not in units:
            raise Invalid("选中的条款或单位不在本行动里，请刷新后再试。")
        _assign(by, clauses[clause_id], units[unit_id])
    return len(choices)


def _assign(by: User, clause: Clause, unit: Unit) -> Duty:
    if clause.repealed_in_id:
        raise Invalid(f"“{clause}”已废止，不用再指定牵头单位。", "unit")
    if unit.district_id != clause.campaign.district_id:
        raise Invalid("牵头单位要是本区的单位。", "unit")
    if unit.kind in NO_LEADERS:
        raise Invalid(f"{NO_LEADERS[UnitKind(unit.kind)]}不能牵头，请选一个部门。", "unit")
    held = Duty.objects.filter(clause=clause, role=Duty.Role.LEAD).select_related("unit").first()
    if held:
        raise Invalid(f"“{clause}”已由{held.unit.name}牵头，请先撤换。", "unit")
    duty = Duty.objects.create(clause=clause, unit=unit, role=Duty.Role.LEAD, source=Duty.Source.OFFICE)
    event = LeadAssigned(campaign_id=clause.campaign_id, clause_id=clause.pk, clause=str(clause), unit=unit.name)
    record(event, by=by, unit_id=unit.pk)
    return duty


@transaction.atomic
def remove_lead(*, by: User, clause: Clause) -> None:
    """Take back a lead that the office assigned; one that the notice names is a fact, to be corrected as such."""
    require(by, "campaign.assign", clause.campaign)
    open_for_writing(clause.campaign)
    duty = Duty.objects.filter(clause=clause, role=Duty.Role.LEAD).select_related("unit").first()
    if duty is None:
        raise Invalid(f"“{clause}”还没有牵头单位。")
    if duty.source == Duty.Source.NOTICE:
        raise Invalid("这个牵头单位是通知写明的，要改请到审阅页更正职责。")
    duty.delete()
    event = LeadRemoved(campaign_id=clause.campaign_id, clause_id=clause.pk, clause=str(clause), unit=duty.unit.name)
    record(event, by=by, unit_id=duty.unit_id)


@transaction.atomic
def set_group_members(*, by: User, campaign: Campaign, group: Unit, names: Sequence[str]) -> list[Unit]:
    """Say which units an unnamed class (各有关企业) is, by their names; duties pass on to exactly these."""
    require(by, "campaign.assign", campaign)
    campaign = open_for_writing(campaign)
    version = version_of(campaign)
    if group.district_id != campaign.district_id or group.kind != UnitKind.GROUP or version is None:
        raise Invalid("只有本区的“一类单位”才能明确成员。")
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not wanted:
        raise Invalid("请至少写一个单位，每行一个。", "names")
    if long := next((name for name in wanted if len(name) > LONGEST_NAME), None):
        raise Invalid(f"单位名称最多 {LONGEST_NAME} 个字：“{long[:20]}……”。每行只写一个单位。", "names")
    register = register_of(campaign.district, first_day(version), {})
    kind = UnitKind.ENTERPRISE if "企业" in group.name or "公司" in group.name else UnitKind.OTHER
    register.kinds = dict.fromkeys(wanted, kind)
    members = [register.unit(name) for name in wanted]
    if any(member.kind == UnitKind.GROUP for member in members):
        raise Invalid("成员要写具体的单位，不能再写一类单位。", "names")
    set_members(group, members)
    for each in campaigns_with(group):
        materialise(each)
    event = GroupMembersSet(campaign_id=campaign.pk, group=group.name, members="、".join(each.name for each in members))
    record(event, by=by)
    return members


def campaigns_with(group: Unit) -> list[Campaign]:
    """The actions not yet over in which the class of units has duties."""
    plain = Campaign.objects.filter(clauses__duties__unit=group)
    passed_on = Campaign.objects.filter(clauses__duties__via_group=group)
    found = (plain | passed_on).exclude(state=Campaign.State.CLOSED).select_related("district")
    return list(found.distinct().order_by("pk"))
