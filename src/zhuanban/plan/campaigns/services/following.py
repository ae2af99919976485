"""What becomes of the plan when units are merged or split, or when a class of units gets other members."""

from collections import Counter
from collections.abc import Mapping

from django.db import transaction

from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitMembersSet, UnitsReorganised
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.selectors import members_of
from zhuanban.plan.campaigns.events import DutiesHandedOn, GroupMembersSet
from zhuanban.plan.campaigns.models import Campaign, ClauseOwner, Duty
from zhuanban.plan.campaigns.selectors.plan import version_of
from zhuanban.plan.campaigns.services.leads import campaigns_with
from zhuanban.plan.campaigns.services.materialising import materialise


@transaction.atomic
def follow_units(event: UnitsReorganised) -> None:
    """Hand on duties, owners and the seat of the office in actions that are not over; nothing is left to do twice.

    A duty by a class of units goes to every part, since every part is a member; another one to who takes over.
    """
    heirs = dict(event.successors)
    parts: dict[int, list[int]] = {}
    for old, new in event.parts:
        parts.setdefault(old, []).append(new)
    moved = _hand_on_duties(heirs, parts) + _hand_on_owners(heirs) + _hand_on_offices(heirs)
    for campaign_id, count in sorted(moved.items()):
        record(DutiesHandedOn(campaign_id=campaign_id, what=event.what, count=count), by=None)


def _hand_on_duties(heirs: Mapping[int, int], parts: Mapping[int, list[int]]) -> Counter[int]:
    duties = Duty.objects.select_for_update(of=("self",)).filter(unit__in=heirs).exclude(
        clause__campaign__state=Campaign.State.CLOSED
    )
    held = list(duties.select_related("clause").order_by("pk"))
    Duty.objects.filter(pk__in=[duty.pk for duty in held]).delete()
    known = set(Duty.objects.filter(clause__in=[duty.clause_id for duty in held]).values_list("clause", "unit", "role"))
    moved: Counter[int] = Counter()
    rows = []
    for duty in held:
        moved[duty.clause.campaign_id] += 1
        for unit in parts[duty.unit_id] if duty.via_group_id else [heirs[duty.unit_id]]:
            if (key := (duty.clause_id, unit, duty.role)) not in known:
                known.add(key)
                rows.append(_copied(duty, unit))
    Duty.objects.bulk_create(rows)
    return moved


def _copied(duty: Duty, unit: int) -> Duty:
    return Duty(
        clause_id=duty.clause_id, unit_id=unit, role=duty.role, via_group_id=duty.via_group_id, source=duty.source,
        anchor=duty.anchor, start=duty.start, end=duty.end,
    )  # fmt: skip


def _hand_on_owners(heirs: Mapping[int, int]) -> Counter[int]:
    """A clause keeps the first owner; the others stay named for their old unit, as history."""
    owners = ClauseOwner.objects.filter(unit__in=heirs).exclude(clause__campaign__state=Campaign.State.CLOSED)
    known = set(ClauseOwner.objects.filter(unit__in=heirs.values()).values_list("clause", "unit"))
    moved: Counter[int] = Counter()
    for owner in owners.select_related("clause").order_by("pk"):
        if (key := (owner.clause_id, heirs[owner.unit_id])) not in known:
            known.add(key)
            owner.unit_id = key[1]
            owner.save(update_fields=["unit"])
            moved[owner.clause.campaign_id] += 1
    return moved


def _hand_on_offices(heirs: Mapping[int, int]) -> Counter[int]:
    moved: Counter[int] = Counter()
    for campaign in Campaign.objects.filter(office_unit__in=heirs).exclude(state=Campaign.State.CLOSED):
        campaign.office_unit_id = heirs[campaign.office_unit_id or 0]
        campaign.save(update_fields=["office_unit"])
        moved[campaign.pk] += 1
    return moved


@transaction.atomic
def follow_members(event: UnitMembersSet) -> None:
    """Give the duties of a class of units to the members that it has now."""
    group = Unit.objects.get(pk=event.unit_id)
    members = "、".join(unit.name for unit in members_of(group))
    for campaign in campaigns_with(group):
        version = version_of(campaign)
        if version and version.plan:
            materialise(campaign)
            record(GroupMembersSet(campaign_id=campaign.pk, group=group.name, members=members), by=None)
