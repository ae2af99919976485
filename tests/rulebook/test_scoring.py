"""A score is exact, explains itself, and says when there is no sample."""

from decimal import Decimal

import pytest

from rulebook import RuleError
from rulebook.schemes import read_scheme, score_row, score_scheme


def test_a_unit_is_scored_with_its_working(sound, library, figures):
    score = score_scheme(read_scheme(sound, library), figures)
    assert score.total == Decimal("76.85")
    assert score.working == "总分 = 56.25 + 20 − 0.4（返工） + 1（经验推广） = 76.85"
    assert [row.working for row in score.rows] == [
        "按期结案率 = 45 ÷ (50 − 2) = 0.9375；分率 = 0.9375；得分 = 60 × 分率 = 56.25",
        "漏报率 = 2 ÷ 20 = 0.1；落在 0.05 至 0.2 一档，得分 = 20",
    ]
    assert score.extras[0].points == Decimal("-0.4")
    assert score.extras[0].working == "返工数 = 2；扣分 = 0.2 × 2（因 2 < 3 成立） = 0.4"


def test_nothing_is_rounded_before_it_is_weighted(sound, library, figures):
    figures |= {"按期结案数": 1, "应结案数": 32, "缓办数": 2}
    row = score_row(read_scheme(sound, library).rows[0], figures)
    assert row.points is not None
    assert abs(row.points - 2) < Decimal("1e-50")
    assert "≈ 0.033333" in row.working


def test_the_cap_is_named_where_it_bites(sound, library, figures):
    row = score_row(read_scheme(sound, library).deductions[0], {**figures, "返工数": 30})
    assert row.points == -5
    assert row.working.endswith("= 15，按封顶 5 分计")


def test_a_figure_on_an_edge_belongs_to_the_better_band(sound, library, figures):
    scheme = read_scheme(sound, library)
    assert score_row(scheme.rows[1], {**figures, "漏报数": 1}).points == 40
    assert score_row(scheme.rows[1], {**figures, "漏报数": 4}).points == 20
    assert score_row(scheme.rows[1], {**figures, "漏报数": 5}).points == 0


def test_too_small_a_base_gives_no_points_and_no_total(sound, library, figures):
    score = score_scheme(read_scheme(sound, library), {**figures, "复查发现数": 9, "漏报数": 0})
    assert score.insufficient
    assert score.total is None
    assert score.rows[1].points is None
    assert score.rows[1].working == "样本不足：基数 = 9，少于 10"
    assert (score.earned, score.earnable) == (Decimal("56.25"), Decimal(60))
    assert score.working == "样本不足：“巡查漏报”，不计总分，不参加排名；其余各项得 56.25 分（满分 60 分）"


def test_the_base_itself_is_enough(sound, library, figures):
    assert score_scheme(read_scheme(sound, library), {**figures, "复查发现数": 10, "漏报数": 0}).total is not None


def test_a_row_may_ask_for_a_larger_base(sound, library, figures):
    sound["rows"][1]["small_base"] = 25
    for example in sound["rows"][1]["examples"]:
        example["points"] = "样本不足"
    assert score_scheme(read_scheme(sound, library), figures).insufficient


def test_a_veto_holds_the_total_down_and_says_why(sound, library, figures):
    score = score_scheme(read_scheme(sound, library), {**figures, "弄虚作假数": 1})
    assert score.total == 59
    assert score.vetoes == ("弄虚作假",)
    assert score.working.endswith("，因“弄虚作假”不超过 59 = 59")


def test_the_total_is_never_below_zero(sound, library, figures):
    figures |= {"按期结案数": 0, "漏报数": 20, "返工数": 900, "经验推广数": 0}
    assert score_scheme(read_scheme(sound, library), figures).total == 0


def test_a_missing_figure_is_told_by_name(sound, library, figures):
    del figures["返工数"]
    with pytest.raises(RuleError, match="“返工数”还没有数值"):
        score_scheme(read_scheme(sound, library), figures)


def test_a_float_is_refused(sound, library, figures):
    with pytest.raises(RuleError, match="“返工数”应是数字"):
        score_scheme(read_scheme(sound, library), {**figures, "返工数": 0.5})
