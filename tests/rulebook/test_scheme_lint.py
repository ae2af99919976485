"""Each way in which real schemes were wrong is found; the four formulas of the only real code are among them."""

import pytest

from rulebook import RuleError
from rulebook.schemes import Direction, Yardstick, lint_scheme, read_scheme


def messages(scheme: object, library: dict[str, Yardstick]) -> str:
    return " ".join(str(fault) for fault in lint_scheme(scheme, library))


def places(scheme: object, library: dict[str, Yardstick]) -> list[str]:
    return [fault.where for fault in lint_scheme(scheme, library)]


def test_a_sound_scheme_has_no_fault(sound, library):
    assert lint_scheme(sound, library) == []
    assert read_scheme(sound, library).name == "镇容环境月度评分办法"


def test_a_faulty_scheme_cannot_be_read(sound, library):
    sound["rows"][0]["weight"] = 50
    with pytest.raises(RuleError, match="评分办法有 3 处问题，第一处：各项权重合计 90，应为满分 100") as raised:
        read_scheme(sound, library)
    assert [fault.where for fault in raised.value.faults] == ["rows", "rows[0].cap", "rows[0].examples[0]"]


def test_weights_that_do_not_make_the_full_score(sound, library):
    sound["full"] = 105
    assert "各项权重合计 100，应为满分 105" in messages(sound, library)


def test_a_scheme_without_rows(sound, library):
    sound["rows"] = []
    assert "没有评分项" in messages(sound, library)


def test_one_figure_scored_twice(sound, library):
    """核实按时派发率 stood where 核查按时派发率 should have, so one was counted twice and the other never."""
    sound["rows"][1] = {**sound["rows"][0], "code": "A2", "weight": 40, "cap": 40}
    assert "指标“按期结案率”被 2 项使用" in messages(sound, library)


def test_one_code_used_twice(sound, library):
    sound["deductions"][0]["code"] = "A1"
    assert "编号“A1”用了 2 次" in messages(sound, library)


def test_a_rule_that_forgets_its_figure(sound, library):
    sound["rows"][0]["score"] = "1"
    assert "没有用到指标“按期结案率”" in messages(sound, library)


def test_a_figure_that_the_library_does_not_have(sound, library):
    sound["rows"][0]["yardstick"] = "按时立案率"
    assert "指标库里没有“按时立案率”" in messages(sound, library)


def test_a_barred_figure_is_told_with_its_reason_though_no_library_has_it(sound, library):
    sound["rows"][0]["yardstick"] = "转发点赞数"
    assert "“转发点赞数”不得用于考核。B3" in messages(sound, library)


def test_a_rule_names_another_rows_figure(sound, library):
    sound["rows"][0]["score"] = "按期结案率 * 漏报率"
    assert "第9个字：不认识“漏报率”" in messages(sound, library)


def test_the_more_missed_the_more_points(sound, library):
    """漏报率 × 20% rewarded missing."""
    row = sound["rows"][1]
    del row["bands"]
    row["score"] = "漏报率"
    assert "“巡查漏报”方向不符：漏报率越低越好" in messages(sound, library)


def test_a_step_the_wrong_way_between_two_grid_points_is_found(sound, library):
    sound["rows"][0]["score"] = "0.9 if 0.90001 < 按期结案率 < 0.90002 else 按期结案率"
    assert "方向不符" in messages(sound, library)


def test_a_deduction_that_shrinks_when_things_get_worse(sound, library):
    sound["deductions"][0]["points"] = "5 - 0.1 * 返工数"
    assert "“返工”方向不符" in messages(sound, library)


def test_a_veto_on_the_better_figure(sound, library):
    sound["veto"][0]["when"] = "弄虚作假数 < 3"
    assert "“弄虚作假”方向不符" in messages(sound, library)


def test_a_direction_stated_against_the_library(sound, library):
    sound["rows"][0]["direction"] = "越低越好"
    assert "写的是“越低越好”，而指标“按期结案率”越高越好" in messages(sound, library)


def test_a_direction_stated_nowhere(sound, library):
    library["群众满意率"] = Yardstick("群众满意率", None)
    sound["bonus"][0]["yardstick"] = "群众满意率"
    sound["bonus"][0]["points"] = "群众满意率"
    assert "没有写明越高越好还是越低越好" in messages(sound, library)


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([[0, 0.05, 40], [0.06, 1, 0]], "在 0.05 至 0.06 之间有空隙"),
        ([[0, 0.2, 40], [0.1, 1, 0]], "在 0.1 至 0.2 之间重叠"),
        ([[0.1, 1, 40]], "没有包括 0 至 0.1"),
        ([[0, 0.9, 40]], "没有包括 0.9 至 1"),
        ([[0, 1, 40], [1, 1, 0]], "一档 1 至 1 是空的"),
        ([[0, 0.5, 10], [0.5, 1, 40]], "方向不符"),
        ([[0, 0.5, 50], [0.5, 1, 0]], "分值 50 不在保底 0 和封顶 40 之间"),
        ([[0, 1]], "一档写成"),
        ("0~1", "“bands”应是一列"),
    ],
)
def test_bands_leave_no_gap_and_no_overlap(sound, library, bands, words):
    sound["rows"][1]["bands"] = bands
    assert words in messages(sound, library)


