"""What every act does: hold the row, change it, keep figures, lights and scopes true, and say what happened."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from django.db import connection

from zhuanban.ground.core import clock as core_clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.core.writes import insert_row, update_columns
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import judged_from
from zhuanban.work.matters.models import Clock, Matter, MatterPhoto, MatterScope, Remark, TallyChange
from zhuanban.work.matters.rules.figures import Counted, Facts, difference, is_judged, share_of
from zhuanban.work.matters.rules.loop import MOST_PHOTOS, TRANSITIONS, Act, Light, PhotoRole, follows
from zhuanban.work.matters.selectors.light_rules import TEXT_BESIDE, light_by_rules, rules_for
from zhuanban.work.matters.selectors.scopes import limit_in_scope, units_seeing

Share = Counter[Counted]


def hold(by: User, act: Act, matter: Matter) -> tuple[Matter, Share]:
    """Require, lock and check: the row as it is now with what it adds to the figures.

    Raises Refused for who may not, Invalid where the act does not follow from the state.
    """
    row = _hold_permitted(act).first(actor=by, pk=matter.pk)
    if row is None:
        raise Refused
    if not follows(act, row.state):
        raise Invalid(f"这件事项{row.get_state_display()}，现在不能“{act.label}”。请刷新页面看最新状态。")
    return row, counted(row)


@cache
def _hold_permitted(act: Act) -> Prepared[Matter]:
    """Permission and lock in one query."""
    return Prepared(
        lambda actor, pk: permitted(actor, f"matter.{act}", Matter).filter(pk=pk).order_by()
        .select_for_update(of=("self",)).select_related(*READ_BY_ACTS).annotate(light_text=TEXT_BESIDE)
    )  # fmt: skip


READ_BY_ACTS = ("campaign", "kind", "township", "handler", "clause__current")


def locked(matter: Matter) -> Matter:
    """The matter held until the transaction ends, with what the acts read of it."""
    rows = Matter.objects.select_for_update(of=("self",)).select_related(*READ_BY_ACTS)
    return rows.annotate(light_text=TEXT_BESIDE).get(pk=matter.pk)


def moved(row: Matter, act: Act) -> None:
    """Put the row into the state to which the act leads."""
    target = TRANSITIONS[act].target
    if target is not None:
        row.state = target


def counted(row: Matter) -> Share:
    """What the matter adds to the figures as it stands."""
    return share_of(
        Facts(
            is_judged=is_judged_row(row),
            state=row.state,
            light=row.light,
            entered_at=row.entered_at,
            closed_at=row.closed_at,
            reworked_at=row.reworked_at,
            is_late=row.is_late,
            is_relapse=row.relapse_of_id is not None,
            rework_count=row.rework_count,
        )
    )


def is_judged_row(row: Matter) -> bool:
    """Whether the action is judged by this matter."""
    return is_judged(row.happened_at, judged_from(row.campaign))


def saved(row: Matter, before: Share, *changed: str) -> list[int] | None:
    """Write the changed columns, to the figures what they change, and to the scopes until when it is due.

    The units that see the matter, where they came to hand.
    """
    update_columns(row, *changed)
    changes = difference(before, counted(row))
    # A matter without a limit that is closed or opened again has none in the scopes either, before and after.
    if "due_at" in changed or ("closed_at" in changed and row.due_at):
        units = limited_in_scopes(row)
        if changes:
            insert_row(_change(row, changes, [None, *units]))
        return units
    if changes:
        _append_for_those_who_see(row, _change(row, changes, []))
    return None


def _append_for_those_who_see(row: Matter, change: TallyChange) -> None:
    """Append the change for the units that see the matter, as the scopes have them: one statement reads and writes."""
    quoted, scope, table = connection.ops.quote_name, MatterScope._meta.db_table, TallyChange._meta.db_table
    gather = "jsonb_agg" if connection.vendor == "postgresql" else "json_group_array"
    seeing = f"SELECT CAST(NULL AS bigint) AS unit UNION ALL SELECT unit_id FROM {quoted(scope)} WHERE matter_id = %s"  # noqa: S608
    words = (
        f"INSERT INTO {quoted(table)} (campaign_id, township_id, clause_id, kind_id, deltas, units) "  # noqa: S608
        f"VALUES (%s, %s, %s, %s, %s, (SELECT {gather}(unit) FROM ({seeing}) AS seeing))"
    )
    deltas = connection.ops.adapt_json_value(change.deltas, None)
    with connection.cursor() as cursor:
        keys = [change.campaign_id, change.township_id, change.clause_id, change.kind_id]
        cursor.execute(words, [*keys, deltas, row.pk])


def limited_in_scopes(row: Matter) -> list[int]:
    """Write to the scope rows until when the matter is due; the units that see it."""
    table = connection.ops.quote_name(MatterScope._meta.db_table)
    due_at = connection.ops.adapt_datetimefield_value(limit_in_scope(row.due_at, row.closed_at))
    with connection.cursor() as cursor:
        # Both engines tell which rows they wrote; the ORM would ask again.
        words = f"UPDATE {table} SET due_at = %s WHERE matter_id = %s RETURNING unit_id"  # noqa: S608
        cursor.execute(words, [due_at, row.pk])
        return [unit for (unit,) in cursor.fetchall()]


def changes_of(row: Matter, before: Share, units: Iterable[int] | None = None) -> list[TallyChange]:
    """What is appended for the way from a share of before to that of now; `units` see the matter (None: asked)."""
    changes = difference(before, counted(row))
    if not changes:
        return []
    seeing = units_seeing([row.pk]).get(row.pk, []) if units is None else units
    return [_change(row, changes, [None, *seeing])]


def taken_back(row: Matter, units: Iterable[int] | None = None) -> list[TallyChange]:
    """What is appended where the matter, as it stands, is counted no more."""
    changes = changes_of(row, Counter(), units)
    for change in changes:
        change.deltas = [[measure, month, -delta] for measure, month, delta in change.deltas]
    return changes


def _change(row: Matter, changes: Mapping[Counted, int], units: list[int | None]) -> TallyChange:
    return TallyChange(
        campaign_id=row.campaign_id,
        township_id=row.township_id,
        clause_id=row.clause_id,
        kind_id=row.kind_id,
        units=units,
        deltas=[[str(measure), month and month.isoformat(), delta] for (measure, month), delta in changes.items()],
    )


def changes_in_sum(rows: Iterable[tuple[Matter, list[int]]]) -> list[TallyChange]:
    """What new matters of one moment add, each with the units that see it: alike ones together."""
    alike: dict[tuple[object, ...], list[tuple[Matter, list[int]]]] = {}
    for row, units in rows:
        key = (row.township_id, row.clause_id, row.kind_id, row.state, row.light, row.relapse_of_id is None,
               is_judged_row(row), tuple(units))  # fmt: skip
        alike.setdefault(key, []).append((row, units))
    changes = []
    for like in alike.values():
        for change in changes_of(like[0][0], Counter(), like[0][1]):
            change.deltas = [[measure, month, delta * len(like)] for measure, month, delta in change.deltas]
            changes.append(change)
    return changes


LIT = ("due_at", "light", "light_changes_at")


def lit(row: Matter, clock: Clock | None, now: datetime) -> None:
    """Set the due instant and the light by the running clock; no clock, or not judged: neither."""
    row.due_at, row.light, row.light_changes_at = None, Light.NONE, None
    if clock and is_judged_row(row):
        row.due_at = clock.due_at
        row.light, row.light_changes_at = light_by_rules(row, clock, now, rules_for(row))


def remarked(row: Matter, act: Act, by: User, text: str) -> int | None:
    """Keep what somebody wrote with an act; its key, or None where nothing was written."""
    text = text.strip()
    if not text:
        return None
    if len(text) > 1000:
        raise Invalid("说明不能超过 1000 个字。", "text")
    remark = Remark(matter=row, act=act, text=text, by=by, at=core_clock.now())
    insert_row(remark)
    return remark.pk


def reasoned(text: str, field: str = "reason") -> str:
    """The reason an act needs, without blanks around it; Invalid where there is none."""
    if not text.strip():
        raise Invalid("请写明理由。", field)
    return text.strip()


def pictured(row: Matter, photos: Iterable[Photo], role: PhotoRole, stint: int) -> None:
    """Attach photos of the same action; Invalid where there are too many or one is another action's."""
    chosen = list({photo.pk: photo for photo in photos}.values())
    if len(chosen) > MOST_PHOTOS:
        raise Invalid(f"一次最多附 {MOST_PHOTOS} 张照片。", "photos")
    if any(photo.campaign_id != row.campaign_id for photo in chosen):
        raise Invalid("照片不属于这个专项行动。", "photos")
    MatterPhoto.objects.bulk_create(
        [MatterPhoto(matter=row, photo=photo, role=role, stint=stint) for photo in chosen], ignore_conflicts=True
    )


