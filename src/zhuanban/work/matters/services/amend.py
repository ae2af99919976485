"""Amending what matters say of themselves (更正): one or many at once, with what stood there before kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import local_day
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, permitted, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.events.amended import MattersAmended
from zhuanban.work.matters.models import Amending, Amendment, Matter, Value
from zhuanban.work.matters.rules.amending import MOST, NAMES, OWN, PREFIX, said_by
from zhuanban.work.matters.rules.batches import UNDO_WITHIN
from zhuanban.work.matters.rules.fields import kept_fields
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.matters.rules.loop import OPEN
from zhuanban.work.matters.selectors.kinds import spec_of
from zhuanban.work.matters.services.register import values_of
from zhuanban.work.matters.services.writing import unit_of

STEP = 500
Wanted = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class AmendFault:
    """What is wrong with a change: of which matter, in which field, in words."""

    matter: int
    field: str
    words: str


class FaultyChanges(Invalid):
    """Some changes cannot be made, so none was."""

    def __init__(self, faults: Sequence[AmendFault]) -> None:
        super().__init__(faults[0].words, faults[0].field or None)
        self.faults = list(faults)


def amend_matter(*, by: User, matter: Matter, changes: Mapping[str, str]) -> Matter:
    """Change the title, place, description or own fields (`field-<code>`) of an open matter; "" empties one."""
    amend_many(by=by, campaign=matter.campaign, changes={matter.pk: changes}, origin="逐件")
    return Matter.objects.select_related("campaign").get(pk=matter.pk)


def faults_of_changes(*, by: User, campaign: Campaign, changes: Wanted) -> list[AmendFault]:
    """What would keep these changes from being made, without writing anything."""
    return _Amended(changes, _rows(by, campaign, changes, held=False)).faults


@transaction.atomic
def amend_many(*, by: User, campaign: Campaign, changes: Wanted, origin: str) -> Amending:
    """Make all of these changes or none; limits, states and figures stay as they are.

    What the matter relapses from stays as it was found when it was registered, whatever its place is called now.
    """
    rows = _rows(by, campaign, changes, held=True)
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("专项行动还没有启动或者已经结束，不能更正。")
    if len(rows) < len(changes):
        raise Refused
    amended = _Amended(changes, rows)
    if amended.faults:
        raise FaultyChanges(amended.faults)
    if not amended.cells:
        raise Invalid("内容没有变化。")
    return _written(by, campaign, amended, origin)


@transaction.atomic
def undo_amending(*, by: User, amending: Amending) -> list[str]:
    """Put back, within a day, what was amended, but for what somebody changed again; the numbers of those."""
    require(by, "matter.undo_amending", amending)
    held = lock(amending)
    if held.undone_at:
        raise Invalid("这次更正已经撤销过了。")
    if clock.now() - held.at > UNDO_WITHIN:
        raise Invalid("更正已超过 24 小时，不能整批撤销。请逐件更正。")
    back: dict[int, dict[str, str]] = {}
    kept = []
    for each in Amendment.objects.filter(amending=held).select_related("matter"):
        row = each.matter
        now = said_by(row.title, row.place, row.detail, row.fields).get(each.field, "")
        if now == each.new and row.state in OPEN:
            back.setdefault(row.pk, {})[each.field] = each.old
        else:
            kept.append(row.number)
    if not back:
        raise Invalid("更正过的内容都已有人再改，不能撤销。")
    amend_many(by=by, campaign=held.campaign, changes=back, origin="撤销")
    held.undone_at = clock.now()
    held.save(update_fields=["undone_at"])
    return sorted(set(kept))


def _rows(by: User, campaign: Campaign, changes: Wanted, *, held: bool) -> list[Matter]:
    found: list[Matter] = []
    keys = sorted(changes)
    for start in range(0, len(keys), STEP):
        rows = permitted(by, "matter.amend", Matter).filter(campaign=campaign, pk__in=keys[start : start + STEP])
        rows = rows.order_by("pk").select_related("kind")
        found += rows.select_for_update(of=("self",)) if held else rows
    return found


class _Amended:
    """The rows with their changes made but not written; `cells` are what differs: (row, field, old, new)."""

    def __init__(self, changes: Wanted, rows: Sequence[Matter]) -> None:
        self.faults: list[AmendFault] = []
        self.cells: list[tuple[Matter, str, str, str]] = []
        self.rows: list[Matter] = []
        self.values: list[Value] = []
        self._specs: dict[tuple[int, int], KindSpec] = {}
        known = {row.pk for row in rows}
        self.faults += [AmendFault(key, "", "您不能更正这件事项的登记内容") for key in changes if key not in known]
        for row in rows:
            try:
                self._amend(row, changes[row.pk])
            except Invalid as error:
                self.faults.append(AmendFault(row.pk, error.field or "", error.message.rstrip("。")))

    def _amend(self, row: Matter, changes: Mapping[str, str]) -> None:
        if row.state not in OPEN:
            raise Invalid(f"这件事项{row.get_state_display()}，登记内容不能再改。")
        spec = self._spec(row)
        was = said_by(row.title, row.place, row.detail, row.fields)
        for name in OWN:
            if name in changes:
                setattr(row, name, _checked(name, changes[name]))
        own = {name.removeprefix(PREFIX): value for name, value in changes.items() if name.startswith(PREFIX)}
        if own:
            facts = {"登记日": local_day(row.entered_at), "发现日": local_day(row.happened_at)}
            row.fields = kept_fields(spec, {**row.fields, **own}, facts)
        now = said_by(row.title, row.place, row.detail, row.fields)
        cells = [
            (row, name, was.get(name, ""), now.get(name, ""))
            for name in dict.fromkeys([*was, *now]) if was.get(name) != now.get(name)
        ]  # fmt: skip
        if cells:
            self.cells += cells
            self.rows.append(row)
            self.values += values_of(row, spec)

    def _spec(self, row: Matter) -> KindSpec:
        key = (row.kind_id, row.kind_version)
        if key not in self._specs:
            self._specs[key] = spec_of(row.kind, row.kind_version)
        return self._specs[key]


def _checked(name: str, value: str) -> str:
    value = value.strip()
    if not value and name != "detail":
        raise Invalid(f"请填写{NAMES[name]}。", name)
    if len(value) > MOST[name]:
        raise Invalid(f"{NAMES[name]}不能超过 {MOST[name]} 个字。", name)
    return value


def _written(by: User, campaign: Campaign, amended: _Amended, origin: str) -> Amending:
    keys = [row.pk for row in amended.rows]
    Matter.objects.bulk_update(amended.rows, [*OWN, "fields"], batch_size=STEP)
    for start in range(0, len(keys), STEP):
        Value.objects.filter(matter__in=keys[start : start + STEP]).delete()
    Value.objects.bulk_create(amended.values, batch_size=STEP)
    amending = Amending.objects.create(campaign=campaign, origin=origin, by=by, at=clock.now())
    Amendment.objects.bulk_create(
        [
            Amendment(amending=amending, matter=row, field=name, old=old, new=new)
            for row, name, old, new in amended.cells
        ],
        batch_size=STEP,
    )
    said = MattersAmended(
        amending_id=amending.pk, origin=origin, matters=len(keys), cells=len(amended.cells), campaign_id=campaign.pk
    )
    amending.entry_id = record(said, by=by, unit_id=unit_of(by)).pk
    amending.save(update_fields=["entry_id"])
    return amending
