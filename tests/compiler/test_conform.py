"""A notice and the plan of an invented township: carried out, weaker, unsure, missing, added."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from notice_compiler import Conformance, compile_notice, conform
from tests.compiler.comparing import NOTICE, TOWNSHIP_PLAN, answered, states
from tests.compiler.test_comparing_properties import EITHER
from tests.compiler.test_properties import CALM

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CABLES = "（三）归整空中线缆。交叉缠绕的架空线缆逐条归整捆扎，废弃线缆剪除干净。（责任单位：镇经济发展办公室）\n"


def reasons(conformance: Conformance, clause: str) -> list[tuple[str, str, str]]:
    """Kind, direction and sentence of what is weaker or stronger in the answer to a clause."""
    answer = next(each for each in conformance.clauses if each.clause == clause)
    return [(each.kind, each.direction, each.sentence) for each in answer.reasons]


def test_a_plan_in_its_own_words_carries_the_notice_out() -> None:
    found = answered(("85%以上", "80%以上"), ("92%以上", "90%以上"))
    assert states(found) == dict.fromkeys(("1", "2.1", "2.2", "2.3", "2.4"), "carried_out")
    assert (found.township, found.conforms) == ("青禾镇", True)
    assert [each.locals[0].clause for each in found.clauses] == ["1", "2.1", "2.2", "2.3", "2.4"]


def test_what_the_township_adds_is_listed_and_what_asks_nothing_of_it_is_set_aside() -> None:
    found = answered()
    assert [each.words.text for each in found.added] == ["（五）办好稻田文化节"]
    assert {each.clause: each.reason for each in found.set_aside}["3.1"] == "不是任务或者目标"
    county_only = NOTICE.replace("牵头单位：县公安局；责任单位：各乡镇", "牵头单位：县公安局")
    aside = {each.clause: each.reason for each in answered(notice=county_only).set_aside}
    assert aside["2.2"] == "只写了上级部门的职责"


def test_a_task_of_another_township_is_not_asked_of_this_one() -> None:
    notice = NOTICE.replace("牵头单位：县公安局；责任单位：各乡镇", "牵头单位：县公安局；责任单位：{}")
    other, own = (answered(notice=notice.format(name)) for name in ("柳荫镇", "青禾镇人民政府"))
    assert {each.clause: each.reason for each in other.set_aside}["2.2"] == "只写了别的乡镇的职责"
    assert states(own)["2.2"] == "carried_out"


def test_a_task_left_out_is_missing() -> None:
    found = answered((CABLES, ""))
    assert states(found)["2.3"] == "missing"
    assert (found.counts.missing, found.conforms) == (1, False)


def test_a_later_day_is_weaker() -> None:
    found = answered(("2031年6月底前", "2031年10月底前"))
    assert states(found)["2.1"] == "weakened"
    assert ("deadline", "weakened") in [each[:2] for each in reasons(found, "2.1")]
    assert "要求2031年6月底前（2031-06-30），本地写的是2031年10月底前（2031-10-31），晚于通知" in str(
        reasons(found, "2.1")
    )
    unsaid = answered(("2032年底前，", ""))
    assert reasons(unsaid, "2.2")[0][2].endswith("要求2032年底前（2032-12-31）完成，本地没有写明时限。")


def test_a_lower_ratio_is_weaker_and_a_share_of_a_sum_is_not() -> None:
    lower = answered(("85%以上", "75%以上"))
    assert [each[:2] for each in reasons(lower, "2.1")] == [("target", "weakened")]
    assert states(answered())["2.2"] == "carried_out"
    unsaid = answered(("新增公共停车泊位40个", "新增一批公共停车泊位"))
    assert (states(unsaid)["2.2"], reasons(unsaid, "2.2")[0][1]) == ("carried_out", "changed")


def test_a_wish_is_weaker_than_a_prohibition() -> None:
    found = answered(("严禁往河道倾倒垃圾", "引导群众不往河道倾倒垃圾"))
    assert [each[:2] for each in reasons(found, "2.1") if each[0] == "demand"] == [("demand", "weakened")]


def test_a_task_that_nobody_answers_for_is_weaker() -> None:
    nobody = answered(("（责任单位：镇经济发展办公室）", ""))
    assert [each[:2] for each in reasons(nobody, "2.3")] == [("lead", "weakened")]
    somebody = answered(("（责任单位：镇经济发展办公室）", "责任人：钟小满。"))
    assert states(somebody)["2.3"] == "carried_out"


def test_one_local_clause_may_answer_several_and_several_may_answer_one() -> None:
    packed = answered(
        (CABLES, ""),
        ("专人疏导车流。", "专人疏导车流。对交叉缠绕的架空线缆归整捆扎，废弃线缆一律剪除。"),
    )
    assert [each.locals[0].clause for each in packed.clauses if each.clause in ("2.2", "2.3")] == ["2.2", "2.2"]
    apart = answered(
        ("延长到晚上八点；文化站修缮", "延长到晚上八点。（责任单位：镇卫生院）\n\n（六）文化站修缮"),
    )
    answer = next(each for each in apart.clauses if each.clause == "2.4")
    assert len(answer.locals) == 2


def test_what_is_only_half_alike_is_left_to_a_person() -> None:
    found = answered(
        (CABLES, "（三）线路治理。请产权单位把镇上缠绕的架空线缆理顺，去掉废弃的。（责任单位：镇经济发展办公室）\n"),
    )
    answer = next(each for each in found.clauses if each.clause == "2.3")
    assert (answer.state, answer.reasons) == ("unsure", ())
    assert answer.sentence == "“（三）整治线缆飞线”拿不准，请人看一看。"
    assert answer.locals[0].words.text == "（三）线路治理"


def test_a_title_without_substance_is_no_sure_answer() -> None:
    for words in ("整治线缆飞线。结合本地实际安排。", "整治线缆飞线"):
        found = answered(("归整空中线缆。交叉缠绕的架空线缆逐条归整捆扎，废弃线缆剪除干净。", words))
        assert states(found)["2.3"] == "unsure"


def test_the_example_in_wholly_other_words_is_matched_rightly_or_left_to_a_person() -> None:
    notice, local = (compile_notice(EXAMPLES / name) for name in ("notice.txt", "local-plan.txt"))
    found = conform(notice, local)
    assert {each.clause: each.locals[0].clause for each in found.clauses if each.locals} == {
        "2.2.1": "2.2.1", "2.2.2": "2.2.2", "2.2.3.1": "2.2.3", "2.2.3.2": "2.2.4", "2.2.3.3": "2.2.5",
        "2.2.4": "2.2.6", "2.3.1": "2.3.1", "2.3.2": "2.3.2", "2.3.3": "2.3.3", "2.3.6": "2.3.4", "3.1": "3",
    }  # fmt: skip
    answered_as = states(found)
    assert [clause for clause, state in answered_as.items() if state == "weakened"] == ["2.2.2", "2.2.3.3", "2.3.3"]
    assert [answered_as[clause] for clause in ("2.3.2", "2.3.4", "3.1")] == ["strengthened", "missing", "unsure"]
    assert ("demand", "weakened") in [each[:2] for each in reasons(found, "2.2.3.3")]


def test_every_answer_points_at_words_of_both_texts() -> None:
    found = answered(("2031年6月底前", "2031年10月底前"))
    local = TOWNSHIP_PLAN.replace("2031年6月底前", "2031年10月底前")
    reason = next(each for each in found.clauses if each.clause == "2.1").reasons[0]
    assert reason.old
    assert reason.new
    assert compile_notice(NOTICE).text[slice(*reason.old.span)] == "2031年6月底前"
    assert compile_notice(local).text[slice(*reason.new.span)] == "2031年10月底前"
    assert Conformance.from_json(found.as_json()) == found


@CALM
@given(EITHER, EITHER)
def test_any_two_texts_can_be_set_beside_each_other(first: str, second: str) -> None:
    notice, local = compile_notice(first), compile_notice(second)
    found = conform(notice, local)
    assert Conformance.from_json(found.as_json()) == found
    counted = [each.clause for each in found.clauses]
    assert sorted(counted + [each.clause for each in found.set_aside]) == sorted(each.id for each in notice.clauses)
    assert all(bool(each.locals) != (each.state == "missing") for each in found.clauses)


@CALM
@given(EITHER)
def test_a_notice_carries_itself_out(text: str) -> None:
    plan = compile_notice(text)
    worded = {clause.id for clause in plan.clauses if clause.body}
    weak = [each for each in conform(plan, plan).clauses if each.clause in worded and each.state == "missing"]
    assert weak == []
