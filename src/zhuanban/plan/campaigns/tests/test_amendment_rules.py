"""What an amended notice makes of words and of people's corrections, without a database."""

from time import perf_counter

import pytest

from notice_compiler import compile_notice
from zhuanban.plan.campaigns.rules.amendments import changed_words, followed, plan_in_force, printed, with_people_of
from zhuanban.plan.campaigns.rules.corrections import Overlay, effective, facts_of
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE

OLD, NEW = compile_notice(NOTICE).as_json(), compile_notice(AMENDED).as_json()
# As the comparison matches them: 整治环境卫生 moved down.
KEYS = {clause["id"]: clause["id"] for clause in NEW["clauses"]} | {"2.1.2": "2.1.1", "2.1.1": "2.1.1~2"}


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts with what changed in brackets."""
    sides = changed_words(old, new)
    before, after = ("".join(f"[{each.text}]" if each.is_changed else each.text for each in side) for side in sides)
    return before, after


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("六月底前，达85%。", "六月底前，达80%。", "六月底前，达[85]%。", "六月底前，达[80]%。"),
        ("清理垃圾。拆除违建。", "清理垃圾。", "清理垃圾。[拆除违建。]", "清理垃圾。"),
        ("清理垃圾。", "清理垃圾。种树。", "清理垃圾。", "清理垃圾。[种树。]"),
        ("一样", "一样", "一样", "一样"),
        ("", "新增", "", "[新增]"),
    ],
)
def test_changed_words_are_marked_on_both_sides(old, new, before, after):
    assert marked(old, new) == (before, after)


@pytest.mark.parametrize("piece", ["，", "甲，", "甲乙丙丁，"])
def test_long_texts_are_compared_in_short_time(piece):
    start = perf_counter()
    old, new = piece * 50_000, f"乙{piece * 50_000}"
    before, after = changed_words(old, new)
    assert "".join(each.text for each in before) == old
    assert "".join(each.text for each in after) == new
    assert perf_counter() - start < 5


def test_a_clause_is_printed_without_the_clauses_below_it():
    words = printed(OLD)
    assert words["2.1"] == "第一阶段：集中整治（2024年3月-6月）\n集中力量开展整治。"
    assert words["2.1.1"].endswith("责任单位：各乡镇（街道）〕")


def test_a_correction_follows_its_words_into_the_clause_that_moved():
    overlay = Overlay("duties", "2.1.1|区水务局|1", {"role": "lead"})
    found = followed(facts_of(OLD, {}), facts_of(NEW, KEYS), [overlay])
    assert [each.anchor for each in found.overlays] == ["2.1.1|区水务局|1"]
    assert found.lost == {}


@pytest.mark.parametrize(
    "overlay",
    [
        Overlay("duties", "2.1.2|区综合行政执法局|1", {"role": "lead"}),
        Overlay("targets", "2.2.1|污水收集处理率达70%|1", {"value": "75"}),
        Overlay("duties", "+1", {"clause": "2.1.9", "unit": "区水务局", "role": "lead"}),
        Overlay("clauses", "2.1.2", {"title": "整治秩序"}),
    ],
)
def test_a_correction_whose_words_are_gone_or_say_something_else_is_lost(overlay):
    keys = {position: key for position, key in KEYS.items() if key != "2.1.2"}
    found = followed(facts_of(OLD, {}), facts_of(NEW, keys), [overlay])
    assert found.overlays == []
    assert list(found.lost) == [(overlay.kind, overlay.anchor)]


def test_a_loose_correction_is_left_to_the_review():
    loose = Overlay("duties", "2.9|区旧局|1", {"role": "lead"}, is_loose=True)
    found = followed(facts_of(OLD, {}), facts_of(NEW, KEYS), [loose])
    assert (found.overlays, found.lost) == ([], {})


def test_the_plan_in_force_has_the_shape_of_a_compiled_one():
    overlays = [
        Overlay("targets", "2.2.1|污水收集处理率达70%|1", {"value": "75", "unit": ""}),
        Overlay("duties", "2.1.1|区水务局|1", None),
        Overlay("deadlines", "+1", {"clause": "2.1.1", "by": "2024-06-30", "every": ""}),
    ]
    keys = {clause["id"]: clause["id"] for clause in OLD["clauses"]}
    plan = plan_in_force(OLD, effective(OLD, keys, overlays), keys)
    assert [target["value"] for target in plan["targets"]] == ["75"]
    assert len(plan["duties"]) == len(OLD["duties"]) - 1
    added = plan["deadlines"][-1]
    assert (added["every"], added["text"], added["clause"]) == (None, "", "2.1.1")
    assert set(plan) == set(OLD)


def test_who_is_taken_over_keeps_the_words_by_which_corrections_name_it():
    people = [(fact, fact) for fact in facts_of(OLD, {}) if fact.kind == "roster"]
    plan = with_people_of({**NEW, "roster": []}, OLD, people, {"石磊"})
    names = [each.values["name"] for each, _ in people if each.values["name"] != "石磊"]
    assert [entry["name"] for entry in plan["roster"]] == names
    anchors = {fact.anchor for fact in facts_of(plan, KEYS) if fact.kind == "roster"}
    assert anchors == {each.anchor for each, _ in people if each.values["name"] != "石磊"}
    assert plan["period"] == NEW["period"]
