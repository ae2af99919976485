"""The pure rules: places, names, anchors and overlays, clauses across versions, marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.plan.campaigns.rules.corrections import Overlay, effective, facts_of, hanging, in_force
from zhuanban.plan.campaigns.rules.marks import DOUBT, Mark, find_loosely, paragraphs
from zhuanban.plan.campaigns.rules.places import campaign_name, district_name, short_campaign_name, short_place
from zhuanban.plan.campaigns.rules.versions import Known, keys_for

LISTS = ("phases", "clauses", "demands", "deadlines", "targets", "rules", "citations", "roster", "scopes", "units")
PLAN = {
    "text": "区水务局、区水务局、区城管局",
    "notice": {"title": "某方案", "issuers": []},
    "period": {"start": None, "end": None},
    "office": None,
    **{name: [] for name in LISTS},
    "duties": [
        {"clause": "2.1", "unit": "区水务局", "role": "participant", "span": [0, 4]},
        {"clause": "2.1", "unit": "区水务局", "role": "responsible", "span": [5, 9]},
        {"clause": "2.2", "unit": "区城管局", "role": "participant", "span": [10, 14]},
    ],
}


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ({"issuers": ["中共江州市云溪区委办公室", "江州市云溪区人民政府办公室"]}, "江州市云溪区"),
        ({"issuers": ["石桥县人民政府办公室"]}, "石桥县"),
        ({"issuers": ["江州市云溪区水务局"]}, "江州市云溪区"),
        ({"issuers": ["江州市人民政府"]}, "江州市"),
        ({"issuers": [], "title": "关于印发《石桥县集镇整治行动方案》的通知"}, "石桥县"),
        ({"issuers": [], "title": "集镇整治方案", "recipients": ["云溪区各镇人民政府"]}, "云溪区"),
        ({"issuers": [], "title": "关于推进江州市数据专区建设的指导意见"}, "江州市"),
        ({"issuers": [], "title": "集镇整治方案", "recipients": ["各乡镇人民政府，区有关部门"]}, ""),
        ({}, ""),
    ],
)
def test_the_district_is_read_by_the_form_of_the_words(notice, expected):
    assert district_name(notice) == expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("江州市云溪区", "云溪区"),
        ("内江自治区北河市南山区", "南山区"),
        ("荆江市沙市区", "沙市区"),
        ("云溪区", "云溪区"),
        ("江州市", "江州市"),
        ("河西州青草县", "河西州青草县"),
    ],
)
def test_a_place_loses_what_stands_above_it(name, short):
    assert short_place(name) == short


def test_an_action_is_named_by_its_plan():
    name = campaign_name("关于印发《江州市云溪区集镇提升专项行动实施方案（试行）》的通知")
    assert name == "江州市云溪区集镇提升专项行动"
    assert short_campaign_name(name, "江州市云溪区") == "云溪区集镇提升专项行动"
    assert short_campaign_name("集镇提升专项行动", "江州市云溪区") == "云溪区集镇提升专项行动"


def test_equal_words_have_anchors_of_their_own_and_follow_their_clause():
    first = [fact.anchor for fact in facts_of(PLAN, {}) if fact.kind == "duties"]
    assert first == ["2.1|区水务局|1", "2.1|区水务局|2", "2.2|区城管局|1"]
    moved = [fact.anchor for fact in facts_of(PLAN, {"2.1": "2.7"}) if fact.kind == "duties"]
    assert moved[0] == "2.7|区水务局|1"


def test_corrections_lie_over_each_other_in_their_order():
    anchor = "2.2|区城管局|1"
    overlays = [
        Overlay("duties", anchor, {"role": "lead"}),
        Overlay("duties", anchor, None),
        Overlay("duties", anchor, {"unit": "区执法局"}),
        Overlay("duties", "+1", {"clause": "2.2", "unit": "区城建局", "role": "lead"}),
        Overlay("duties", "2.1|区水务局|2", None),
    ]
    clauses = [{"id": "2.2", "title": "整治", "span": [0, 2]}]
    facts = effective({**PLAN, "clauses": clauses}, {}, overlays)
    duties = {fact.anchor: fact for fact in in_force(facts, "duties")}
    assert set(duties) == {"2.1|区水务局|1", anchor, "+1"}
    assert (duties[anchor].values["role"], duties[anchor].values["unit"]) == ("lead", "区执法局")
    assert duties["+1"].state == "added"
    lost = Overlay("duties", "2.9|区旧局|1", {"role": "lead"})
    homeless = Overlay("duties", "+2", {"clause": "2.9", "unit": "区城建局", "role": "lead"}, is_loose=True)
    assert hanging(facts, [*overlays, lost, homeless]) == [lost, homeless]


def test_a_clause_keeps_its_key_when_it_moves_or_is_reworded():
    known = [Known("2.1", "2.1", "整治环境卫生"), Known("2.2", "2.2", "整治城镇秩序"), Known("2.3", "2.3", "旧条")]
    clauses = [
        {"id": "2.1", "title": "新增的一条"},
        {"id": "2.2", "title": "整治城镇经营秩序"},
        {"id": "2.3", "title": "整治环境卫生"},
    ]
    assert keys_for(clauses, known, {}) == {"2.3": "2.1", "2.2": "2.2", "2.1": "2.1~2"}
    assert keys_for(clauses, known, {"2.1": "2.3"}) == {"2.3": "2.1", "2.2": "2.2", "2.1": "2.3"}


def test_words_are_found_across_line_ends():
    assert find_loosely("关于《集镇\n\n  提升》", "集镇提升") == (3, 11)
    assert find_loosely("关于", "没有") is None


def test_nested_and_crossing_marks_are_split():
    marks = [Mark(0, 4, "demands", "a"), Mark(1, 3, "duties", "b"), Mark(2, 7, DOUBT, "c")]
    lines = paragraphs("甲乙丙丁戊\n己", marks)
    pieces = [(piece.text, piece.names, piece.kind, piece.is_doubted) for piece in lines[0]]
    assert pieces == [
        ("甲", ("a",), "demands", False),
        ("乙", ("b", "a"), "duties", False),
        ("丙", ("b", "a", "c"), "duties", True),
        ("丁", ("a", "c"), "demands", True),
        ("戊", ("c",), DOUBT, True),
    ]
    assert lines[1][0].names == ("c",)


@given(
    st.text(alphabet="甲乙\n ", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=12),
)
def test_no_mark_loses_or_doubles_a_letter(text, spans):
    marks = [Mark(start, end, "demands", str(number)) for number, (start, end) in enumerate(spans)]
    lines = paragraphs(text, marks)
    shown = ["".join(piece.text for piece in line) for line in lines]
    assert shown == [line for line in text.split("\n") if line.strip()]
    begun = [name for line in lines for piece in line for name in piece.begins]
    assert len(begun) == len(set(begun))
