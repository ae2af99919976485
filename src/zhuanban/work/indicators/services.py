"""Following indicators: drawing them from the targets, recording readings, correcting them without losing the old."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, may, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import targets_of
from zhuanban.work.indicators.events import IndicatorDrawn, ReadingCorrected, ReadingRecorded
from zhuanban.work.indicators.models import Indicator, Reading
from zhuanban.work.indicators.rules.verdicts import HUNDRED, SHARE_UNITS, direction_of, said, share_of
from zhuanban.work.indicators.selectors.readings import stands_back

MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class Figure:
    """A value, given as it is or as numerator ÷ denominator; with both they must agree."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@transaction.atomic
def draw_indicators(campaign: Campaign) -> list[Indicator]:
    """An indicator for each indicator that the targets name, once; targets that came anew are tied to theirs again."""
    drawn = []
    for target in targets_of(campaign):
        indicator, fresh = Indicator.objects.get_or_create(
            campaign=campaign,
            name=target.indicator,
            defaults={
                "clause_id": target.clause_id,
                "target": target,
                "unit": target.unit,
                "definition": f"按通知原文“{target.text}”口径填报，注明来源文件。"[:400],
                "direction": direction_of(target.op),
            },
        )
        if fresh:
            event = IndicatorDrawn(indicator_id=indicator.pk, indicator=indicator.name, campaign_id=campaign.pk)
            record(event, by=None)
        elif indicator.target_id is None:
            indicator.target = target
            indicator.save(update_fields=["target"])
        drawn.append(indicator)
    return drawn


@transaction.atomic
def record_reading(
    *,
    by: User,
    indicator: Indicator,
    township: Unit | None,
    on: date,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    document: str,
    source_unit: str,
) -> Reading:
    """Enter the value of a day for a township, or for the whole district where township is None."""
    require_recording(by, indicator, township)
    indicator = lock(indicator)
    require_running(indicator)
    require_place(indicator, township)
    if on > clock.today():
        raise Invalid("截至日期不能晚于今天。", "on")
    if Reading.objects.filter(indicator=indicator, township=township, on=on, is_current=True).exists():
        raise Invalid("这一天已经填报过，如数据有误请在明细中更正。", "on")
    reading = Reading(
        indicator=indicator,
        township=township,
        on=on,
        document=required_words(document, "document", "请写明来源文件。"),
        source_unit=required_words(source_unit, "source_unit", "请写明出具单位。"),
        entered_by=by,
        entered_at=clock.now(),
        **values_of(indicator, Figure(value, numerator, denominator)),
    )
    reading.full_clean()
    reading.save()
    record(
        ReadingRecorded(
            campaign_id=indicator.campaign_id,
            indicator_id=indicator.pk,
            reading_id=reading.pk,
            indicator=indicator.name,
            where=place_name(township),
            on=on,
            value=shown(reading),
            source=reading.source,
        ),
        by=by,
        unit_id=township.pk if township else None,
    )
    return reading


@transaction.atomic
def correct_reading(
    *,
    by: User,
    reading: Reading,
    reason: str,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    document: str = "",
    source_unit: str = "",
) -> Reading:
    """A further version of a reading; the old value stays with who entered it and when."""
    require_recording(by, reading.indicator, reading.township)
    refuse_recused(by, reading)
    reading = lock(reading)
    indicator, township = reading.indicator, reading.township
    require_running(indicator)
    if not reading.is_current:
        raise Invalid("这个数据已经被更正过，请更正最新的一版。")
    reason = required_words(reason, "reason", "请写明更正理由。")
    figures = values_of(indicator, Figure(value, numerator, denominator))
    reading.is_current = False
    reading.save(update_fields=["is_current"])
    newer = Reading(
        indicator=indicator,
        township=township,
        on=reading.on,
        document=document.strip() or reading.document,
        source_unit=source_unit.strip() or reading.source_unit,
        version=reading.version + 1,
        replaces=reading,
        reason=reason,
        entered_by=by,
        entered_at=clock.now(),
        **figures,
    )
    newer.full_clean()
    newer.save()
    record(
        ReadingCorrected(
            campaign_id=indicator.campaign_id,
            indicator_id=indicator.pk,
            reading_id=newer.pk,
            replaced_id=reading.pk,
            indicator=indicator.name,
            where=place_name(township),
            on=newer.on,
            old_value=shown(reading),
            value=shown(newer),
        ),
        by=by,
        unit_id=township.pk if township else None,
        private={"reason": reason},
    )
    return newer


