"""What a rule may say, what it gives, and how its faults read."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from rulebook import NoBaseError, RuleError, Type, check, compile_rule

NAMES = {
    "按期结案数": Type.NUMBER,
    "应结案数": Type.NUMBER,
    "缓办数": Type.NUMBER,
    "类别": Type.TEXT,
    "今日": Type.DAY,
    "期限": Type.DAY,
    "紧急": Type.BOOLEAN,
}
VALUES = {
    "按期结案数": 45,
    "应结案数": 50,
    "缓办数": 2,
    "类别": "乱堆乱放",
    "今日": date(2024, 3, 1),
    "期限": date(2024, 3, 5),
    "紧急": True,
}


@pytest.mark.parametrize(
    ("source", "result", "expected"),
    [
        ("0.1 + 0.2", Type.NUMBER, Decimal("0.3")),
        ("按期结案数 ÷ （应结案数 − 缓办数）", Type.NUMBER, Decimal("0.9375")),
        ("share(按期结案数, 48)", Type.NUMBER, Decimal("0.9375")),
        ("占比(按期结案数，48)", Type.NUMBER, Decimal("0.9375")),
        ("round(2 / 3, 2)", Type.NUMBER, Decimal("0.67")),
        ("四舍五入(0.125, 2)", Type.NUMBER, Decimal("0.13")),
        ("round(2.5)", Type.NUMBER, Decimal(3)),
        ("clamp(1 - 缓办数 × 0.6, 0, 1)", Type.NUMBER, Decimal(0)),
        ("min(缓办数, 1, 3)", Type.NUMBER, Decimal(1)),
        ("abs(-缓办数)", Type.NUMBER, Decimal(2)),
        ("1 if 紧急 else 0.5", Type.NUMBER, Decimal(1)),
        ("1 if not 紧急 else 0.5", Type.NUMBER, Decimal("0.5")),
        ("期限 - 今日", Type.NUMBER, Decimal(4)),
        ("期限 - 3", Type.DAY, date(2024, 3, 2)),
        ("max(今日, 期限)", Type.DAY, date(2024, 3, 5)),
        ("今日 > day('2024-02-05') and 今日 <= 期限", Type.BOOLEAN, True),
        ("0 <= 缓办数 < 2", Type.BOOLEAN, False),
        ("类别 in (“乱堆乱放”, “占道经营”)", Type.BOOLEAN, True),
        ('类别 not in ("占道经营",)', Type.BOOLEAN, True),
        ("类别 ≠ '占道经营' or 紧急", Type.BOOLEAN, True),
        ("blank(类别)", Type.BOOLEAN, False),
    ],
)
def test_a_rule_gives_its_exact_value(source, result, expected):
    value = compile_rule(source, NAMES, result=result)(**VALUES)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("source", "result", "column", "words"),
    [
        ("结案数 + 1", Type.NUMBER, 1, "不认识“结案数”，可用的有：按期结案数"),
        ("1 + 类别", Type.NUMBER, 5, "类别 是“文字”，这里要“数字”"),
        ("缓办数", Type.BOOLEAN, 1, "这里要“是否”"),
        ("紧急 and 缓办数", Type.BOOLEAN, 8, "缓办数 是“数字”"),
        ("1 if 紧急 else 类别", Type.NUMBER, 14, "类别 是“文字”"),
        ("缓办数 = 2", Type.BOOLEAN, 5, "两个等号"),
        ("70%", Type.NUMBER, 3, "70% 请写 0.7"),
        ("1 +", Type.NUMBER, 4, "读不懂"),
        ("类别 < 类别", Type.BOOLEAN, 1, "这里要“数字”或“日期”"),
        ("min(缓办数)", Type.NUMBER, 1, "要 2 到 20 个数"),
        ("log(缓办数)", Type.NUMBER, 1, "没有“log”这个函数"),
        ("今日 + 期限", Type.DAY, 6, "这里要“数字”"),
        ("day('2024-2-30') > 今日", Type.BOOLEAN, 1, "日期请写成"),
        ("share(1)", Type.NUMBER, 1, "占比要两个数"),
        ("blank(1)", Type.BOOLEAN, 1, "写一个名称"),
        ("类别 in '甲'", Type.BOOLEAN, 1, "属于请写成"),
        ("", Type.NUMBER, 0, "规则是空的"),
    ],
)
def test_a_fault_names_its_place_and_what_to_do(source, result, column, words):
    fault = check(source, NAMES, result=result)[0]
    assert words in fault.message
    assert fault.position == column


def test_all_faults_of_a_rule_are_told_at_once():
    faults = check("甲 + 乙 * 类别", NAMES, result=Type.NUMBER)
    assert [fault.position for fault in faults] == [1, 5, 9]


def test_columns_count_what_was_written_though_signs_were_folded():
    fault = check("（缓办数 ≥ 1） and 不存在 > 1", NAMES, result=Type.BOOLEAN)[0]
    assert fault.position == "（缓办数 ≥ 1） and 不存在".index("不存在") + 1


def test_a_rule_that_cannot_be_read_raises_one_chinese_sentence():
    with pytest.raises(RuleError, match="规则“缓办数 \\+ ”有误：第7个字") as raised:
        compile_rule("缓办数 + ", NAMES, result=Type.NUMBER)
    assert raised.value.faults


def test_only_the_figures_it_names_are_asked_for():
    rule = compile_rule("缓办数 + 1", NAMES, result=Type.NUMBER)
    assert rule.names == {"缓办数"}
    assert rule(缓办数=Decimal(2), 别的="不看") == 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "还没有数值"),
        (0.5, "应是数字"),
        ("2", "应是数字"),
        (True, "应是数字"),
        (Decimal("NaN"), "不是数"),
        (Decimal("Infinity"), "不是数"),
        (Decimal("1E+999999"), "过大"),
    ],
)
def test_a_figure_that_is_no_exact_number_is_refused(value, words):
    rule = compile_rule("缓办数 * 2", NAMES, result=Type.NUMBER)
    with pytest.raises(RuleError, match=words):
        rule(缓办数=value)


def test_an_instant_is_not_a_day():
    rule = compile_rule("今日 + 1", NAMES, result=Type.DAY)
    with pytest.raises(RuleError, match="应是日期"):
        rule(今日=datetime(2024, 3, 1))  # noqa: DTZ001  the point is that it is refused


def test_nothing_divided_by_nothing_says_so():
    rule = compile_rule("share(按期结案数, 应结案数 - 缓办数)", NAMES, result=Type.NUMBER)
    with pytest.raises(NoBaseError, match="除数为零，算不出来：45 ÷ \\(2 − 2\\)"):
        rule(按期结案数=45, 应结案数=2, 缓办数=2)


def test_the_branch_not_taken_is_not_computed():
    rule = compile_rule("1 if 应结案数 == 0 else 按期结案数 / 应结案数", NAMES, result=Type.NUMBER)
    assert rule(按期结案数=0, 应结案数=0) == 1


@pytest.mark.parametrize("source", ["期限 + 0.5", "期限 + 99999999", "round(1, 0.5)", "clamp(1, 3, 2)"])
def test_what_cannot_be_computed_ends_in_a_sentence(source):
    rule = compile_rule(source, NAMES, result=Type.DAY if "期限" in source else Type.NUMBER)
    with pytest.raises(RuleError, match="。"):
        rule(期限=date(2024, 3, 5))


def test_a_field_not_filled_in_is_blank():
    rule = compile_rule("blank(类别) or 类别 == '其他'", NAMES, result=Type.BOOLEAN)
    assert rule(类别=None) is True
    assert rule(类别="") is True
    assert rule(类别="占道经营") is False
