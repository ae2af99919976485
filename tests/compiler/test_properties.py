"""What holds for any text: no exception, spans inside and in order, the same plan twice, blank lines without effect."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notice_compiler import Plan, compile_notice
from notice_compiler.folding import folded
from notice_compiler.reading.secrecy import level_of
from tests.compiler.golden_files import Golden, load
from tests.compiler.shorthand import FACETS, lines

MARKS = "一、/（一）/1./第一阶段：/第一章 /——/一是/附件1/。/，/；/：/（/）/〔/〕/《/》/“/”/序号/任务/1"
WORDS = (
    "责任单位：/牵头/配合/区甲局、/各乡镇（街道）/2031年/6月底前/70%/300座以上/达到/按一定比例返还/每亩一万元/给予/"
    "扣除/对/完成/任务的乡镇（街道/根据/，全部返还/由2030年的9%/提高到/附件1\n/序号\n任务\n责任单位\n1\n甲\n区甲局\n/2.丙\n/"
    "组  长：/林致远  区委书记/成员名单/关于印发/的通知/各区人民政府：/2031年3月8日/\n/　　"
)
CELLS = (
    "\t/\t\t/\n/\n\t/序号\t任务\t责任单位\t时限\n/部门\t职责\n/牵头单位\t配合单位\n/姓名\t职务\n/甲局\t/同上/"
    "组长\t林致远\t县长\n"
)
SCRAPS = (*MARKS.split("/"), *WORDS.split("/"), *CELLS.split("/"))
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join),
).filter(lambda text: not any(level_of(line) for line in text.split("\n")))  # what is marked secret is refused
WIDE, HALF = "（）：；，！？０１２３４５６７８９．", "():;,!?0123456789."
SWITCHED = dict(zip(WIDE + HALF, HALF + WIDE, strict=True))
CALM = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(plan: Plan) -> list[tuple[str, list[tuple[int, int]]]]:
    """The spans of each list of facts."""
    listed = "phases clauses demands duties deadlines targets rules citations roster scopes findings"
    return [(name, [fact.span for fact in getattr(plan, name) if fact.span]) for name in listed.split()]


@CALM
@given(TEXTS)
def test_any_text_gives_a_plan_with_spans_inside_it_and_in_order(text: str) -> None:
    plan = compile_notice(text)
    for name, found in spans(plan):
        assert all(0 <= start <= end <= len(plan.text) for start, end in found), name
        assert all(first[0] <= second[0] for first, second in pairwise(found)), name
    assert {duty.clause for duty in plan.duties} <= {clause.id for clause in plan.clauses}


@CALM
@given(TEXTS)
def test_the_same_text_gives_the_same_plan_and_json_loses_nothing(text: str) -> None:
    plan = compile_notice(text)
    assert compile_notice(text) == plan
    assert Plan.from_json(plan.as_json()) == plan


def facts(text: str) -> list[str]:
    """All facts in usual characters."""
    plan = compile_notice(text)
    return [folded(line) for facet in FACETS for line in lines(plan, facet)]


@st.composite
def notices(draw: st.DrawFn) -> list[str]:
    """The paragraphs of a notice: chapters, items with units, days and figures, a roster, an annex."""
    lines = ["关于印发《云岭县清水行动方案》的通知", "各乡镇人民政府：", "云岭县人民政府", "2031年5月7日"]
    for chapter in range(draw(st.integers(1, 3))):
        lines.append(f"{'一二三'[chapter]}、{draw(st.sampled_from(CHAPTERS))}")
        for item in range(draw(st.integers(0, 3))):
            marker = draw(st.sampled_from((f"（{'一二三'[item]}）", f"{item + 1}.")))
            words = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
            lines.append(f"{marker}{draw(st.sampled_from(TITLES))}。{words}{draw(st.sampled_from(UNITS))}")
    if draw(st.booleans()):
        lines += ["工作专班成员名单", "组  长：林致远  县长", "成  员：郑  川  县水务局局长", "方晓岚  县财政局局长"]
    if draw(st.booleans()):
        lines += ["附件1", "考核办法", "一、考核内容", "对各乡镇进行考核。"]
    return lines


CHAPTERS = ("工作目标", "主要任务", "实施步骤", "保障措施")
TITLES = ("清理河道", "治理污水", "动员部署阶段（6月底前）", "加强领导（10分）")
SENTENCES = (
    "到2033年，污水处理率达到70%以上。",
    "新增管网1,200公里；6月20日前完成排查。",
    "依据《云岭县治污意见》（云政发〔2030〕5号），每月10日前报送进展。",
    "一是清淤。清理河道。二是巡查。",
    "各乡镇要落实责任，给予每亩1.5万元的奖励。",
)
UNITS = (
    "",
    "（责任单位：县水务局、县财政局）",
    "（县水务局牵头，各乡镇配合）",
    "〔牵头单位：县水务局；责任单位：各乡镇〕",
)


@pytest.mark.slow
@CALM
@given(notices(), st.data())
def test_blank_lines_and_widths_change_no_fact_of_a_notice(lines: list[str], data: st.DataObject) -> None:
    plain = facts("\n".join(lines))
    gaps = data.draw(
        st.lists(st.sampled_from(("\n", "\n\n", "\n\n\n", "\n \n")), min_size=len(lines), max_size=len(lines))
    )
    airy = "".join(line + gap for line, gap in zip(lines, gaps, strict=True))
    assert facts(airy) == plain
    turned = "".join(data.draw(st.sampled_from((char, SWITCHED.get(char, char)))) for char in airy)
    assert facts(turned) == plain


@pytest.mark.parametrize("turned", [(WIDE, HALF), (HALF, WIDE)], ids=["half", "full"])
@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_the_width_of_marks_and_digits_changes_no_fact(case: Golden, turned: tuple[str, str]) -> None:
    assert facts(case.notice.translate(str.maketrans(*turned))) == facts(case.notice)


@pytest.mark.parametrize("turned", [(WIDE, HALF), (HALF, WIDE), ("余后为", "馀後爲")], ids=["half", "full", "old"])
@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_words_are_shown_as_printed(case: Golden, turned: tuple[str, str]) -> None:
    plan = compile_notice(case.notice.translate(str.maketrans(*turned)))
    for span, word in told(plan):
        assert squeeze(word) in squeeze(plan.text[span[0] : span[1]])


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_a_blank_line_more_changes_no_fact(case: Golden) -> None:
    plan, airy = compile_notice(case.notice), compile_notice(case.notice.replace("\n", "\n\n"))
    for facet in FACETS:
        assert lines(plan, facet) == lines(airy, facet)


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_a_span_shows_the_words_of_its_fact(case: Golden) -> None:
    plan = compile_notice(case.notice)
    for span, words in told(plan):
        assert squeeze(words) in squeeze(plan.text[span[0] : span[1]])


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_an_indicator_is_said_in_the_words_of_its_target(case: Golden) -> None:
    plan = compile_notice(case.notice)
    for target in plan.targets:
        # 城区、集镇污水处理率 are two: the shared end stands once, the words in this order.
        following = iter(plan.text[slice(*target.span)])
        assert all(char in following for char in target.indicator), target.indicator


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_what_a_sum_is_computed_on_is_said_in_the_words_of_its_rule(case: Golden) -> None:
    plan = compile_notice(case.notice)
    for rule in plan.rules:
        following = iter(plan.text[slice(*rule.span)])
        # 减 stands for 扣除 and 除去, 亩数 for 每亩; all other characters are printed, in this order.
        assert all(char in following for char in re.sub("减|(?:亩|公顷|平方米)数$", "", rule.base)), rule.base


@CALM
@given(TEXTS)
def test_every_clause_has_an_id_of_its_own_under_its_parent(text: str) -> None:
    check_ids(compile_notice(text))


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_clauses_of_a_golden_notice_have_ids_of_their_own(case: Golden) -> None:
    check_ids(compile_notice(case.notice))


def check_ids(plan: Plan) -> None:
    """No id twice, none without its parent before it, and no ordinal without the one before it."""
    seen: dict[str, None] = {}
    for clause in plan.clauses:
        assert clause.id not in seen
        assert clause.parent is None or clause.parent in seen
        assert clause.id.rpartition(".")[0] == (clause.parent or "")
        seen[clause.id] = None
    for ident in seen:
        above, dot, own = ident.rpartition(".")
        assert own == "1" or f"{above}{dot}{int(own) - 1}" in seen


@CALM
@given(TEXTS)
def test_no_base_holds_half_a_bracket(text: str) -> None:
    for rule in compile_notice(text).rules:
        assert all(rule.base.count(left) == rule.base.count(right) for left, right in ("（）", "()", "《》", "“”")), (
            rule
        )


def told(plan: Plan) -> list[tuple[tuple[int, int], str]]:
    """Each span with a word that it must show."""
    pairs: list[tuple[Any, str | None]] = [(duty.span, duty.unit) for duty in plan.duties]
    pairs += [(demand.span, demand.text) for demand in plan.demands]
    pairs += [(demand.span, demand.condition) for demand in plan.demands]
    pairs += [(deadline.span, deadline.text) for deadline in plan.deadlines]
    pairs += [(rule.span, rule.text) for rule in plan.rules]
    pairs += [(cited.span, words) for cited in plan.citations for words in (cited.title, cited.number)]
    pairs += [(person.span, words) for person in plan.roster for words in (person.name, *person.posts)]
    pairs += [(scope.span, words) for scope in plan.scopes for words in (scope.unit, scope.area)]
    # Rows of a table without numbers are numbered by their order: such a number is not printed.
    printed = [clause for clause in plan.clauses if not clause.marker.isdigit()]
    pairs += [(clause.span, clause.title) for clause in plan.clauses]
    pairs += [(clause.span, clause.marker) for clause in printed]
    pairs += [(phase.span, phase.name) for phase in plan.phases]
    return [(span, words) for span, words in pairs if words]


def squeeze(words: str) -> str:
    return "".join(words.split())


def test_findings_without_a_place_come_last() -> None:
    plan = compile_notice("（一）任务（未完")
    assert [found.span is None for found in plan.findings] == sorted(found.span is None for found in plan.findings)
    assert replace(plan, findings=()).text == plan.text


NASTY = (
    "（/（》/达到10%、/甲局及/各区、/将/《甲》/一是二是，/责任单位：区甲局。/一、/到2031年/"
    "序号\n责任单位\n1\n/（ /1\t清淤\t区甲局\n"
)


def test_a_long_table_takes_no_longer_for_each_row() -> None:
    row = "{}\t清理河道漂浮物。\t区甲局\t各乡镇、区乙局\t2031年6月底前\n"
    table = "附件\n序号\t任务\t牵头单位\t配合单位\t时限\n" + "".join(map(row.format, range(1, 3_001)))
    began = time.process_time()
    assert len(compile_notice(table).clauses) == 3_001
    assert time.process_time() - began < 5


@pytest.mark.parametrize("scrap", NASTY.split("/"))
def test_no_text_takes_the_compiler_long(scrap: str) -> None:
    text = "一、任务\n（一）" + scrap * (20_000 // len(scrap))
    began = time.process_time()
    compile_notice(text)
    assert time.process_time() - began < 5
