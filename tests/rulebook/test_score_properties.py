"""What must hold for every unit and every figure (lessons: more missed problems never raise a score)."""

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rulebook.scheme_example import LIBRARY, PARSED

from rulebook import Type, compile_rule
from rulebook.schemes import read_scheme, score_scheme

library = {yardstick.name: yardstick for yardstick in LIBRARY}
scheme = read_scheme(PARSED, library)
counts = st.integers(0, 3000)


@st.composite
def units(draw):
    due, suspended = draw(st.integers(0, 3000)), draw(st.integers(0, 50))
    found = draw(counts)
    return {
        "按期结案数": draw(st.integers(0, due)),
        "应结案数": due + suspended,
        "缓办数": suspended,
        "漏报数": draw(st.integers(0, found)),
        "复查发现数": found,
        "返工数": draw(counts),
        "经验推广数": draw(counts),
        "弄虚作假数": draw(st.integers(0, 3)),
    }


WORSE = {"按期结案数": -1, "漏报数": 1, "返工数": 1, "经验推广数": -1, "弄虚作假数": 1}


@settings(max_examples=300)
@given(units(), st.sampled_from(sorted(WORSE)), st.integers(1, 500))
def test_what_is_worse_never_scores_more(figures, name, steps):
    worse = {**figures, name: max(0, figures[name] + WORSE[name] * steps)}
    before, after = score_scheme(scheme, figures).total, score_scheme(scheme, worse).total
    assert before is None or after is None or after <= before


@settings(max_examples=300)
@given(units())
def test_a_total_lies_between_nothing_and_all(figures):
    score = score_scheme(scheme, figures)
    most = scheme.full + sum(row.cap for row in scheme.bonus)
    assert score.total is None or 0 <= score.total <= most
    assert 0 <= score.earned <= score.earnable <= scheme.full
    for row in score.rows:
        assert row.points is None or row.points >= 0
        assert row.working


@settings(max_examples=150)
@given(units(), st.randoms(use_true_random=False))
def test_no_order_matters(figures, random):
    turned = deepcopy(PARSED)
    for key in ("rows", "deductions", "bonus"):
        random.shuffle(turned[key])
    names = list(figures)
    random.shuffle(names)
    shuffled = score_scheme(read_scheme(turned, library), {name: figures[name] for name in names})
    assert shuffled.total == score_scheme(scheme, figures).total


@settings(max_examples=150)
@given(units(), units())
def test_a_score_is_the_units_own(one, other):
    first = score_scheme(scheme, one)
    score_scheme(scheme, other)
    assert score_scheme(scheme, one) == first


figures = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
NAMES = {"甲": Type.NUMBER, "乙": Type.NUMBER, "丙": Type.NUMBER}


@settings(max_examples=300)
@given(figures, figures, figures)
def test_sums_and_products_are_exact(one, two, three):
    value = compile_rule("甲 * 乙 + 乙 * 丙 - 甲", NAMES, result=Type.NUMBER)(甲=one, 乙=two, 丙=three)
    first, second, third = Fraction(one), Fraction(two), Fraction(three)
    assert isinstance(value, Decimal)
    assert Fraction(value) == first * second + second * third - first
