"""The target of the reference notice, 到2025年前 70 % of the sewage, read at the end of 2026."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.rules.places import district_name
from zhuanban.plan.campaigns.services import load_notice
from zhuanban.plan.campaigns.services.versions import compiled
from zhuanban.work.indicators.rules.verdicts import Verdict
from zhuanban.work.indicators.selectors import statuses_of
from zhuanban.work.indicators.services import draw_indicators, record_reading

REFERENCE = Path(__file__).parents[6] / "shared" / "notices" / "chiping-2024.txt"


@pytest.fixture
def reference(cast):
    if not REFERENCE.exists():
        pytest.skip("the reference notice is not beside this checkout")
    content = REFERENCE.read_bytes()
    # The cast works in the district that the notice is of: another's would be refused.
    cast.district.name = district_name(compiled(content, REFERENCE.name)["notice"])
    cast.district.save()
    campaign = load_notice(by=cast.office, content=content, name=REFERENCE.name, district=cast.district)
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.RUNNING)
    with clock.moved_to(datetime(2026, 12, 1, 9, 0, tzinfo=SHANGHAI)):
        yield Campaign.objects.get(pk=campaign.pk)


def test_the_sewage_target_has_no_evidence_until_a_document_shows_it(cast, reference):
    indicator = draw_indicators(reference)[0]
    status = statuses_of(reference)[0].district
    assert (status.target.indicator, status.aim, status.verdict) == ("污水收集处理率", "≥ 70%", Verdict.NO_EVIDENCE)
    assert any("“到2025年前”有两种读法" in note and "2024-12-31" in note for note in status.notes)
    record_reading(
        by=cast.office,
        indicator=indicator,
        township=None,
        on=date(2025, 12, 31),
        value=Decimal("70.4"),
        document="污水处理设施运行年报（2025年）",
        source_unit="区水务局",
    )
    status = statuses_of(reference)[0].district
    assert status.verdict is Verdict.MET
    assert status.sentence.endswith("2025-12-31 为 70.4%，据污水处理设施运行年报（2025年）（区水务局）。")
    assert any("若按 2024-12-31 到期算，结论为“无据”" in note for note in status.notes)
