"""A correction goes with its fact into a new reading, or is reported; it is never laid on another fact."""

from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notice_compiler import compile_notice
from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, Correction
from zhuanban.plan.campaigns.rules.carrying import are_numbers_alike, bare, carried
from zhuanban.plan.campaigns.rules.corrections import facts_of
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.rules.versions import Known, keys_for
from zhuanban.plan.campaigns.selectors.items import items_of
from zhuanban.plan.campaigns.selectors.review import review_of
from zhuanban.plan.campaigns.services import Choice, confirm_fact, correct_fact, load_draft, load_notice
from zhuanban.plan.campaigns.tests.notices import NOTICE

LINES = NOTICE.split("\n")
SCRAPS = ("区水务局、", "2027年底前完成。", "严禁", "（五）清理河道。", "三十座", "", "。", "第三阶段：总结（10月）")


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def fact(kind: str, words: str, number: int = 1, place: str = "2.1", **values: Any) -> Fact:
    return Fact(kind, f"{place}|{words}|{number}", {"clause": place, **values}, (0, 1), words)


def demand(words: str, place: str = "2.1") -> Fact:
    return fact("demands", words, place=place, text=words, force="must")


def duty(unit: str, role: str, number: int = 1, words: str = "") -> Fact:
    return fact("duties", words or unit, number, unit=unit, role=role)


@cache
def read(text: str) -> list[Fact]:
    """The facts of a text, its clauses keyed as those of the notice."""
    first, plan = compile_notice(NOTICE).as_json(), compile_notice(text).as_json()
    clauses = [clause for clause, other in pairwise([*plan["clauses"], {"id": ""}]) if clause["id"] != other["id"]]
    known = [Known(clause["id"], clause["id"], clause["title"]) for clause in first["clauses"]]
    return facts_of(plan, keys_for(clauses, known))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([demand("全面清理垃圾堆、杂物堆")], [demand("全面清理垃圾堆、杂物堆、建筑垃圾堆")]),
        ([demand("到2025年前，污水收集处理率达70%")], [demand("污水收集处理率达70%")]),
        ([demand("对沿街立面进行统一规范整治")], [demand("对沿街立面进行统一规范整治", place="2.1~2")]),
        ([duty("区教育局", "lead", words="教育局")], [duty("区教育局", "lead", words="区教育局牵头")]),
        ([duty("教育局", "lead")], [duty("区教育局", "lead")]),
        ([duty("区水务局", "lead"), duty("区水务局", "participant", 2)], [duty("区水务局", "participant")]),
    ],
    ids=["more words", "a shorter span", "a split clause", "other indicator words", "a prefix", "one of two"],
)
def test_the_same_fact_is_found_again(old, new):
    assert carried(old, new)[old[-1].kind, old[-1].anchor] == new[0].anchor


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([demand("污水收集处理率达70%")], [demand("污水收集处理率达75%")]),
        ([demand("每亩奖励一万元")], [demand("每亩奖励两万元")]),
        ([demand("完善排水设施建设")], [demand("完善供水设施建设")]),
        ([duty("区教育局", "lead")], [duty("区体育局", "lead")]),
        ([duty("县委", "lead")], [duty("县委宣传部", "lead")]),
        ([duty("区水务局", "lead"), duty("区水务局", "participant", 2)], [duty("区水务局", "responsible")]),
        ([demand("清理乱堆乱放的杂物")], [demand("清理乱堆乱放的杂物1"), demand("清理乱堆乱放的杂物2")]),
        ([duty("区水务局", "lead")], [fact("duties", "区水务局", place="2.2", unit="区水务局", role="lead")]),
    ],
    ids=["a number", "a Chinese number", "other words", "a like unit", "a longer unit", "two or one", "two like it",
         "a duty elsewhere"],
)  # fmt: skip
def test_another_fact_is_not_taken_for_it(old, new):
    assert not carried(old, new)


def test_the_same_reading_carries_everything():
    facts = read(NOTICE)
    assert carried(facts, facts) == {(each.kind, each.anchor): each.anchor for each in facts}


def edited(cuts: list[tuple[int, int, int]]) -> str:
    """The notice with lines dropped, doubled, moved, or given a scrap somewhere."""
    lines = list(LINES)
    for what, line, scrap in cuts:
        at = line % len(lines)
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(at, lines[(at * 7 + scrap) % len(lines)])
        elif what == 2:
            lines.append(lines.pop(at))
        else:
            middle = len(lines[at]) * scrap // 8
            lines[at] = lines[at][:middle] + SCRAPS[scrap] + lines[at][middle:]
        lines = lines or [""]
    return "\n".join(lines)


