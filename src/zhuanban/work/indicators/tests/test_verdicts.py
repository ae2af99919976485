"""What may be said of a target: the pure rule."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.work.indicators.rules.curve import draw
from zhuanban.work.indicators.rules.verdicts import Aim, Point, Verdict, judge, stricter_day

DUE = date(2025, 12, 31)
AIM = Aim(">=", Decimal(70), DUE, "到2025年前，污水收集处理率达70%", date(2024, 2, 1))
AFTER = date(2026, 11, 24)


def point(on: date, value: str) -> Point:
    return Point(on, Decimal(value), "月报")


def test_a_target_not_yet_due_is_never_called_met_however_good_the_figure():
    judgement = judge(AIM, [point(date(2025, 11, 30), "99")], DUE)
    assert judgement.verdict is Verdict.NOT_DUE
    assert judgement.point == point(date(2025, 11, 30), "99")


def test_the_day_after_the_last_reading_in_time_decides():
    readings = [point(date(2025, 6, 30), "66"), point(DUE, "71.5"), point(date(2026, 3, 31), "60")]
    judgement = judge(AIM, readings, DUE + timedelta(days=1))
    assert (judgement.verdict, judgement.point) == (Verdict.MET, readings[1])


def test_what_was_reached_too_late_is_noted_and_changes_nothing():
    judgement = judge(AIM, [point(date(2025, 9, 30), "68"), point(date(2026, 3, 31), "75")], AFTER)
    assert judgement.verdict is Verdict.NOT_MET
    assert any("2026-03-31 为 75" in note for note in judgement.notes)


def test_without_a_reading_in_time_there_is_no_evidence():
    assert judge(AIM, [], AFTER).verdict is Verdict.NO_EVIDENCE
    assert judge(AIM, [point(date(2026, 1, 1), "90")], AFTER).verdict is Verdict.NO_EVIDENCE


def test_an_old_reading_is_said_to_be_old():
    notes = judge(AIM, [point(date(2024, 6, 30), "72")], AFTER).notes
    assert any("早于到期日 549 天" in note for note in notes)


def test_words_with_two_readings_are_shown_with_both_outcomes():
    assert stricter_day(AIM.text, DUE) == ("到2025年前", date(2024, 12, 31))
    assert stricter_day("到2025年底前", DUE) is None
    assert stricter_day("到2025年前", date(2024, 12, 31)) is None
    notes = judge(AIM, [point(date(2024, 11, 30), "65"), point(DUE, "71")], AFTER).notes
    assert any("2024-12-31 到期算，结论为“未达标”" in note for note in notes)


@pytest.mark.parametrize(
    ("op", "value", "readings", "verdict"),
    [
        ("<=", "5", [("2025-12-01", "5")], Verdict.MET),
        ("<=", "5", [("2025-12-01", "5.1")], Verdict.NOT_MET),
        ("=", "3", [("2025-12-01", "4")], Verdict.MET),
        ("+", "10", [("2024-01-31", "50"), ("2025-12-01", "60")], Verdict.MET),
        ("+", "10", [("2025-12-01", "60")], Verdict.NO_EVIDENCE),
        ("-", "10", [("2024-01-31", "50"), ("2025-12-01", "41")], Verdict.NOT_MET),
    ],
)
def test_each_comparison_is_read_as_officials_mean_it(op, value, readings, verdict):
    points = [point(date.fromisoformat(on), value) for on, value in readings]
    aim = Aim(op, Decimal(value), DUE, "", date(2024, 2, 1))
    assert judge(aim, points, AFTER).verdict is verdict


def test_a_target_without_a_day_is_never_judged():
    judgement = judge(Aim(">=", Decimal(1), None), [point(DUE, "2")], AFTER)
    assert judgement.verdict is Verdict.NOT_DUE
    assert "没有写明完成期限" in judgement.notes[0]


days = st.dates(date(2024, 1, 1), date(2027, 1, 1))
points = st.lists(st.builds(Point, days, st.decimals(0, 100, places=2)), max_size=8)


@given(points=points, today=days, better=st.decimals(0, 50, places=2))
def test_a_better_figure_never_makes_a_verdict_worse(points, today, better):
    ordered = sorted(points, key=lambda one: one.on)
    raised = [Point(one.on, one.value + better) for one in ordered]
    before, after = judge(AIM, ordered, today).verdict, judge(AIM, raised, today).verdict
    assert before == after or (before, after) == (Verdict.NOT_MET, Verdict.MET)


@given(points=points)
def test_the_curve_stays_inside_its_picture(points):
    curve = draw(sorted(points, key=lambda one: one.on), Decimal(70), "%", DUE, date(2024, 2, 1))
    if curve is None:
        assert not points
        return
    assert all(0 <= mark.x <= curve.width and 0 <= mark.y <= curve.height for mark in (*curve.dots, *curve.levels))
