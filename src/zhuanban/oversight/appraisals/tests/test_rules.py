"""Periods, ranks and the shipped scheme: the pure rules, and what must hold whatever the figures are."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.schemes import score_scheme
from zhuanban.oversight.appraisals.rules.periods import (
    coming_months,
    ended_on,
    month,
    months_between,
    period_of,
    quarter,
    quarters_between,
    read_period,
)
from zhuanban.oversight.appraisals.rules.ranking import class_of, ranks, ranks_by_class
from zhuanban.oversight.appraisals.rules.scheme_text import faults_of, printed, scheme_of, sentence_of
from zhuanban.oversight.appraisals.rules.yardsticks import ALLOWED, COSTS, FORBIDDEN, SOURCES, TERMS
from zhuanban.oversight.appraisals.selectors.schemes import shipped_text

SHIPPED = scheme_of(shipped_text())


def test_periods_are_months_and_quarters_and_nothing_else():
    assert read_period("2024-02") == month(2024, 2)
    assert month(2024, 2).until == date(2024, 2, 29)
    assert read_period("2024Q4") == quarter(2024, 4)
    assert quarter(2024, 4).name == "2024年四季度"
    assert [read_period(key) for key in ("2024-13", "2024Q5", "", "1999-01", "2024-1")] == [None] * 5
    assert [one.key for one in months_between(date(2024, 11, 1), date(2025, 1, 30))] == ["2024-11", "2024-12"]
    assert [one.key for one in quarters_between(date(2024, 2, 1), date(2024, 9, 30))] == ["2024Q2", "2024Q3"]
    assert [one.key for one in ended_on(date(2024, 6, 30))] == ["2024-06", "2024Q2"]
    assert ended_on(date(2024, 6, 29)) == []
    assert period_of(date(2024, 7, 1), date(2024, 9, 30)) == quarter(2024, 3)
    assert coming_months(date(2024, 12, 5), 2) == [date(2025, 1, 1), date(2025, 2, 1)]


def test_equal_totals_share_a_rank_and_no_total_has_none():
    totals = {1: Decimal(90), 2: Decimal(95), 3: Decimal(90), 4: None, 5: Decimal(80)}
    assert ranks(totals) == {2: 1, 1: 2, 3: 2, 5: 4}
    names = {1: "柳河镇", 2: "东岗街道", 3: "南店乡", 4: "白塔镇", 5: "西关办事处"}
    assert ranks_by_class(totals, names) == {1: 1, 3: 1, 2: 1, 5: 2}
    assert class_of("西关办事处") == "街道"


def test_the_shipped_scheme_has_no_fault_and_prints_three_examples_a_row():
    assert faults_of(shipped_text()) == []
    assert [len(row.examples) >= 3 for row in printed(SHIPPED)] == [True] * 3
    assert sum(row.weight for row in SHIPPED.rows) == 100


def test_a_rule_is_printed_as_officials_write_it():
    assert [row.rule for row in printed(SHIPPED)] == [
        "(按期办结率 − 0.6) ÷ 0.4，限于 0 至 1",
        "1 − 返工率 × 5，最少 0",
        "1 − 反弹率 × 5，最少 0",
    ]


def test_every_allowed_yardstick_says_where_its_figures_come_from():
    for yardstick in ALLOWED:
        assert set(yardstick.terms) <= TERMS.keys()
        assert yardstick.name in SOURCES
        assert yardstick.name in COSTS


@pytest.mark.parametrize("name", [yardstick.name for yardstick in FORBIDDEN])
def test_a_barred_yardstick_is_refused_in_words(name):
    text = shipped_text().replace("yardstick: 返工率", f"yardstick: {name}")
    assert any(f"“{name}”不得用于考核。B" in sentence_of(fault) for fault in faults_of(text))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("weight: 50", "weight: 60", "各项权重合计 110，应为满分 100"),
        ("points: 37.5", "points: 45", "第 1 个评分项的第 1 个算例：“按期办结”的算例写的是 45"),
        ("max(0, 1 - 返工率 * 5)", "返工率", "方向不符"),
        ("yardstick: 反弹率", "yardstick: 会议召开次数", "指标库里没有“会议召开次数”"),
        ("rows:", "rows: [", "行的格式读不懂"),
        ("name: 按期办结", "name: &a 按期办结\n    x: *a", "格式读不懂"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(old, new, sentence):
    faults = faults_of(shipped_text().replace(old, new, 1))
    assert any(sentence in sentence_of(fault) for fault in faults), faults


@given(st.text(max_size=300))
def test_no_text_whatever_is_more_than_a_list_of_faults(text):
    assert all(sentence_of(fault) for fault in faults_of(text))


counts = st.integers(0, 400)


@st.composite
def figures(draw):
    due, closed, entered = draw(counts), draw(counts), draw(counts)
    return {
        "应结数": due,
        "按期数": draw(st.integers(0, due)),
        "销号数": closed,
        "返工数": draw(st.integers(0, closed)),
        "登记数": entered,
        "反弹数": draw(st.integers(0, entered)),
    }


@given(figures())
def test_a_total_lies_between_nothing_and_full(given_figures):
    score = score_scheme(SHIPPED, given_figures)
    assert score.total is None or 0 <= score.total <= 100
    assert 0 <= score.earned <= score.earnable <= 100


@given(figures(), st.integers(1, 50))
def test_more_late_reworked_or_relapsed_matters_never_raise_a_score(given_figures, more):
    """Each further bad matter counts in its base too, as it does in life."""
    before = score_scheme(SHIPPED, given_figures).total
    for bad, base in (("", "应结数"), ("返工数", "销号数"), ("反弹数", "登记数")):
        worse = given_figures | {base: given_figures[base] + more}
        if bad:
            worse[bad] += more
        after = score_scheme(SHIPPED, worse).total
        assert before is None or (after is not None and after <= before)
