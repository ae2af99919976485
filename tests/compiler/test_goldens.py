"""What the compiler makes of short notices, case by case."""

from __future__ import annotations

import pytest

from notice_compiler import compile_notice
from tests.compiler import golden_files
from tests.compiler.golden_files import Golden, Malformed, load, parse
from tests.compiler.shorthand import lines

GOOD = "标题\n.\n一、任务\n.\nduty none\n.\n"


@pytest.mark.parametrize("case", load(), ids=lambda case: case.title)
def test_a_notice_gives_the_expected_facts(case: Golden) -> None:
    plan = compile_notice(case.notice)
    found = [line for facet in case.facets for line in lines(plan, facet)]
    assert found == [line.rstrip("\n") for line in case.expected]


def test_the_golden_files_hold_cases() -> None:
    assert len(load()) >= 20
    assert all(parse(path.read_text(encoding="utf-8")) for path in golden_files.FOLDER.glob("*"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "0 parts"),
        ("标题\n.\n一、任务\n.\n", "2 parts"),
        ("标题\n.\n一、任务\n.\nduty none\n", "not closed"),
        (GOOD + GOOD, "one title"),
        ("\n.\n一、任务\n.\nduty none\n.\n", "one line as its title"),
        ("甲\n乙\n.\n一、任务\n.\nduty none\n.\n", "one line as its title"),
        ("标题\n.\n\n.\nduty none\n.\n", "no notice"),
        ("标题\n.\n一、任务\n.\n\n.\n", "nothing is expected"),
        ("标题\n.\n一、任务\n.\ndutty none\n.\n", "is no fact"),
    ],
)
def test_a_malformed_golden_file_is_refused(text: str, why: str) -> None:
    assert parse(GOOD)
    with pytest.raises(Malformed, match=why):
        parse(text)