def test_open_ended_bands_reach_to_the_range(sound, library):
    sound["rows"][1]["bands"] = [[None, 0.05, 40], [0.05, 0.2, 20], [0.2, None, 0]]
    assert lint_scheme(sound, library) == []


@pytest.mark.parametrize("key", ["floor", "cap", "weight", "code", "name", "yardstick"])
def test_a_row_says_everything(sound, library, key):
    del sound["rows"][0][key]
    assert f"rows[0].{key}" in places(sound, library)


@pytest.mark.parametrize(("floor", "cap"), [(10, 5), (-1, 60), (0, 61)])
def test_floor_and_cap_make_a_range_within_the_weight(sound, library, floor, cap):
    sound["rows"][0] |= {"floor": floor, "cap": cap}
    assert "rows[0].cap" in places(sound, library)


def test_fewer_than_three_examples(sound, library):
    sound["rows"][0]["examples"].pop()
    assert "只有 2 个算例，至少要 3 个" in messages(sound, library)


def test_an_example_that_does_not_come_out(sound, library):
    sound["rows"][0]["examples"][0]["points"] = 56
    found = messages(sound, library)
    assert "算例写的是 56，算出来是 56.25" in found
    assert "45 ÷ (50 − 2) = 0.9375" in found


def test_an_example_may_be_rounded_to_the_decimals_it_writes(sound, library):
    example = sound["rows"][0]["examples"][0]
    example["given"] = {"按期结案数": 10, "应结案数": 30, "缓办数": 0}
    example["points"] = 20
    assert lint_scheme(sound, library) == []
    example["given"]["按期结案数"] = 11
    sound["rows"][0]["score"] = "按期结案率 / 7"
    assert "3.14" in messages(sound, library)


def test_an_example_with_too_few_figures(sound, library):
    del sound["rows"][0]["examples"][0]["given"]["缓办数"]
    assert "算例算不出来：“缓办数”还没有数值" in messages(sound, library)


def test_a_small_sample_is_no_points_in_examples_too(sound, library):
    sound["rows"][0]["examples"][2]["points"] = 60
    assert "算例写的是 60，算出来是 样本不足" in messages(sound, library)


def test_a_veto_shows_both_cases(sound, library):
    sound["veto"][0]["examples"].pop()
    assert "触发和不触发的算例各一个以上" in messages(sound, library)


@pytest.mark.parametrize(
    ("yardstick", "reason"),
    [
        ("会议落实率", "“会议落实率”不得用于考核。B6：开会不得作为评价标准"),
        ("到场打卡率", "“到场打卡率”不得用于考核。B1：不得以打卡签到"),
    ],
)
def test_what_burdens_the_grass_roots_is_not_scored(sound, library, yardstick, reason):
    sound["bonus"][0] |= {"yardstick": yardstick, "points": yardstick}
    assert reason in messages(sound, library)


def test_a_barred_name_is_not_hidden_behind_an_allowed_figure(sound, library):
    sound["bonus"][0]["name"] = "领导批示"
    assert "B6" in messages(sound, library)


def test_app_records_may_not_carry_the_scheme(sound, library):
    sound["rows"][0] |= {"yardstick": "系统受理率", "score": "系统受理率"}
    assert "取自应用程序记录的权重合计 60，最多 40。B4" in messages(sound, library)


def test_a_ratio_without_its_base(sound, library):
    plain = library["漏报率"]
    library["漏报率"] = Yardstick(plain.name, Direction.LOWER, terms=plain.terms, formula=plain.formula)
    assert "指标“漏报率”是比率，应写明基数" in messages(sound, library)


def test_a_rule_that_fails_somewhere_in_the_range(sound, library):
    sound["rows"][0]["score"] = "0.5 / 按期结案率"
    assert "时算不出来：除数为零" in messages(sound, library)


def test_score_points_and_bands_exclude_each_other(sound, library):
    sound["rows"][0]["points"] = "按期结案率 * 60"
    assert "应写且只写一个" in messages(sound, library)


def test_a_misspelt_key_is_told(sound, library):
    sound["rows"][0]["wieght"] = 60
    assert "不认识的项“wieght”" in messages(sound, library)


@pytest.mark.parametrize(
    "scheme",
    [
        None,
        3,
        "评分办法",
        [],
        {},
        {"rows": 3},
        {"rows": [None, 3, {}, {"yardstick": ["漏报率"]}]},
        {"rows": [{"yardstick": "漏报率", "bands": [3, [1], ["a", "b", "c"]], "examples": [{}, {"given": {1: "x"}}]}]},
        {"small_base": True, "full": float("nan"), "veto": [{"yardstick": "漏报率", "when": 5}]},
        {"rows": [{}] * 1000},
    ],
)
def test_no_shape_of_data_makes_the_linter_raise(scheme, library):
    assert lint_scheme(scheme, library)
    with pytest.raises(RuleError):
        read_scheme(scheme, library)
