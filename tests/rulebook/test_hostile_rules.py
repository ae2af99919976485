"""What is not in the language is refused, in bounded time, and never by an exception out of the checker."""

import inspect
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook import Fault, RuleError, Type, check, compile_rule

NAMES = {"甲": Type.NUMBER, "乙": Type.TEXT}
HOSTILE = {
    "attribute": "甲.real",
    "dunder": "甲.__class__.__mro__",
    "import": "__import__('os').system('ls')",
    "builtin": "open('x')",
    "call of a value": "甲(1)",
    "call of a call": "min(1, 2)(3)",
    "keyword": "max(1, 2, key=甲)",
    "star": "max(*甲)",
    "power": "甲 ** 99",
    "tower": "9 ** 9 ** 9",
    "exponent": "1e999999999",
    "hexadecimal": "0xffff",
    "imaginary": "1j",
    "underscores": "1_000",
    "modulo": "甲 % 3",
    "shift": "1 << 99",
    "text times number": "乙 * 99",
    "subscript": "乙[0]",
    "list": "[1, 2]",
    "dictionary": "{1: 2}",
    "comprehension": "[x for x in 乙]",
    "generator": "max(x for x in 乙)",
    "lambda": "lambda: 1",
    "walrus": "(甲 := 1)",
    "format": "f'{甲}'",
    "bytes": "b'1'",
    "none": "None",
    "ellipsis": "...",
    "await": "await 甲",
    "yield": "(yield 甲)",
    "two expressions": "1; 2",
    "closing early": "1) + (2",
    "backslash": "'\\x41'",
    "comment": "1 # 注",
    "nul": "1\0",
    "deep brackets": "(" * 900 + "1" + ")" * 900,
    "deep minus": "-" * 1900 + "1",
    "deep not": "not " * 450 + "甲",
    "deep choice": "1 if 甲 else " * 140 + "1",
    "long sum": "1+" * 950 + "1",
    "long digits": "9" * 1900,
    "too long": "1 + " * 100_000 + "1",
    "surrogate": "\ud800",
    "isolated quote": "“甲",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_quickly(source):
    started = time.perf_counter()
    faults = check(source, NAMES, result=Type.NUMBER)
    assert faults
    assert all(fault.message for fault in faults)
    assert time.perf_counter() - started < 0.5
    with pytest.raises(RuleError):
        compile_rule(source, NAMES, result=Type.NUMBER)


@pytest.mark.parametrize("source", [None, 3, ["1"], b"1"])
def test_what_is_no_text_is_no_rule(source):
    assert check(source, NAMES, result=Type.NUMBER)


def test_multiplying_on_and_on_ends_in_a_sentence():
    rule = compile_rule(" * ".join(["甲"] * 50), NAMES, result=Type.NUMBER)
    with pytest.raises(RuleError, match="数字过大"):
        rule(甲=10**39)


def test_a_caller_close_to_the_end_of_the_stack_gets_an_answer_too():
    def checked_from(depth: int) -> list[Fault]:
        return checked_from(depth - 1) if depth else check("1+" * 55 + "1", NAMES, result=Type.NUMBER)

    standing = len(inspect.stack(context=0))
    assert checked_from(sys.getrecursionlimit() - standing - 150)[0].message == "规则套得太深。"


@settings(max_examples=400, deadline=500)
@given(st.text(alphabet="甲乙0123456789.+-*/×÷()（）<>=≥≤,，'\"“” \n不在inotadrelsfmx_[]{}:;%\\#!&|^~@", max_size=60))
def test_no_text_makes_the_checker_raise(source):
    for result in Type:
        faults = check(source, NAMES, result=result)
        if not faults:
            with suppress(RuleError):
                compile_rule(source, NAMES, result=result)(甲=3, 乙="文")


@settings(max_examples=200, deadline=500)
@given(st.text(max_size=80))
def test_nor_does_any_text_at_all(source):
    check(source, NAMES, result=Type.NUMBER)
