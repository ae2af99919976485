"""The reference notice: score against the labels, demands against the coverage list, findings, groups, time."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from notice_compiler import Plan, compile_notice
from tests.compiler.test_properties import check_ids, squeeze, told

SOURCE = Path(__file__).resolve().parents[2] / "src"
WANTED_FINDINGS = {
    "unclosed-bracket",
    "unit-not-on-roster",
    "roster-unit-without-duty",
    "unit-alias",
    "no-lead",
    "no-deadline",
    "target-without-baseline",
    "target-without-owner",
    "ambiguous-deadline",
    "blank-ratio",
    "conflict-of-interest",
}


@pytest.fixture(scope="module")
def plan(reference: Path) -> Plan:
    return compile_notice(reference)


def score(shared: Path, *notices: str) -> dict[str, float]:
    """The figures of score.py, run as anybody would run it."""
    command = f"{sys.executable} -m notice_compiler {{}} --json"
    argv = [sys.executable, str(shared / "notices" / "score.py"), "--compile", command, "--json", *notices]
    done = subprocess.run(argv, capture_output=True, check=True, env={"PYTHONPATH": str(SOURCE)}, cwd=SOURCE)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def test_the_reference_notice_scores_at_least_098(shared: Path) -> None:
    assert score(shared, "chiping-2024")["overall"] >= 0.98


def test_all_labelled_notices_score_at_least_092(shared: Path) -> None:
    assert score(shared)["overall"] >= 0.92


def test_every_notice_compiles_and_fits_the_schema(shared: Path) -> None:
    schema = json.loads((shared / "plan.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    notices = sorted((shared / "notices").glob("*.txt"))
    assert len(notices) >= 37
    for notice in notices:
        plan = compile_notice(notice)
        validator.validate(json.loads(json.dumps(plan.as_json())))
        check_ids(plan)


def test_every_span_shows_its_words(plan: Plan) -> None:
    for span, words in told(plan):
        assert squeeze(words) in squeeze(plan.text[span[0] : span[1]])


def paths(plan: Plan) -> dict[str, str]:
    found: dict[str, str] = {}
    for clause in plan.clauses:
        found[clause.id] = (f"{found[clause.parent]}/" if clause.parent else "") + clause.marker.rstrip("、.：")
    return found


def test_demands_cover_the_second_chapter_with_the_right_force(plan: Plan, shared: Path) -> None:
    with (shared / "coverage.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["clause"].startswith("二")]
    at = paths(plan)
    inside = agree = 0
    for row in rows:
        words = squeeze(row["demand"])
        forces = [d.force for d in plan.demands if at[d.clause] == row["clause"] and words in squeeze(d.text)]
        inside += bool(forces)
        agree += row["force"] in forces
    assert inside >= 0.95 * len(rows)
    assert agree >= 0.90 * len(rows)


def test_the_faults_of_the_notice_are_found(plan: Plan) -> None:
    assert {found.code for found in plan.findings} >= WANTED_FINDINGS
    words = {code: " ".join(f.message for f in plan.findings if f.code == code) for code in WANTED_FINDINGS}
    assert "各有关燃气企业" in words["unit-not-on-roster"]
    assert all(unit in words["roster-unit-without-duty"] for unit in ("财政局", "税务局", "融媒体中心"))
    assert re.search("常务副组长.*镇", words["conflict-of-interest"])
    assert "到2025年前" in words["ambiguous-deadline"]


def test_groups_have_the_members_that_the_notice_names(plan: Plan) -> None:
    units = {unit.name: unit for unit in plan.units}
    assert len(units["各乡镇（街道）"].members) == 14
    assert units["各有关燃气企业"].members == ()
    streets = [unit for unit in plan.units if unit.name.endswith("街道") and unit.kind == "township"]
    assert sum(alias.endswith("办事处") for unit in streets for alias in unit.aliases) == 2


def seconds(text: str, times: int) -> float:
    """The shortest of several runs in processor time: a busy machine does not make the compiler slow."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        compile_notice(text)
        spent.append(time.process_time() - began)
    return min(spent)


def test_compiling_takes_less_than_a_tenth_of_a_second(reference: Path) -> None:
    assert seconds(reference.read_text(encoding="utf-8"), 5) <= 0.1


def test_time_grows_with_the_length_and_not_faster(reference: Path) -> None:
    text = reference.read_text(encoding="utf-8")
    assert seconds("\n".join([text] * 10), 3) <= 12 * seconds(text, 5)
