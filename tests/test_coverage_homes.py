"""Every demand of the reference notice has its home in the shipped sets; ../shared/coverage.tsv lists them."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_compiler import compile_notice
from zhuanban.plan.homes.rules.contributions import HERE, OWN, shipped
from zhuanban.plan.homes.rules.recognition import homes_of
from zhuanban.plan.homes.rules.sets import SETS, Home, faults_of, home_faults
from zhuanban.work.indicators.slots import SETS as INDICATORS
from zhuanban.work.matters.services import read_kinds
from zhuanban.work.patrols.slots import SETS as PLACES

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT.parent / "shared" / "coverage.tsv"
FILES = {
    "place": PLACES / "places.yaml",
    "facility": PLACES / "facilities.yaml",
    "indicator": INDICATORS / "indicators.yaml",
    **{set_: HERE / f"{stem}.yaml" for set_, stem in OWN.items()},
}
COUNTS = {
    "kind": 38, "class": 47, "place": 15, "facility": 21, "project": 24, "indicator": 25, "rule": 4, "resource": 14,
    "selection": 3, "page": 48, "document": 16,
}  # fmt: skip
# Figures that follow from records are computed, never asked.
DERIVED = {
    "反弹率", "按期办结率", "巡查合格率", "生活垃圾日产日清率", "生活圈覆盖率", "消防隐患整改率", "社会资本占比",
}  # fmt: skip


@cache
def homes() -> list[Home]:
    """Every home that the product ships."""
    kinds = [
        Home("class" if raw["profile"] == "case" else "kind", raw["code"], raw["name"], tuple(raw["serves"]))
        for raw in read_kinds()
        if not raw.get("general")
    ]
    return [*kinds, *(home for set_, path in FILES.items() for home in shipped(set_, path))]


def test_the_shipped_sets_hold_what_a_notice_of_this_sort_asks():
    held: dict[str, int] = defaultdict(int)
    for home in homes():
        held[home.set] += 1
    assert set(COUNTS) == set(SETS)
    assert {set_: count for set_, count in COUNTS.items() if held[set_] < count} == {}
    assert all(home.serves for home in homes()), "a home that has no words is never recognised"


def test_what_follows_from_records_is_never_asked():
    indicators = {home.name: home for home in homes() if home.set == "indicator"}
    assert {name for name, home in indicators.items() if home.source == "derive"} == DERIVED


def test_every_address_leads_somewhere_and_what_is_to_come_is_no_link():
    for home in homes():
        if home.address:
            reverse(home.address, args=["yunxi-2024"])
        assert not (home.address and home.planned)
        if home.set in ("page", "document"):
            assert home.where


def test_the_example_notice_finds_homes_for_what_it_asks():
    plan = compile_notice((ROOT / "examples" / "notice.txt").read_bytes())
    asked = [demand.text for demand in plan.demands]
    found = [text for text in asked if homes_of(text, homes())]
    assert len(found) >= 0.8 * len(asked), sorted(set(asked) - set(found))


def table():
    if not TABLE.exists():
        pytest.skip("../shared/coverage.tsv is not at hand: the sets are checked by their own words only")
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_every_name_of_the_table_is_in_its_set():
    named = {(home.set, home.name) for home in homes()}
    rows = table()
    assert len(rows) > 290
    assert sorted({(row["home"], row["name"]) for row in rows} - named) == []


def test_every_demand_of_the_table_is_recognised_as_its_homes():
    """By the words of the demand itself; where the table cuts a list into pieces, by those of its clause."""
    by_name = {(home.set, home.name): home for home in homes()}
    rows, clauses = table(), defaultdict(str)
    for row in rows:
        clauses[row["clause"]] += "".join(row["demand"].split())
    lost = [
        (row["name"], row["demand"])
        for row in rows
        if not homes_of(row["demand"], [by_name[row["home"], row["name"]]])
        and not homes_of(clauses[row["clause"]], [by_name[row["home"], row["name"]]])
    ]
    assert lost == []


def test_the_reference_notice_leaves_few_gaps_and_all_are_statements_of_aim():
    path = ROOT.parent / "shared" / "notices" / "chiping-2024.txt"
    if not path.exists():
        pytest.skip("the reference notice is not at hand")
    plan = compile_notice(path.read_bytes())
    gaps = [demand.text for demand in plan.demands if not homes_of(demand.text, homes())]
    assert len(gaps) <= 0.12 * len(plan.demands)


ANYTHING = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_bent_home_ends_in_faults_and_never_in_an_exception(data):
    set_ = data.draw(st.sampled_from(sorted(FILES)))
    raw = dict(data.draw(st.sampled_from(yaml.safe_load(FILES[set_].read_text(encoding="utf-8")))))
    raw[data.draw(st.sampled_from([*raw, "planned", "address", "beautify", "weight"]))] = data.draw(ANYTHING)
    assert all(fault.endswith("。") for fault in home_faults(set_, raw))
    assert faults_of(set_, [raw, raw]), "the same twice is a fault"
    assert home_faults(set_, data.draw(ANYTHING))
