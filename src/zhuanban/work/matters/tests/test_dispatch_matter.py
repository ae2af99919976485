"""The office gives a matter to a unit, and its limit begins to run."""

from datetime import timedelta

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.work.matters.models import Assignment, Clock
from zhuanban.work.matters.rules import Light, State
from zhuanban.work.matters.selectors import figures, matters_to_dispatch, matters_to_do, suggest_unit
from zhuanban.work.matters.services import dispatch_matter
from zhuanban.work.matters.tests.story import address, dispatched, fresh, handling, last_sentence, post, registered


def test_the_office_dispatches_and_the_unit_finds_it(cast, client, morning):
    matter = registered(cast)
    assert list(matters_to_dispatch(cast.office, cast.campaign)) == [matter]
    answer = post(
        client, cast.office, matter, "dispatch", unit=cast.bureau.pk, support=[cast.water.pk], instruction="今天清完"
    )
    assert answer.url == address(matter)
    matter = fresh(matter)
    assert (matter.state, matter.handler, matter.light) == (State.DISPATCHED, cast.bureau, Light.GREEN)
    assert matter.due_at == morning + timedelta(hours=5, minutes=30)  # four working hours over the noon break
    assert list(matters_to_do(cast.handler, cast.campaign)) == [matter]
    assert set(Assignment.objects.values_list("unit", "role")) == {
        (cast.bureau.pk, "lead"),
        (cast.water.pk, "support"),
    }
    assert "今天清完" in client.get(address(matter)).content.decode()
    assert figures(cast.campaign).green == 1


def test_the_page_proposes_the_department_of_the_clause_that_fits_the_kind(cast, client, morning):
    matter = registered(cast)
    assert suggest_unit(matter) == cast.bureau
    client.force_login(cast.office)
    assert "按类别和条款建议：区综合行政执法局" in client.get(address(matter)).content.decode()


def test_others_are_refused_and_nothing_is_written(cast, client, morning):
    matter = registered(cast)
    for other in (cast.inspector, cast.township, cast.handler, cast.outsider):
        with pytest.raises(Refused):
            dispatch_matter(by=other, matter=matter, unit=cast.bureau)
    assert post(client, cast.township, matter, "dispatch", unit=cast.bureau.pk).status_code == 403
    assert post(client, cast.outsider, matter, "dispatch", unit=cast.bureau.pk).status_code == 404
    assert fresh(matter).state == State.REGISTERED
    assert not Clock.objects.exists()


def test_the_wrong_state_is_explained(cast, client, morning):
    matter = dispatched(cast)
    answer = post(client, cast.office, matter, "dispatch", unit=cast.water.pk)
    assert answer.status_code == 422
    assert "待签收，现在不能“交办”" in answer.content.decode()


def test_bad_input_is_explained(cast, client, morning):
    matter = registered(cast)
    with pytest.raises(Invalid, match="一类单位"):
        dispatch_matter(by=cast.office, matter=matter, unit=cast.group)
    far = cast.far_campaign.district.units.create(name="县执法局", kind="department")
    with pytest.raises(Invalid, match="只能交办给本区的单位"):
        dispatch_matter(by=cast.office, matter=matter, unit=far)
    cast.water.closes_on = (morning - timedelta(days=30)).date()
    cast.water.save()
    with pytest.raises(Invalid, match="已撤销"):
        dispatch_matter(by=cast.office, matter=matter, unit=cast.water)
    assert post(client, cast.office, matter, "dispatch", unit="").status_code == 422


def test_an_act_costs_few_queries(cast, morning, django_assert_max_num_queries):
    matter = registered(cast)
    cast.office.seats  # noqa: B018  read once a request
    with django_assert_max_num_queries(15):
        dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    assert last_sentence(matter).startswith("交办，由区综合行政执法局承办")


def test_what_was_accepted_is_no_longer_to_be_dispatched(cast, morning):
    handling(cast)
    assert not matters_to_dispatch(cast.office, cast.campaign).exists()
