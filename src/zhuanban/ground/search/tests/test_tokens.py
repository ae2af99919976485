"""Tokens and queries: whatever part of a text is asked for, its tokens are among those of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.search.rules.queries import NO_WORDS, TOO_SHORT, excerpt, marked, query_of
from zhuanban.ground.search.rules.tokens import SIGN, folded, joined, mark, tokens_of

LETTERS = st.text(alphabet="路灯改造村号镇2024-Aab。， ①ＡⅡ０１\u3000㎡", max_size=40)


def holds(text, query):
    """Whether the index finds the text: its tokens, and what they leave unsure."""
    tokens = tokens_of(text)
    return all(
        any(known.startswith(token.text) for known in tokens) if token.is_prefix else token.text in tokens
        for token in query.tokens
    ) and all(piece in text for piece in query.unsure)


@given(LETTERS, LETTERS)
def test_what_is_found_is_exactly_what_holds_every_piece(text, typed):
    text, query = joined([text]), query_of(typed)
    if query.pieces:
        assert holds(text, query) == all(piece in text for piece in query.pieces)


@given(LETTERS, st.data())
def test_every_part_of_a_text_finds_it(text, data):
    text = joined([text])
    start = data.draw(st.integers(0, len(text)))
    query = query_of(text[start : data.draw(st.integers(start, len(text)))])
    assert not query.pieces or holds(text, query)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("", ""), ("  ", ""), ("，。", NO_WORDS), ("7", TOO_SHORT), ("a", TOO_SHORT), ("灯", ""), ("12", ""), ("7号", "")],
)
def test_what_cannot_be_looked_for_says_why(typed, problem):
    query = query_of(typed)
    assert query.problem == problem
    assert bool(query.pieces) == (not problem and bool(typed.strip()))


def test_full_width_is_half_width_and_traditional_is_itself():
    assert folded("ＡＢＣ２０２４（路燈）") == "abc2024(路燈)"
    assert query_of("路灯").tokens != query_of("路燈").tokens


def test_numbers_are_found_whole_and_by_part():
    text = joined(["2024-00012", "中心大街14号"])
    for typed in ("2024-00012", "2024", "00012", "12", "0012", "24-00", "4号", "14号"):
        assert holds(text, query_of(typed)), typed
    assert not holds(text, query_of("2024-00013"))


@given(st.text(max_size=60))
def test_no_text_gives_a_mark(text):
    assert not any(token.startswith(SIGN) and len(token) > 2 for token in tokens_of(folded(text)))
    assert mark("m", 5, 12) not in tokens_of(folded(f"{text}{mark('m', 5, 12)}"))


def test_nothing_is_found_across_two_fields():
    text = joined(["路灯", "改造"])
    assert not holds(text, query_of("灯改"))
    assert not holds(text, query_of("路灯改造"))


def test_what_was_found_is_marked_in_the_words_as_written():
    assert marked("整治ＬＥＤ路灯", ["led", "路灯"]) == [("整治", False), ("ＬＥＤ路灯", True)]
    assert marked("<b>路灯</b>", ["路灯"]) == [("<b>", False), ("路灯", True), ("</b>", False)]
    assert marked("无", ["路灯"]) == [("无", False)]


@given(LETTERS, LETTERS)
def test_marking_loses_nothing(text, typed):
    assert "".join(part for part, _ in marked(text, query_of(typed).pieces)) == text


def test_a_long_text_is_cut_around_what_was_found():
    text = "甲" * 200 + "路灯" + "乙" * 200
    piece = excerpt(text, ["路灯"], 60)
    assert "路灯" in piece
    assert piece.startswith("……")
    assert piece.endswith("……")
    assert len(piece) == 64
    assert excerpt("短", ["路灯"]) == "短"
