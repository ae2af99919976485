"""Units of a bracket are never lost: whatever names, separators, role words and brackets, exactly these are read."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notice_compiler import Plan, compile_notice
from notice_compiler.lexicon.organ_names import CENTRAL_FORMS, LOCAL_FORMS
from tests.compiler.golden_files import Golden, load

Part = tuple[str, str, str]
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEVELS = ("省", "市", "区", "县", "云岭市", "青禾县")
OTHERS = (
    "各乡镇（街道）",
    "各县（市、区）政府",
    "各有关部门",
    "各市、县（区）人民政府",
    "各区、县级市",
    "国网云岭供电公司",
    "青禾海关",
    "人行云岭中心支行",
    "区农业农村局（区乡村振兴局）",
    "县公安局交警大队",
    "云岭高新区管委会",
    "北桥镇人民政府",
    "团县委",
    "县人民法院",
)
NAMES = st.one_of(
    st.builds("".join, st.tuples(st.sampled_from(LEVELS), st.sampled_from(sorted(LOCAL_FORMS)))),
    st.sampled_from(sorted(CENTRAL_FORMS)),
    st.sampled_from(OTHERS),
)
LABELS = {
    "牵头单位：": "lead",
    "牵头部门:": "lead",
    "责任单位：": "responsible",
    "责任部门：": "responsible",
    "配合单位：": "participant",
    "参与单位：": "participant",
}
TAILS = {
    "牵头": "lead",
    "负责牵头": "lead",
    "负责": "responsible",
    "按职责分工负责": "responsible",
    "等按照职责分工分别负责": "responsible",
    "配合": "participant",
    "等参与": "participant",
    "指导": "participant",
}
KINDS = ("（）", "()", "〔〕", "[]", "【】")


def read(bracket: str) -> set[tuple[str, str]]:
    """The duties of a task with this bracket."""
    plan = compile_notice(f"一、任务\n（一）治理污水。清理河道，修复堤岸。{bracket}\n（二）修建管网。更换旧管。")
    assert {duty.clause for duty in plan.duties} <= {"1.1"}
    return {(duty.unit, duty.role) for duty in plan.duties}


@st.composite
def parts(draw: st.DrawFn, words: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Role words of different roles, each with names of its own."""
    chosen = draw(st.lists(st.sampled_from(sorted(words)), min_size=1, max_size=3, unique_by=lambda word: words[word]))
    names = draw(st.lists(NAMES, min_size=len(chosen), max_size=9, unique=True))
    return [(word, names[index :: len(chosen)]) for index, word in enumerate(chosen)]


def joined(names: list[str], last: str) -> str:
    return "、".join(names[:-1]) + (last if len(names) > 1 else "") + names[-1]


@CALM
@given(parts(LABELS), st.sampled_from(KINDS), st.sampled_from("；，;"), st.sampled_from(("、", "，")))
def test_units_behind_labels_are_read_with_their_roles(
    said: list[tuple[str, list[str]]], kind: str, between: str, last: str
) -> None:
    inner = between.join(label + joined(names, last) for label, names in said)
    assert read(kind[0] + inner + kind[1]) == {(name, LABELS[label]) for label, names in said for name in names}


@CALM
@given(parts(LABELS))
def test_units_behind_labels_are_read_without_a_bracket(said: list[tuple[str, list[str]]]) -> None:
    inner = "；".join(label + joined(names, "、") for label, names in said)
    assert read(f"\n{inner}。") == {(name, LABELS[label]) for label, names in said for name in names}


@CALM
@given(parts(TAILS), st.sampled_from(KINDS), st.sampled_from("，；"), st.sampled_from(("、", "，")))
def test_units_before_role_words_are_read_with_their_roles(
    said: list[tuple[str, list[str]]], kind: str, between: str, last: str
) -> None:
    inner = between.join(joined(names, last) + tail for tail, names in said)
    assert read(kind[0] + inner + kind[1]) == {(name, TAILS[tail]) for tail, names in said for name in names}


@CALM
@given(st.lists(NAMES, min_size=2, max_size=8, unique=True), st.sampled_from(KINDS))
def test_units_without_any_role_word_answer_for_the_task(names: list[str], kind: str) -> None:
    assert read(kind[0] + "、".join(names) + kind[1]) == {(name, "responsible") for name in names}


def test_a_bracket_of_two_hundred_units_loses_none() -> None:
    names = [f"县{form}" for form in sorted(LOCAL_FORMS) if len(form) > 3][:200]
    assert read("（责任单位：" + "、".join(names) + "）") == {(name, "responsible") for name in names}


WIDE = str.maketrans({"（": "(", "）": ")", "：": ":", "；": ";", "，": ","})


def facts(plan: Plan) -> list[tuple[str, str, str]]:
    return [(duty.clause, duty.unit.translate(WIDE), duty.role) for duty in plan.duties]


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_half_and_full_width_give_the_same_duties(case: Golden) -> None:
    assert facts(compile_notice(case.notice)) == facts(compile_notice(case.notice.translate(WIDE)))


NASTY = (
    "（责任单位：/（区甲局、/区甲局牵头，/区甲局会同/各市、/等和/和区甲局/列首位的为牵头单位，/均涉及各县，不再列出/由区甲局/"
    "责任单位：区甲局；/区甲局负责/（牵头）/【责任单位】/以下均需/各有关部门、单位/各级党委和政府以及/团/国网/人行/要负责牵头"
)


@pytest.mark.parametrize("scrap", NASTY.split("/"))
@pytest.mark.parametrize("frame", ["（{}）", "{}", "（责任单位：{}）", "（{}负责）"])
def test_no_bracket_takes_the_compiler_long(scrap: str, frame: str) -> None:
    def spent(length: int) -> float:
        text = "一、任务\n（一）" + frame.format(scrap * (length // len(scrap)))
        began = time.process_time()
        compile_notice(text)
        return time.process_time() - began

    assert spent(20_000) < 3
