"""Shares of a matter for other units: matters of their own, and the lead's is closed last."""

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Part
from zhuanban.work.matters.rules.loop import State
from zhuanban.work.matters.selectors import figures
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import a_photo, address, fresh, handling, last_sentence, post, registered


def split(cast, matter):
    services.split_matter(by=cast.office, matter=matter, units=[cast.water], instruction="查清漏点")
    return Part.objects.get().matter


def test_each_unit_gets_its_own_matter_with_its_own_limit(cast, client, morning):
    matter = handling(cast)
    post(client, cast.office, matter, "split", units=[cast.water.pk, cast.towns[0].pk], instruction="各清各段")
    parts = [part.matter for part in Part.objects.filter(whole=matter)]
    assert [(part.handler, part.state) for part in parts] == [
        (cast.water, State.DISPATCHED), (cast.towns[0], State.DISPATCHED),
    ]  # fmt: skip
    assert last_sentence(matter) == "拆分：2024-00002（区水务局）、2024-00003（柳河镇）"
    assert figures(cast.campaign).registered == 3
    client.force_login(cast.office)
    page = client.get(address(matter)).content.decode()
    assert "拆分出去的事项" in page
    assert address(parts[0]) in page
    assert "附近的同类事项" not in page
    client.force_login(cast.water_clerk)
    assert client.get(address(parts[0])).status_code == 200
    compare(cast)


def test_the_lead_reports_after_all_parts_are_closed(cast, morning):
    matter = handling(cast)
    part = split(cast, matter)
    photos = [a_photo(cast, name="2")]
    with pytest.raises(Invalid, match="全部销号以后"):
        services.report_done(by=cast.handler, matter=matter, result="已清运", photos=photos)
    with pytest.raises(Invalid, match="不能作废"):
        services.void_matter(by=cast.office, matter=matter, reason="误")
    services.accept_matter(by=cast.water_clerk, matter=part)
    services.report_done(by=cast.water_clerk, matter=part, result="已修", photos=photos)
    services.close_matter(by=cast.inspector, matter=part)
    services.report_done(by=cast.handler, matter=matter, result="已清运", photos=photos)
    assert fresh(matter).state == State.DONE


def test_a_ledger_matter_keeps_its_planned_day_in_its_parts(cast, morning):
    matter = registered(cast, code="other-undertaking", by=cast.township, clause=cast.sewage)
    part = split(cast, matter)
    assert part.planned_on == matter.planned_on
    assert services.accept_matter(by=cast.water_clerk, matter=part).due_at == fresh(matter).due_at


def test_what_cannot_be_split_is_explained(cast, client, morning):
    matter = handling(cast)
    part = split(cast, matter)
    for units, words in (
        ([cast.bureau], "是主办单位"), ([cast.water], "还没有销号"), ([], "请选 1 至 10"), ([cast.group], "一类单位"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=words):
            services.split_matter(by=cast.office, matter=matter, units=units)
    part = services.accept_matter(by=cast.water_clerk, matter=part)
    with pytest.raises(Invalid, match="本身是拆分出来的"):
        services.split_matter(by=cast.office, matter=part, units=[cast.bureau])
    for other in (cast.handler, cast.inspector, cast.leader):
        assert post(client, other, matter, "split", units=[cast.towns[0].pk]).status_code == 403
    assert Part.objects.count() == 1