def require_recording(by: User, indicator: Indicator, township: Unit | None) -> None:
    """Raise Refused unless this person may enter readings of the indicator for this township (None: the district)."""
    if may(by, "reading.record", indicator):
        return
    if township is None:
        raise Refused("全区数据由专班办公室或有职责的部门填报。")
    require(by, "reading.record_own", indicator)
    require(by, "reading.record_here", township, within=indicator.campaign_id)


def refuse_recused(by: User, reading: Reading) -> None:
    """What another entered for the person's own township it does not correct; the township corrects what it entered."""
    if stands_back(by, reading):
        raise Refused("这个数据涉及您任职的乡镇（街道），不是本单位填报的，按回避规定请由其他人更正。")


def require_running(indicator: Indicator) -> None:
    """Raise Invalid unless the action is running."""
    if indicator.campaign.state != Campaign.State.RUNNING:
        raise Invalid("行动还没有启动或已经结束，不能填报数据。")


def require_place(indicator: Indicator, township: Unit | None) -> None:
    """Raise Invalid for a unit that is no township of the action's district."""
    if township is None:
        return
    if township.kind != UnitKind.TOWNSHIP or township.district_id != indicator.campaign.district_id:
        raise Invalid("只能填报本区的乡镇（街道）。", "township")


def required_words(words: str, field: str, message: str) -> str:
    """The words without blanks around them; Invalid where there are none."""
    if not words.strip():
        raise Invalid(message, field)
    return words.strip()


def values_of(indicator: Indicator, figure: Figure) -> dict[str, Decimal | None]:
    """Value, numerator and denominator, checked: a share is computed from its two numbers or agrees with them."""
    value, numerator, denominator = figure.value, figure.numerator, figure.denominator
    if (numerator is None) != (denominator is None):
        raise Invalid("分子和分母要一起填写。", "denominator")
    if numerator is not None and denominator is not None:
        value = _from_parts(indicator, value, numerator, denominator)
    if value is None:
        raise Invalid("请填写数值，或者填写分子和分母。", "value")
    if not 0 <= value < MOST:
        raise Invalid("数值应不小于零，并在合理范围内。", "value")
    if indicator.unit in SHARE_UNITS and value > HUNDRED:
        raise Invalid("百分率不能超过 100。", "value")
    return {"value": value, "numerator": numerator, "denominator": denominator}


def _from_parts(indicator: Indicator, value: Decimal | None, numerator: Decimal, denominator: Decimal) -> Decimal:
    if indicator.unit not in SHARE_UNITS:
        raise Invalid("这个指标不是百分率，不需要分子和分母。", "numerator")
    if denominator <= 0 or numerator < 0:
        raise Invalid("分母应大于零，分子不小于零。", "denominator")
    if numerator > denominator:
        raise Invalid("分子不能大于分母。", "numerator")
    share = share_of(numerator, denominator)
    if value is not None and share.quantize(_places(value), rounding=ROUND_HALF_UP) != value:
        raise Invalid(f"数值与分子、分母不符：按分子、分母算为 {said(share)}。", "value")
    return share


def _places(value: Decimal) -> Decimal:
    """One in the last decimal as it was written: the share is compared in as many decimals as people gave."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def shown(reading: Reading) -> str:
    """72.5%"""
    return f"{said(reading.value)}{reading.indicator.unit}"


def place_name(township: Unit | None) -> str:
    """The township, or the whole district."""
    return township.name if township else "全区"
