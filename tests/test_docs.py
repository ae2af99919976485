"""The papers agree with the code."""

import importlib.util
import re
from pathlib import Path

import pytest

from zhuanban.ground.orgs.rules import Role

ROOT = Path(__file__).resolve().parents[1]
spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
assert spec is not None
assert spec.loader is not None
generate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate)


@pytest.mark.parametrize("name", sorted(generate.pages()))
def test_what_follows_from_the_code_is_up_to_date(name):
    kept = ROOT / "docs" / name
    assert kept.read_text(encoding="utf-8") == generate.pages()[name], "run bin/docs and review the difference"


def test_the_glossary_has_every_role():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [role.label for role in Role if role.label not in glossary] == []


PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]


@pytest.mark.parametrize("name", sorted(str(path.relative_to(ROOT)) for path in PAPERS))
def test_every_link_leads_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_both_readmes_have_the_same_parts():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"^#+ ", r"^```", r"!\["):
        assert len(re.findall(pattern, english, re.M)) == len(re.findall(pattern, chinese, re.M))


def test_every_control_of_the_threats_names_tests_that_are_there():
    text = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    table = text.partition("## Threats, controls, tests")[2].partition("## Not defended yet")[0]
    rows = [line.split("|")[1:-1] for line in table.splitlines() if line.startswith("| ")][1:]
    known = {path.name for folder in ("src", "tests") for path in (ROOT / folder).rglob("test_*.py")}
    named = [(threat.strip(), name.strip()) for threat, _, tests in rows for name in tests.split(",")]
    assert len(named) > 30
    assert [pair for pair in named if pair[1] not in known] == []
