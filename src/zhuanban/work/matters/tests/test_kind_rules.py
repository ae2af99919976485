"""The rules of fields: skip logic, constraints, computed values; and a checker that bears anything."""

import copy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters.rules.fields import answers_so_far, kept_fields, shown_fields
from zhuanban.work.matters.rules.kind_faults import faults_of, kind_faults
from zhuanban.work.matters.rules.kinds import kind_of
from zhuanban.work.matters.services import read_kinds

KINDS = read_kinds()
BY_CODE = {raw["code"]: raw for raw in KINDS}


def spec(code):
    return kind_of(BY_CODE[code])


def test_a_field_is_asked_only_where_its_condition_holds():
    hazard = spec("fire-hazard")
    with pytest.raises(Invalid, match="请填写临时防护措施") as refused:
        kept_fields(hazard, {"hazard-level": "重大"})
    assert refused.value.field == "field-stopgap"
    kept = kept_fields(hazard, {"hazard-level": "一般", "stopgap": "停用"})
    assert kept == {"hazard-level": "一般"}, "what does not apply is not kept"
    assert kept_fields(hazard, {"hazard-level": "重大", "stopgap": "停用"})["stopgap"] == "停用"


def test_a_constraint_refuses_with_its_own_sentence():
    trees = {"way": "植树增绿", "area-m2": 30, "tree-count": 10}
    with pytest.raises(Invalid, match="成活株数不能多于栽植的株数") as refused:
        kept_fields(spec("tree-planting"), {**trees, "alive-count": 11})
    assert refused.value.field == "field-alive-count"


def test_what_is_computed_is_computed_whatever_was_sent():
    trees = {"way": "植树增绿", "area-m2": 30, "tree-count": 40, "alive-count": 39, "alive-share": 100}
    kept = kept_fields(spec("tree-planting"), trees)
    assert kept["alive-share"] == "97.5"
    assert ("成活率", "97.5 %") in shown_fields(spec("tree-planting"), kept)


def test_nothing_is_computed_of_nothing():
    trees = {"way": "植树增绿", "area-m2": 30, "tree-count": 0, "alive-count": 0}
    assert "alive-share" not in kept_fields(spec("tree-planting"), trees)


def test_answers_so_far_bear_what_cannot_be_read():
    answers = answers_so_far(spec("tree-planting"), {"tree-count": "很多", "alive-count": "3", "way": None})
    assert answers.computed == {}
    answers = answers_so_far(spec("fire-hazard"), {"hazard-level": "重大"})
    assert "stopgap" in answers.shown


def test_sample_limits_say_that_they_are_local():
    local = [kind_of(raw) for raw in KINDS if raw.get("local")]
    assert len(local) >= 9
    assert all("本地设定" in each.limits_from for each in local)
    assert not [raw["code"] for raw in KINDS if "domain.md" in raw["source"]]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2000) | st.text(max_size=8) | st.sampled_from(["ask", "米", "choice"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def places_of(value, path=()):
    """The path of every value inside."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places_of(inner, (*path, key))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_bent_kind_gives_faults_or_is_sound_and_never_raises(data):
    raw = copy.deepcopy(data.draw(st.sampled_from(KINDS)))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places_of(raw))[1:]))
        place = raw
        for step in path[:-1]:
            place = place[step]
        if isinstance(place, dict) and data.draw(st.booleans()):
            del place[path[-1]]
        else:
            place[path[-1]] = data.draw(ANYTHING)
    faults = kind_faults(raw)
    assert all(isinstance(fault, str) and fault.endswith("。") for fault in faults)
    if not faults:
        sound = kind_of(raw)
        answers_so_far(sound, {field.code: "1" for field in sound.fields})


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_whatever_stands_in_a_file_ends_in_faults(anything):
    assert kind_faults(anything)
    assert faults_of([anything, anything])


@settings(max_examples=150, deadline=None)
@given(raw=st.sampled_from(KINDS), data=st.data())
def test_whatever_is_answered_is_kept_soundly_or_refused(raw, data):
    kind = kind_of(raw)
    answers = st.none() | st.text(max_size=4) | st.integers(-3, 100) | st.booleans() | st.sampled_from(
        [choice for field in kind.fields for choice in field.choices] or ["2024-03-01"]
    )
    given_ = {field.code: data.draw(answers) for field in kind.fields}
    try:
        kept = kept_fields(kind, given_)
    except Invalid:
        return
    assert kept_fields(kind, kept) == kept, "what is kept can be sent again"


def test_a_kind_survives_the_way_through_yaml():
    for raw in KINDS:
        assert yaml.safe_load(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)) == raw


def test_a_version_of_an_earlier_shape_is_still_read():
    """Before fields had units these stood in their names; such versions stay with the matters filed under them."""
    raw = copy.deepcopy(BY_CODE["dead-end-road"])
    for key in ("evidence", "local"):
        raw.pop(key, None)
    raw["fields"] = [
        {"code": "length-m", "name": "长度（米）", "type": "number", "source": "ask", "why": "工程量", "query": True,
         "required": True},
    ]  # fmt: skip
    old = kind_of(raw)
    assert kept_fields(old, {"length-m": "120.50"}) == {"length-m": "120.5"}
    assert shown_fields(old, {"length-m": "120.5"}) == [("长度（米）", "120.5")]
