"""Every demand of a notice is shown with its homes; a gap is given one by hand."""

import pytest

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.plan.campaigns.models import Demand
from zhuanban.plan.homes.models import HomeChoice
from zhuanban.plan.homes.selectors import coverage_of, lines_of
from zhuanban.plan.homes.services import assign_home, take_home_back


def page(cast, *parts):
    return f"/c/{cast.campaign.slug}/homes/" + "".join(f"{part}/" for part in parts)


def gaps(cast):
    return coverage_of(lines_of(cast.campaign)).gaps


@pytest.fixture
def gap(cast):
    """A demand that no home's words are in."""
    return Demand.objects.create(clause=cast.order, text="促进特色发展", force=Demand.Force.MUST, order=50)


def test_demands_are_shown_with_the_homes_that_their_words_call_for(cast, client, gap):
    client.force_login(cast.township)
    shown = client.get(page(cast)).content.decode()
    for words in ("生活垃圾日产日清率", "停车泊位", "没有落点", "促进特色发展"):
        assert words in shown
    only = client.get(page(cast) + "?show=gaps").content.decode()
    assert "促进特色发展" in only
    assert "日产日清" not in only
    assert "没有符合条件的要求" in client.get(page(cast) + "?set=selection").content.decode()
    assert "尚未提供" in client.get(page(cast, "sets", "page")).content.decode()
    assert client.get(page(cast, "sets", "nothing")).status_code == 404


def test_the_office_gives_a_gap_a_home_and_takes_it_back(cast, client, gap):
    client.force_login(cast.office_colleague)
    address = page(cast, "demands", gap.pk, "assign")
    assert "促进特色发展" in client.get(address).content.decode()
    before = gaps(cast)
    assert client.post(address, {"home": "page:town-strategy"}).status_code == 302
    assert gaps(cast) == before - 1
    told = Entry.objects.get(event="HomeAssigned")
    assert told.sentence == "为“整治城镇秩序”的一项要求指定落点：一镇一策"
    again = client.post(address, {"home": "page:town-strategy"})
    assert again.status_code == 422
    assert "已经指定过" in again.content.decode()
    client.post(page(cast, "choices", HomeChoice.objects.get().pk, "take-back"))
    assert gaps(cast) == before


def test_a_statement_of_aim_needs_no_home(cast, gap):
    before = gaps(cast)
    assign_home(by=cast.office, campaign=cast.campaign, demand=gap, home=HomeChoice.NONE)
    coverage = coverage_of(lines_of(cast.campaign))
    assert (coverage.gaps, coverage.by_hand) == (before - 1, 1)


def test_an_assignment_holds_when_the_notice_is_compiled_anew(cast, gap):
    assign_home(by=cast.office, campaign=cast.campaign, demand=gap, home="page:town-strategy")
    before = gaps(cast)
    gap.delete()
    Demand.objects.create(clause=cast.order, text="促进特色发展", force=Demand.Force.MUST, order=7)
    assert gaps(cast) == before


def test_others_read_and_write_nothing(cast, client, gap):
    client.force_login(cast.township)
    assert "指定</a>" not in client.get(page(cast)).content.decode()
    assert client.get(page(cast, "demands", gap.pk, "assign")).status_code == 404
    for person in (cast.township, cast.outsider, cast.leader):
        with pytest.raises(Refused):
            assign_home(by=person, campaign=cast.campaign, demand=gap, home="page:town-strategy")
    assert not HomeChoice.objects.exists()
    with pytest.raises(Invalid, match="没有这个落点"):
        assign_home(by=cast.office, campaign=cast.campaign, demand=gap, home="page:nowhere")
    choice = assign_home(by=cast.office, campaign=cast.campaign, demand=gap, home="page:ledger")
    with pytest.raises(Refused):
        take_home_back(by=cast.township, campaign=cast.campaign, choice=choice)


def test_an_action_without_demands_says_so(cast, client):
    Demand.objects.all().delete()
    client.force_login(cast.office)
    assert "还没有认出要求" in client.get(page(cast)).content.decode()


def test_the_page_costs_the_same_with_more_demands(cast, client, django_assert_max_num_queries):
    client.force_login(cast.office)
    for more in range(2):
        with django_assert_max_num_queries(20):
            client.get(page(cast))
        Demand.objects.bulk_create(
            Demand(clause=cast.order, text=f"整治第{n}条背街小巷", force="must", order=100 + 40 * more + n)
            for n in range(40)
        )
