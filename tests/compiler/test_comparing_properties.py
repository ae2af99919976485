"""What holds for any two texts: no exception, nothing changed against itself, added one way is removed the other."""

from __future__ import annotations

import time
from dataclasses import asdict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notice_compiler import Comparison, Conformance, compare, compile_notice, conform
from tests.compiler.comparing import NOTICE
from tests.compiler.golden_files import Golden, load
from tests.compiler.test_properties import CALM, TEXTS

PIECES = [*NOTICE.split("\n"), "（五）植树。", "1.加强工作。", "四、附则"]
LINES = st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join)
EITHER = st.one_of(TEXTS, LINES)


@CALM
@given(EITHER, EITHER)
@example("0、\r(0)00110", "(二)0010203040")
def test_any_two_texts_can_be_compared_and_added_mirrors_removed(first: str, second: str) -> None:
    old, new = compile_notice(first), compile_notice(second)
    there, back = compare(old, new), compare(new, old)
    assert Comparison.from_json(there.as_json()) == there
    if "roster_amendment" not in (there.kind, back.kind):
        assert _ids(there, "added") == _ids(back, "removed")
        assert _ids(there, "removed") == _ids(back, "added")
        assert {each.old for each in there.clauses if each.old} == {clause.id for clause in old.clauses}
        assert {each.new for each in there.clauses if each.new} == {clause.id for clause in new.clauses}
    for change in there.facts:
        assert change.old is None or 0 <= change.old.span[0] <= change.old.span[1] <= len(old.text)
        assert change.new is None or 0 <= change.new.span[0] <= change.new.span[1] <= len(new.text)


@CALM
@given(EITHER)
def test_a_text_is_no_different_from_itself(text: str) -> None:
    plan = compile_notice(text)
    assert compare(plan, plan).kind == "same"
    assert compare(plan, plan) == compare(plan, compile_notice(text))


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_a_blank_line_more_is_no_change(case: Golden) -> None:
    airy = compare(compile_notice(case.notice), compile_notice(case.notice.replace("\n", "\n\n")))
    assert [each.sentence for each in airy.facts] == []


def test_another_numbering_changes_no_fact() -> None:
    text = NOTICE.replace("（一）", "（七）").replace("（四）", "（九）")
    comparison = compare(compile_notice(NOTICE), compile_notice(text))
    assert comparison.facts == ()
    assert {each.fate for each in comparison.clauses} <= {"same", "moved"}


def _ids(comparison: Comparison, fate: str) -> set[str | None]:
    return {each.old or each.new for each in comparison.clauses if each.fate == fate}


def counts_of(conformance: Conformance) -> dict[str, int]:
    """State → count."""
    return asdict(conformance.counts)


THINGS = "街巷/河道/停车/线缆/路灯/公厕/绿地/集市/校园/文化站/卫生院/广场/水渠/桥梁/围墙/招牌/井盖/站台/菜园".split("/")  # noqa: SIM905


def _long(skip: int, verb: str) -> str:
    """Over two thousand clauses in three chapters, most of them much alike."""
    found = ["关于整治的方案"]
    for chapter, name in enumerate("一二三"):
        found.append(f"{name}、整治{THINGS[chapter]}")
        for n in range(1 + skip, 701):
            first, second, third = (THINGS[n * times % len(THINGS)] for times in (1, 7, 3))
            where = n * 31 % 977 + chapter
            found.append(f"{n}.整治{first}与{second}。{where}号片区{verb}，{third}周边整修{n}处。")
    return "\n".join(found)


@pytest.mark.slow
def test_two_thousand_clauses_cost_seconds() -> None:
    old, new = compile_notice(_long(0, "逐处登记")), compile_notice(_long(7, "登记造册"))
    assert len(old.clauses) > 2000
    began = time.process_time()
    comparison = compare(old, new)
    assert time.process_time() - began < 20
    assert comparison.counts.removed < 60
    assert comparison.counts.added < 40
    began = time.process_time()
    assert sum(counts_of(conform(old, new)).values()) > 1800
    assert time.process_time() - began < 20