EDITS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 7)), max_size=6).map(edited)


def are_one(old: Fact, new: Fact) -> bool:
    """Whether the two may be one fact, told by other means than those of the rule."""
    if old.kind in ("notice", "clauses"):
        return old.anchor == new.anchor
    if old.kind == "duties":
        units = (str(old.values["unit"]), str(new.values["unit"]))
        return units[0].endswith(units[1]) or units[1].endswith(units[0]) or old.words == new.words
    if old.kind in ("roster", "scopes"):
        name = "name" if old.kind == "roster" else "unit"
        return old.values[name] == new.values[name]
    one, other = bare(old.words), bare(new.words)
    shared = {*pairwise(one)} & {*pairwise(other)}
    return bool(shared or one == other or old.values.get("number")) and are_numbers_alike(one, other)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_whatever_is_edited_a_fact_is_carried_to_itself_or_reported(text):
    old, new = read(NOTICE), read(text)
    moved = carried(old, new)
    taken = [(kind, anchor) for (kind, _), anchor in moved.items()]
    assert len(taken) == len(set(taken))
    found = {(each.kind, each.anchor): each for each in new}
    for each in old:
        anchor = moved.get((each.kind, each.anchor))
        assert anchor is None or are_one(each, found[each.kind, anchor])


def test_a_correction_goes_with_reworded_words_and_says_so(cast, campaign):
    target = selectors.targets_of(campaign).get()
    value = {"unit": "个百分点"}
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=target.anchor, value=value)
    load_draft(
        by=cast.office, campaign=campaign, name="二稿.txt",
        content=NOTICE.replace("污水收集处理率达70%", "集镇污水收集处理率达70%以上").encode(),
    )  # fmt: skip
    again = selectors.targets_of(campaign).get()
    assert again.pk == target.pk
    assert again.unit == "个百分点"
    correction = Correction.objects.get()
    assert correction.is_reworded
    assert not correction.is_loose


def test_a_correction_that_finds_no_fact_is_reported_and_changes_nothing(cast, campaign):
    target = selectors.targets_of(campaign).get()
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=target.anchor, value={"value": "72"})
    content = NOTICE.replace("污水收集处理率达70%", "污水收集处理率达80%").encode()
    load_draft(by=cast.office, campaign=campaign, content=content, name="二稿.txt")
    assert selectors.targets_of(campaign).get().value == 80
    review = review_of(campaign)
    assert review is not None
    assert [each.value for each in review.hanging] == [{"value": "72"}]


def test_what_was_added_to_a_clause_that_is_gone_is_reported(cast, campaign):
    version = campaign.versions.get()
    start = version.text.index("取缔占道经营")
    clause = next(each for each in selectors.tasks_of(campaign) if str(each) == "整治城镇秩序")
    value = {"clause": clause.key, "text": "取缔占道经营", "force": "must"}
    correct_fact(
        by=cast.office, campaign=campaign, fact_kind="demands", anchor="+", value=value,
        choice=Choice(start, start + 6, "取缔占道经营"),
    )  # fmt: skip
    moved = NOTICE.replace("取缔占道经营", "全面取缔占道经营")
    load_draft(by=cast.office, campaign=campaign, content=moved.encode(), name="二稿.txt")
    item = next(item for item in items_of(campaign) if item.fact.state == "added")
    assert item.span is not None
    assert campaign.versions.get(number=2).text[slice(*item.span)] == "取缔占道经营"
    gone = NOTICE.replace("取缔占道经营，", "")
    load_draft(by=cast.office, campaign=campaign, content=gone.encode(), name="三稿.txt")
    review = review_of(campaign)
    assert review is not None
    assert [each.chosen_words for each in review.hanging] == ["取缔占道经营"]
    assert not [item for item in review.items if item.fact.state == "added"]


def test_a_confirmation_goes_with_its_fact_while_it_says_the_same(cast, campaign):
    kept = next(item for item in items_of(campaign) if item.kind == "duties" and item.line == "区水务局")
    changed = next(item for item in items_of(campaign) if item.kind == "targets")
    for item in (kept, changed):
        confirm_fact(by=cast.office, campaign=campaign, fact_kind=item.kind, anchor=item.anchor, seen=item.seen)
    text = NOTICE.replace("污水收集处理率达70%", "污水收集处理率达80%").replace("整治环境卫生", "整治环境卫生问题")
    load_draft(by=cast.office, campaign=campaign, content=text.encode(), name="二稿.txt")
    items = items_of(campaign)
    assert next(item for item in items if (item.kind, item.anchor) == ("duties", kept.anchor)).is_confirmed
    assert not next(item for item in items if item.kind == "targets").is_confirmed
