"""Two matters that have to do with each other are shown on both pages (关联)."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.events.beside import MatterRelated, MatterUnrelated
from zhuanban.work.matters.models import Matter, Relation
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.services.writing import reasoned, unit_of


@transaction.atomic
def relate_matters(*, by: User, matter: Matter, other: Matter, reason: str) -> Relation:
    """Show each matter with the other, and why. Neither changes by it."""
    for each in (matter, other):
        require(by, "matter.relate", each)
    reason = reasoned(reason)
    older, newer = sorted((matter, other), key=lambda each: each.pk)
    held = Matter.objects.select_for_update().filter(pk__in=[older.pk, newer.pk]).order_by("pk")
    _check(list(held), reason)
    row = Relation.objects.create(one=older, other=newer, reason=reason, by=by, at=clock.now())
    _told(by, row, MatterRelated)
    return row


def _check(pair: list[Matter], reason: str) -> None:
    if len({each.pk for each in pair}) < 2 or len({each.campaign_id for each in pair}) > 1:
        raise Invalid("请选本行动的另一件事项。", "other")
    for each in pair:
        if each.state == State.VOID:
            raise Invalid(f"{each.number}已作废，不能再关联。", "other")
    if len(reason) > 120:
        raise Invalid("理由不能超过 120 个字。", "reason")
    if Relation.objects.filter(one=pair[0], other=pair[1]).exists():
        raise Invalid("这两件事项已经关联。", "other")


@transaction.atomic
def unrelate_matters(*, by: User, relation: Relation) -> None:
    """Take the relation away: whoever made it, or the office."""
    require(by, "matter.unrelate", relation)
    row = Relation.objects.select_for_update().select_related("one", "other").filter(pk=relation.pk).first()
    if row is None:
        raise Invalid("关联已经取消。")
    _told(by, row, MatterUnrelated)
    row.delete()


def _told(by: User, row: Relation, event: type[MatterRelated] | type[MatterUnrelated]) -> None:
    """On the time line of each."""
    for here, there in ((row.one, row.other), (row.other, row.one)):
        told = event(
            matter_id=here.pk, number=here.number, other=there.number, other_id=there.pk,
            campaign_id=here.campaign_id,
        )  # fmt: skip
        record(told, by=by, unit_id=unit_of(by))
