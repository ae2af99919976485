"""Taking a correction back and letting it hold again."""

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.events import CorrectionRedone, CorrectionUndone
from zhuanban.plan.campaigns.models import Campaign, Correction
from zhuanban.plan.campaigns.rules.wording import has_people, public_words
from zhuanban.plan.campaigns.services.corrections import open_for_writing
from zhuanban.plan.campaigns.services.materialising import materialise


@transaction.atomic
def undo_correction(*, by: User, correction: Correction) -> Correction:
    """Take a correction back; what was before it holds again."""
    campaign, correction = in_force(by, correction)
    _require_fact(correction)
    take_back(by, correction)
    materialise(campaign)
    _record_change_of_mind(CorrectionUndone, correction, by)
    return correction


@transaction.atomic
def redo_correction(*, by: User, correction: Correction) -> Correction:
    """Let a correction that was taken back hold again, in its old place among the others of its fact."""
    campaign, correction = taken_back(by, correction)
    _require_fact(correction)
    if correction.is_loose:
        raise Invalid("这项更正在现在的原文里对不上，不能恢复；请直接更正。")
    let_hold(correction)
    materialise(campaign)
    _record_change_of_mind(CorrectionRedone, correction, by)
    return correction


def in_force(by: User, correction: Correction) -> tuple[Campaign, Correction]:
    """The campaign and a correction that holds, both locked; Refused or Invalid where it cannot be taken back."""
    campaign, correction = _locked(by, correction)
    if correction.undone_at:
        raise Invalid("这项更正已经撤销过了。")
    return campaign, correction


def taken_back(by: User, correction: Correction) -> tuple[Campaign, Correction]:
    """The campaign and a correction that was taken back, both locked; Refused or Invalid where it holds."""
    campaign, correction = _locked(by, correction)
    if correction.undone_at is None:
        raise Invalid("这项更正没有撤销，不用恢复。")
    return campaign, correction


def _locked(by: User, correction: Correction) -> tuple[Campaign, Correction]:
    require(by, "campaign.correct", correction.campaign)
    return open_for_writing(correction.campaign), lock(correction)


def take_back(by: User, correction: Correction) -> None:
    """The row only; the caller holds the lock and writes what follows from it."""
    correction.undone_at, correction.undone_by = clock.now(), by
    correction.save(update_fields=["undone_at", "undone_by"])


def let_hold(correction: Correction) -> None:
    """The row only; the caller holds the lock and writes what follows from it."""
    correction.undone_at, correction.undone_by, correction.is_loose = None, None, False
    correction.save(update_fields=["undone_at", "undone_by", "is_loose"])


def _require_fact(correction: Correction) -> None:
    """Words of the text are put back by compiling it again (services/rereading.py)."""
    if correction.fact_kind == Correction.FactKind.TEXT:
        raise Invalid("这是对原文文字的更正，请在更正记录里撤销或恢复。")


def _record_change_of_mind(
    event: type[CorrectionUndone] | type[CorrectionRedone], correction: Correction, by: User
) -> None:
    hide, words = (correction.fact_kind, correction.anchor), correction.old_words or "补充的内容"
    happened = event(
        campaign_id=correction.campaign_id,
        kind=correction.get_fact_kind_display(),
        fact=public_words(*hide, words),
    )
    record(happened, by=by, private={"words": words} if has_people(*hide) else None)
