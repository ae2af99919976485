"""Setting right words that were read wrongly from a scan: the text is compiled again, and the corrections go along."""

from pathlib import PurePath

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.events import CorrectionRedone, CorrectionUndone, TextCorrected
from zhuanban.plan.campaigns.models import Campaign, Correction, NoticeVersion
from zhuanban.plan.campaigns.selectors.plan import version_of
from zhuanban.plan.campaigns.services.corrections import Choice, check_choice, open_for_writing
from zhuanban.plan.campaigns.services.taking_back import in_force, let_hold, take_back, taken_back
from zhuanban.plan.campaigns.services.versions import compiled, write_version

AROUND = 12
LONGEST = 500


@transaction.atomic
def correct_text(*, by: User, campaign: Campaign, choice: Choice, now: str) -> Correction:
    """Replace misread words of a draft, and read all facts again."""
    require(by, "campaign.correct", campaign)
    campaign = open_for_writing(campaign)
    version = _draft(campaign)
    check_choice(version, choice, None)
    now = now.strip()
    if now == choice.words:
        raise Invalid("文字没有变化，不用更正。", "now")
    if not now or len(now) > LONGEST or len(choice.words) > LONGEST:
        raise Invalid(f"一次更正的文字要在 1 到 {LONGEST} 个字之间。", "now")
    before = version.text[max(0, choice.start - AROUND) : choice.start]
    after = version.text[choice.end : choice.end + AROUND]
    _reread(by, campaign, version, choice.start, choice.words, now)
    correction = Correction.objects.create(
        campaign=campaign, fact_kind=Correction.FactKind.TEXT, anchor=f"@{choice.start}", old_words=choice.words,
        value={"words": now, "before": before, "after": after}, by=by, at=clock.now(),
    )  # fmt: skip
    record(TextCorrected(campaign_id=campaign.pk, old=choice.words[:100], now=now[:100]), by=by)
    return correction


@transaction.atomic
def undo_text(*, by: User, correction: Correction) -> Correction:
    """Put the words back as they were read; one that waits for a place in a new text is only dropped."""
    campaign, correction = in_force(by, correction)
    if not correction.is_loose:
        _replace(by, campaign, correction, now=correction.old_words, was=_written(correction))
    take_back(by, correction)
    _record(CorrectionUndone, correction, by)
    return correction


@transaction.atomic
def redo_text(*, by: User, correction: Correction) -> Correction:
    """Set the words right once more."""
    campaign, correction = taken_back(by, correction)
    _replace(by, campaign, correction, now=_written(correction), was=correction.old_words)
    let_hold(correction)
    _record(CorrectionRedone, correction, by)
    return correction


def _replace(by: User, campaign: Campaign, correction: Correction, *, was: str, now: str) -> None:
    """Change the words where they stand between the words that were around them."""
    version, value = _draft(campaign), correction.value or {}
    before, after = value.get("before", ""), value.get("after", "")
    whole = f"{before}{was}{after}"
    if version.text.count(whole) != 1:
        raise Invalid("这处文字后来又改过，请在原文里重新选择后更正。")
    _reread(by, campaign, version, version.text.index(whole) + len(before), was, now)


def _reread(by: User, campaign: Campaign, version: NoticeVersion, start: int, was: str, now: str) -> None:
    text = f"{version.text[:start]}{now}{version.text[start + len(was) :]}"
    content = text.encode()
    plan = compiled(content, f"{PurePath(version.file_name).stem}.txt")
    write_version(by=by, campaign=campaign, content=content, name=version.file_name, plan=plan)


def _draft(campaign: Campaign) -> NoticeVersion:
    version = version_of(campaign)
    if version is None:
        raise Invalid("这个行动还没有通知文本。")
    if campaign.state != Campaign.State.DRAFT:
        raise Invalid("行动已经确认启动，原文文字不能再改；读错的事实可以逐项更正。")
    return version


def _written(correction: Correction) -> str:
    return str((correction.value or {}).get("words", ""))


def _record(event: type[CorrectionUndone] | type[CorrectionRedone], correction: Correction, by: User) -> None:
    kind = correction.get_fact_kind_display()
    record(event(campaign_id=correction.campaign_id, kind=kind, fact=correction.old_words[:100]), by=by)
