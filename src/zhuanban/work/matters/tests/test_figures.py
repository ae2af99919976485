"""Figures by month and by day, and their mending."""

from datetime import date, timedelta

from zhuanban.ground.core import clock
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.plan.campaigns.models import Duty
from zhuanban.plan.campaigns.services import assign_lead, remove_lead
from zhuanban.work.matters import services
from zhuanban.work.matters.models import MatterScope, Standing, Tally, TallyChange
from zhuanban.work.matters.rules import Measure
from zhuanban.work.matters.selectors import Figures, figures, figures_by_township, matters_for, scored_matters
from zhuanban.work.matters.selectors.standings import standings
from zhuanban.work.matters.tests.story import closed, registered


def test_figures_of_a_period_are_the_rows_of_the_period(cast, morning):
    first = closed(cast)
    with clock.moved_to(morning + timedelta(days=30)):
        second = closed(cast, place="集市", town=1)
    april, may = (date(2024, 4, 1), date(2024, 4, 30)), (date(2024, 5, 1), date(2024, 5, 31))
    for period, matter in ((april, first), (may, second)):
        kept = figures(cast.campaign, since=period[0], until=period[1])
        assert (kept.registered, kept.closed, kept.on_time) == (1, 1, 1)
        assert list(scored_matters(cast.campaign, matter.township, Measure.CLOSED, *period)) == [matter]
    assert figures(cast.campaign).closed == 2
    assert figures(cast.campaign, townships=[cast.towns[1]]).closed == 1
    assert figures(cast.campaign, clause=cast.hygiene).closed == 2
    assert figures(cast.campaign, clause=cast.sewage) == Figures()
    assert set(figures_by_township(cast.campaign)) == {cast.towns[0].pk, cast.towns[1].pk}


def test_a_period_that_cuts_a_month_is_counted_to_the_day(cast, morning):
    closed(cast)
    assert figures(cast.campaign, since=date(2024, 4, 10), until=date(2024, 4, 10)).closed == 1
    assert figures(cast.campaign, since=date(2024, 4, 11)).closed == 0
    assert figures(cast.campaign, until=date(2024, 4, 9)).registered == 0


def test_both_ways_of_counting_give_the_same(cast, morning):
    closed(cast)
    registered(cast, place="集市")
    kept = figures_by_township(cast.campaign, since=date(2024, 4, 1), until=date(2024, 4, 30))
    assert figures_by_township(cast.campaign, since=date(2024, 4, 2), until=date(2024, 4, 29)) == kept


def test_folding_keeps_the_sums_and_costs_the_reader_one_query(cast, morning, django_assert_num_queries):
    for place in range(5):
        closed(cast, place=f"第{place}村")
    before = figures(cast.campaign)
    assert services.fold_tallies() > 0
    assert not TallyChange.objects.exists()
    assert figures(cast.campaign) == before
    with django_assert_num_queries(1):
        figures(cast.campaign)


def test_what_is_wrong_is_found_and_mended(cast, morning):
    closed(cast)
    services.fold_tallies()
    Tally.objects.filter(measure=Measure.CLOSED).update(value=7)  # of the month and of all months
    Standing.objects.filter(unit=None).update(value=5)
    assert services.rebuild_tallies(cast.campaign, mend=False) == 3
    assert services.rebuild_tallies(cast.campaign) == 3
    assert figures(cast.campaign).closed == 1
    assert sum(standings(cast.campaign, None).values()) == 1
    MatterScope.objects.all().delete()
    assert services.rebuild_scopes(cast.campaign) > 0
    assert services.rebuild_scopes(cast.campaign) == 0


def test_scopes_that_come_and_go_are_counted_with_their_matters(cast, morning):
    closed(cast)
    registered(cast, place="集市")
    seen = standings(cast.campaign, cast.water.pk)
    assert not +seen
    assign_lead(by=cast.office, clause=cast.hygiene, unit=cast.water)
    deliver_pending()
    assert standings(cast.campaign, cast.water.pk).total() == 2
    remove_lead(by=cast.office, clause=cast.hygiene)
    deliver_pending()
    assert not +standings(cast.campaign, cast.water.pk)
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0


def test_folded_or_not_the_standings_are_the_rows(cast, morning):
    for place in range(3):
        closed(cast, place=f"第{place}村")
    registered(cast, place="集市")
    before = {unit: +standings(cast.campaign, unit) for unit in (None, cast.towns[0].pk, cast.bureau.pk)}
    assert before[None].total() == 4
    services.fold_tallies()
    assert {unit: +standings(cast.campaign, unit) for unit in before} == before
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0


def test_a_new_lead_sees_the_matters_of_its_clause(cast, morning):
    matter = registered(cast)
    assert not matters_for(cast.water_clerk, cast.campaign).exists()
    Duty.objects.filter(clause=cast.hygiene, role=Duty.Role.LEAD).delete()
    assign_lead(by=cast.office, clause=cast.hygiene, unit=cast.water)
    deliver_pending()
    assert list(matters_for(cast.water_clerk, cast.campaign)) == [matter]