def shown_to(
    row: Matter, units: Iterable[int], filer: int | None = None, known: Iterable[int] | None = None
) -> list[int]:
    """Let units see the matter, as it has been saved; among them the one that registered it. Those that did not yet.

    `known` see it already (None: asked).
    """
    due_at = limit_in_scope(row.due_at, row.closed_at)
    wanted = list(dict.fromkeys([*units, *([filer] if filer else [])]))
    seeing = set(units_seeing([row.pk]).get(row.pk, []) if known is None else known)
    fresh = [unit for unit in wanted if unit not in seeing]
    if not fresh:
        return []
    MatterScope.objects.bulk_create(
        (
            MatterScope(matter=row, unit_id=unit, campaign_id=row.campaign_id, due_at=due_at, is_filer=unit == filer)
            for unit in fresh
        ),
        ignore_conflicts=True,
    )
    standing = {key: count for key, count in counted(row).items() if key[1] is None}
    insert_row(_change(row, standing, list(fresh)))
    return fresh


def hidden_from(row: Matter, units: Iterable[int]) -> None:
    """Let units see the matter no more: the scope rows go, and their figures lose it."""
    scopes = MatterScope.objects.filter(matter=row, unit__in=list(units))
    gone = list(scopes.values_list("unit", flat=True))
    scopes.delete()
    if gone:
        standing = {key: -count for key, count in counted(row).items() if key[1] is None}
        TallyChange.objects.bulk_create([_change(row, standing, list(gone))])


def unit_of(by: User) -> int | None:
    """The unit for which the person acts: that of the first seat that has one."""
    return next((seat.unit_id for seat in by.seats if seat.unit_id), None)


def handler_name(row: Matter) -> str:
    """The name of the unit in charge."""
    return row.handler.name if row.handler else ""
