"""Stating how clauses stood at the take-over (登记起点): many cells by one source, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Conflict, Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.work.takeovers.events import OpeningsStated
from zhuanban.work.takeovers.models import Opening
from zhuanban.work.takeovers.rules.openings import Basis, checked_basis, checked_words
from zhuanban.work.takeovers.selectors.openings import current_in, duties_among, stateable_townships


@dataclass(frozen=True)
class Stated:
    """What is said of one cell; `seen` is the version that the writer had before the eyes (0: none)."""

    clause: Clause
    township: Unit
    status: str
    words: str = ""
    figure: str = ""
    seen: int = 0


@transaction.atomic
def state_openings(*, by: User, campaign: Campaign, stated: Sequence[Stated], basis: Basis) -> list[Opening]:
    """Write the cells; one that was stated before gets a further version. The day of a cell never becomes older."""
    require(by, "opening.state", campaign)
    _require_townships(by, campaign, stated)
    campaign = lock(campaign)
    if campaign.state != Campaign.State.RUNNING:
        raise Invalid("行动还没有启动或已经结束，不能登记起点。")
    basis = checked_basis(basis, campaign.starts_on, campaign.taken_over_on, clock.today())
    if not stated:
        raise Invalid("还没有填写任何一项，请至少选一项的状态。")
    before = current_in(campaign, [(each.clause.pk, each.township.pk) for each in stated])
    held = duties_among([each.clause for each in stated], [each.township for each in stated])
    rows = [_version(by, each, basis, before.get(_key(each)), has_duty=_key(each) in held) for each in stated]
    replaced = [row.replaces_id for row in rows if row.replaces_id]
    Opening.objects.filter(pk__in=replaced).update(is_current=False)
    for row in rows:
        row.campaign = campaign
    Opening.objects.bulk_create(rows)
    towns = {each.township.name for each in stated}
    said = OpeningsStated(
        campaign_id=campaign.pk, opening_ids=[row.pk for row in rows], count=len(rows), corrected=len(replaced),
        where=towns.pop() if len(towns) == 1 else f"{len(towns)} 个乡镇（街道）", as_of=basis.as_of,
    )  # fmt: skip
    record(said, by=by, unit_id=stated[0].township.pk if not towns else None)
    return rows


def _key(each: Stated) -> tuple[int, int]:
    return each.clause.pk, each.township.pk


def _require_townships(by: User, campaign: Campaign, stated: Sequence[Stated]) -> None:
    allowed = set(stateable_townships(by, campaign).values_list("pk", flat=True))
    if any(each.township.pk not in allowed for each in stated):
        raise Refused("您不能登记这个乡镇（街道）的起点。")


def _version(by: User, each: Stated, basis: Basis, known: Opening | None, *, has_duty: bool) -> Opening:
    where = f"{each.township.name}“{each.clause}”："
    if not has_duty:
        raise Invalid(f"{where}这条任务不归它负责，不用登记起点。")
    if (known.version if known else 0) != each.seen:
        raise Conflict(f"{where}刚才已经由别人登记过，请刷新后再看一遍。", "E409-6")
    if known and basis.as_of < known.as_of:
        raise Invalid(f"{where}已经登记到 {known.as_of}，截至日期只能改晚，不能改早。", "as_of")
    try:
        words = checked_words(each.status, each.words)
    except Invalid as error:
        raise Invalid(f"{where}{error.message}") from error
    return Opening(
        clause=each.clause,
        township=each.township,
        status=each.status,
        words=words,
        figure=each.figure.strip(),
        as_of=basis.as_of,
        source_kind=basis.source_kind,
        source=basis.source,
        version=each.seen + 1,
        replaces=known,
        entered_by=by,
        entered_at=clock.now(),
    )
