"""What a merger or split of units means for open matters: they go to who takes over, or with their village.

What is closed stays with the old unit, in the rows as in the figures.
"""

from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.ground.orgs.models import Unit
from zhuanban.work.matters.events import MatterHandedOn
from zhuanban.work.matters.models import Assignment, Matter, TallyChange
from zhuanban.work.matters.rules.heirs import Heirs
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.matters.selectors.units import heirs_of
from zhuanban.work.matters.services.searching import index_campaign
from zhuanban.work.matters.services.tallies import rebuild_scopes
from zhuanban.work.matters.services.writing import changes_of, taken_back


@transaction.atomic
def follow_units(event: UnitsReorganised) -> None:
    """Move the open matters of units that closed; a second run finds nothing left to move."""
    heirs = heirs_of(event)
    old = list(heirs.by_unit)
    turns = Assignment.objects.filter(unit__in=old).values("matter")
    rows = Matter.objects.select_for_update(of=("self",)).filter(
        Q(township__in=old) | Q(handler__in=old) | Q(pk__in=turns), state__in=OPEN
    )
    found = list(rows.select_related("campaign", "kind", "township", "handler").order_by("pk"))
    latest = _latest_turns(found)
    concerned = [*old, *heirs.by_unit.values(), *heirs.by_village.values()]
    names = dict(Unit.objects.filter(pk__in=concerned).values_list("pk", "name"))
    touched = {row.campaign_id: row.campaign for row in found if _hand_on(row, heirs, latest.get(row.pk, []), names)}
    for campaign in touched.values():
        rebuild_scopes(campaign)
        index_campaign(campaign)


def _latest_turns(rows: list[Matter]) -> dict[int, list[Assignment]]:
    """Matter → the turns of its present stint that nobody returned."""
    turns: dict[int, list[Assignment]] = {}
    for turn in Assignment.objects.filter(matter__in=[row.pk for row in rows]).order_by("matter", "stint", "pk"):
        known = turns.setdefault(turn.matter_id, [])
        if known and known[0].stint < turn.stint:
            known.clear()
        known.append(turn)
    return turns


def _hand_on(row: Matter, heirs: Heirs, turns: list[Assignment], names: Mapping[int, str]) -> bool:
    """One open matter: township, handler and present turns; whether anything changed."""
    township = heirs.of(row.township_id, row.place)
    handler = row.handler_id and heirs.of(row.handler_id, row.place)
    moved = _hand_on_turns(row, heirs, turns)
    if (township, handler) != (row.township_id, row.handler_id):
        moved.extend(unit for unit in (row.township_id, row.handler_id) if unit and unit in heirs.by_unit)
        lost = taken_back(row)
        row.township_id, row.handler_id = township, handler
        row.save(update_fields=["township", "handler"])
        TallyChange.objects.bulk_create([*lost, *changes_of(row, Counter())])
    if not moved:
        return False
    olds = list(dict.fromkeys(moved))
    record(
        MatterHandedOn(
            matter_id=row.pk, number=row.number, campaign_id=row.campaign_id,
            old="、".join(names[unit] for unit in olds),
            now="、".join(dict.fromkeys(names[heirs.of(unit, row.place)] for unit in olds)),
        ),
        by=None,
        unit_id=row.handler_id,
    )  # fmt: skip
    return True


def _hand_on_turns(row: Matter, heirs: Heirs, turns: list[Assignment]) -> list[int]:
    """Give the turns to the heirs; where one unit would have two turns in a stint, the lead's stays."""
    moved = []
    held = {turn.unit_id: turn for turn in turns}
    for turn in turns:
        if turn.unit_id not in heirs.by_unit or turn.returned_at:
            continue
        moved.append(turn.unit_id)
        new = heirs.of(turn.unit_id, row.place)
        other = held.get(new)
        if other is None:
            held[new] = turn
        elif turn.role == Assignment.Role.LEAD and other.role == Assignment.Role.SUPPORT:
            other.delete()
            held[new] = turn
        else:
            turn.delete()
            continue
        turn.unit_id = new
        turn.save(update_fields=["unit"])
    return moved

