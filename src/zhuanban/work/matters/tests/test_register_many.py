"""Many matters come in at once as one by one they would: the same rows, clocks, lights, figures; all or nothing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.search.models import Entry as SearchEntry
from zhuanban.work.matters.models import Batch, BatchRow, Clock, Matter, MatterScope, Value
from zhuanban.work.matters.rules.loop import Source
from zhuanban.work.matters.selectors import figures, spec_of, steps_of
from zhuanban.work.matters.selectors.batches import matters_of_batch
from zhuanban.work.matters.services import (
    FaultyRows,
    NewMatter,
    faults_in,
    fold_tallies,
    rebuild_scopes,
    rebuild_tallies,
    record_progress,
    register_many,
    register_matter,
    withdraw_batch,
)
from zhuanban.work.matters.tests.story import a_photo, address, closed, kind

LAMPS = "lamp-renewal"


def lamps(cast, count=1, **said):
    said = {
        "kind": kind(LAMPS), "township": cast.towns[0], "title": "路灯", "fields": FIELDS, "photos": [a_photo(cast)],
        **said,
    }  # fmt: skip
    return [NewMatter(place=f"大街 {number} 号", row=number + 2, **said) for number in range(count)]


def fields_of(spec):
    """Something for every field that the kind needs."""
    samples = {"number": "3", "money": "100", "day": "2024-05-01", "yes-no": "是", "text": "甲"}
    return {field.code: field.choices[0] if field.choices else samples[field.type] for field in spec.fields}


FIELDS: dict = {}


@pytest.fixture(autouse=True)
def _fields(cast, morning):
    FIELDS.clear()
    FIELDS.update(fields_of(spec_of(kind(LAMPS))))


def bring(cast, matters, by=None):
    return register_many(
        by=by or cast.township, campaign=cast.campaign, matters=matters, origin="表格导入", sha256="a" * 64
    )


def plain(row):
    """All that a matter is, but what names it."""
    clock_row = Clock.objects.filter(assignment__matter=row).values_list(
        "stage", "amount", "unit", "started_at", "due_at", "assignment__unit", "assignment__accepted_by"
    )
    columns = ("state", "handler", "light", "light_changes_at", "due_at", "planned_on", "clause", "fields", "township",
               "profile", "kind_version", "happened_at", "entered_at", "filed_by", "source", "relapse_of")  # fmt: skip
    return (
        Matter.objects.filter(pk=row.pk).values_list(*columns)[0],
        list(clock_row),
        list(Value.objects.filter(matter=row).order_by("field").values_list("field", "number", "day", "text")),
        list(MatterScope.objects.filter(matter=row).order_by("unit").values_list("unit", "due_at", "is_filer")),
    )


@pytest.mark.parametrize("code", [LAMPS, "exposed-rubbish"])
@pytest.mark.parametrize("planned_on", [None, date(2024, 6, 30)])
def test_a_matter_is_the_same_alone_and_among_many(cast, morning, code, planned_on):
    said = {"kind": kind(code), "township": cast.towns[0], "title": "一件", "photos": [a_photo(cast)]}
    if code == LAMPS:
        said |= {"planned_on": planned_on, "fields": FIELDS}
    alone = register_matter(by=cast.township, campaign=cast.campaign, place="甲处", **said)
    bring(cast, [NewMatter(place=place, row=3, **said) for place in ("乙处", "丙处")])
    for row in Matter.objects.filter(batch_row__isnull=False):
        assert plain(row) == plain(alone)
        assert row.photos.count() == 1
    assert rebuild_scopes(cast.campaign) == 0
    assert rebuild_tallies(cast.campaign) == 0
    fold_tallies()
    assert rebuild_tallies(cast.campaign) == 0
    assert figures(cast.campaign).registered == 3


def test_numbers_follow_one_another_and_one_entry_stands_for_all(cast, morning, client):
    bring(cast, lamps(cast, 1))
    batch = bring(cast, lamps(cast, 3, township=cast.towns[0]))
    numbers = list(Matter.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [f"2024-0000{n}" for n in range(1, 5)]
    entry = Entry.objects.get(pk=batch.entry_id)
    assert entry.sentence == "表格导入登记 3 件事项（2024-00002 至 2024-00004）"
    assert set(entry.payload) == {"batch_id", "origin", "count", "first", "last", "sha256", "digest", "campaign_id"}
    assert Entry.objects.filter(event="MatterRegistered").count() == 0
    matter = Matter.objects.latest("pk")
    (step,) = steps_of(matter)
    assert step.sentence == entry.sentence
    client.force_login(cast.township)
    assert "表格导入登记 3 件事项" in client.get(address(matter)).content.decode()


def test_what_is_wrong_is_told_row_by_row_and_nothing_is_written(cast, morning):
    good, *others = lamps(cast, 6)
    wrong = [
        NewMatter(**{**vars(others[0]), "place": " "}),
        NewMatter(**{**vars(others[1]), "planned_on": date(2024, 4, 1)}),
        NewMatter(**{**vars(others[2]), "township": cast.towns[1]}),
        NewMatter(**{**vars(others[3]), "fields": {**FIELDS, "never": 1}}),
        NewMatter(**{**vars(others[4]), "longitude": Decimal(200)}),
    ]
    with pytest.raises(FaultyRows) as caught:
        bring(cast, [good, *wrong])
    assert [(fault.place, fault.row, fault.field) for fault in caught.value.faults] == [
        (1, 3, "place"), (2, 4, "planned_on"), (3, 5, "township"), (4, 6, "fields"), (5, 7, "longitude"),
    ]  # fmt: skip
    assert caught.value.faults == faults_in(by=cast.township, campaign=cast.campaign, matters=[good, *wrong])
    assert "第 3 行：请填写地点。" in caught.value.message
    assert not Matter.objects.exists()
    assert not Batch.objects.exists()
    assert not Entry.objects.exists()


def test_an_outsider_registers_nothing(cast, morning):
    for nobody in (cast.outsider, cast.auditor, cast.leader):
        with pytest.raises(Refused):
            bring(cast, lamps(cast), by=nobody)
    assert not Matter.objects.exists()


def test_an_action_that_is_over_takes_none(cast, morning):
    cast.campaign.state = "closed"
    cast.campaign.save()
    (fault,) = faults_in(by=cast.township, campaign=cast.campaign, matters=lamps(cast))
    assert "还没有启动或者已经结束" in fault.words


def test_relapses_are_recognised_within_180_days(cast, morning):
    rubbish = closed(cast, place="河堤")
    said = {"kind": kind("exposed-rubbish"), "township": cast.towns[0], "title": "又脏了", "photos": [a_photo(cast)]}
    later = clock.now() + timedelta(days=200)
    with clock.moved_to(later):
        instants = (None, later - timedelta(days=30), later - timedelta(days=201))
        rows = [NewMatter(place="河堤", happened_at=at, **said) for at in instants]
        bring(cast, [*rows, NewMatter(place="河堤西", **said)], by=cast.office)
    relapses = Matter.objects.filter(batch_row__isnull=False).order_by("pk").values_list("relapse_of", flat=True)
    assert list(relapses) == [None, rubbish.pk, None, None]
    assert figures(cast.campaign).relapse == 1


def test_what_happened_before_the_take_over_is_not_lit_and_may_be_planned_in_the_past(cast, morning):
    cast.campaign.taken_over_on = date(2024, 4, 1)
    cast.campaign.save()
    old = datetime(2024, 3, 1, tzinfo=UTC)
    told = {"happened_at": old, "planned_on": date(2024, 3, 20), "source": Source.HANDOVER}
    bring(cast, [*lamps(cast, 1, **told), *lamps(cast, 1)])
    lights = Matter.objects.order_by("pk").values_list("light", "due_at")
    assert lights[0] == ("none", None)
    assert lights[1][0] == "green"
    assert figures(cast.campaign).history == 1


def test_the_same_outer_key_is_taken_once(cast, morning):
    (one,) = lamps(cast, 1)
    uid = Matter().uid
    with pytest.raises(FaultyRows, match="已经登记过"):
        bring(cast, [NewMatter(**{**vars(one), "uid": uid, "place": place}) for place in "甲乙"])
    bring(cast, [NewMatter(**{**vars(one), "uid": uid})])
    with pytest.raises(FaultyRows, match="已经登记过"):
        bring(cast, [NewMatter(**{**vars(one), "uid": uid})])


def test_rows_are_known_by_their_digests(cast, morning):
    bring(cast, [NewMatter(**{**vars(each), "digest": f"d{each.row}"}) for each in lamps(cast, 2)])
    assert sorted(BatchRow.objects.values_list("row", "digest")) == [(2, "d2"), (3, "d3")]


def test_the_statements_do_not_grow_with_the_rows(cast, morning, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        bring(cast, lamps(cast, 300))


def test_a_batch_is_taken_back_within_a_day_but_for_what_somebody_went_on_with(cast, morning):
    batch = bring(cast, lamps(cast, 4))
    gone_on = Matter.objects.get(number="2024-00002")
    record_progress(by=cast.township, matter=gone_on, text="已开工")
    with pytest.raises(Refused):
        withdraw_batch(by=cast.other_township, batch=batch)
    done = withdraw_batch(by=cast.township, batch=batch)
    assert (done.count, done.kept) == (3, ["2024-00002"])
    assert Matter.objects.filter(state="void", light="none").count() == 3
    assert (rebuild_scopes(cast.campaign), rebuild_tallies(cast.campaign)) == (0, 0)
    assert Clock.objects.filter(stopped_at=None).count() == 1
    assert (figures(cast.campaign).registered, figures(cast.campaign).void) == (1, 3)
    assert steps_of(Matter.objects.get(number="2024-00001"))[-1].sentence == (
        "撤销表格导入（2024-00001 至 2024-00004），作废 3 件，保留 1 件"
    )
    assert "撤销" not in str([step.sentence for step in steps_of(gone_on)])
    with pytest.raises(Invalid, match="已经撤销过"):
        withdraw_batch(by=cast.office, batch=batch)


def test_a_batch_of_yesterday_or_all_in_hand_stays(cast, morning):
    batch = bring(cast, lamps(cast, 1))
    with clock.moved_to(clock.now() + timedelta(hours=25)), pytest.raises(Invalid, match="超过 24 小时"):
        withdraw_batch(by=cast.township, batch=batch)
    record_progress(by=cast.township, matter=Matter.objects.get(), text="已开工")
    with pytest.raises(Invalid, match="都已有人办理，不能撤销：2024-00001。"):
        withdraw_batch(by=cast.township, batch=batch)
    assert Batch.objects.get().undone_at is None


def test_what_came_at_once_is_found_by_its_words(cast, morning):
    batch = bring(cast, lamps(cast, 2))
    deliver_pending()
    found = SearchEntry.objects.filter(kind="matter", subject__in=matters_of_batch(batch.pk)).count()
    assert found == 2
