"""What the house asks of every file, checked by machine: sizes, names, what may not be there at all."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
MOST_FILE_LINES, MOST_FUNCTION_LINES = 400, 60
UNPLACED = {"utils", "helpers", "common", "manager", "base", "misc", "data", "info", "extras"}
BARRED = re.compile(
    r"check_?in|sign_?in_?count|punch_?card|points_?rank|online_?(time|duration)|login_?rank|track_?(point|log)|"
    r"trajectory_of_person|usage_?rank|打卡|积分排名|在线时长|轨迹"
)


def functions(path: Path) -> list[tuple[str, int]]:
    """Name and length in lines of every function of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {str(path.relative_to(ROOT)): lines for path in SOURCES if (lines := _lines(path)) > MOST_FILE_LINES}
    assert not long


def test_nine_files_in_ten_are_short():
    lengths = sorted(_lines(path) for path in SOURCES if _lines(path))
    assert lengths[len(lengths) * 9 // 10] <= 250


def test_no_function_is_longer_than_a_page():
    long = [f"{path.name}:{name}" for path in SOURCES for name, lines in functions(path) if lines > MOST_FUNCTION_LINES]
    assert not long


def test_every_module_has_a_place():
    assert not [str(path.relative_to(ROOT)) for path in SOURCES if path.stem in UNPLACED]


def test_services_do_not_know_the_web():
    wrong = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if (path.stem == "services" or path.parent.name == "services") and "HttpRequest" in path.read_text("utf-8")
    ]
    assert not wrong


@pytest.mark.parametrize("stem", ["views", "forms", "handlers", "slots"])
def test_pages_and_handlers_do_not_touch_tables(stem):
    touching = re.compile(r"\.objects\b|\.save\(")
    wrong = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if (path.stem == stem or path.parent.name == stem) and touching.search(path.read_text("utf-8"))
    ]
    assert not wrong


def test_time_is_told_by_one_clock():
    telling = re.compile(r"datetime\.now\(|date\.today\(|timezone\.now\(|time\.time\(")
    # Certificates and sessions end by the real clock, also in a demo.
    allowed = {"clock.py", "local_authority.py", "session_store.py"}
    wrong = [str(path) for path in SOURCES if path.name not in allowed and telling.search(path.read_text("utf-8"))]
    assert not [path for path in wrong if "/tests/" not in path]


def test_calls_out_of_the_house_go_through_one_client():
    calling = re.compile(r"(?m)^\s*(?:from|import) (requests|urllib3|urllib\.request|http\.client|httpx)\b")
    files = (path.relative_to(ROOT / "src").as_posix() for path in SOURCES if calling.search(path.read_text("utf-8")))
    assert [path for path in files if "/tests/" not in path] == ["zhuanban/ground/core/outgoing.py"]


def test_nothing_that_burdens_people_is_in_the_tables_or_addresses():
    """Rules for government apps: no check-in, ranking by points, on-line time or tracks (国办函〔2026〕12号)."""
    names = [f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()]
    names += [f"{model._meta.label}" for model in apps.get_models()] + addresses()
    assert len(names) > 100
    assert not [name for name in names if BARRED.search(name)]


def addresses() -> list[str]:
    """Every address of the product, as written in the urls modules."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> list[str]:
        found = []
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            found += walk(pattern.url_patterns, route) if isinstance(pattern, URLResolver) else [route]
        return found

    return walk(get_resolver().url_patterns, "")


def test_the_libraries_load_light():
    """Only the named adapters, themselves loaded on first use, import what is large."""
    heavy = re.compile(r"^(?:from|import) (docx|pypdfium2|numpy|PIL)\b", re.MULTILINE)
    adapters = re.compile(r"official_document/docx_\w+\.py|cli/demo/painter\.py")
    loading = [path.relative_to(ROOT / "src").as_posix() for path in SOURCES if heavy.search(path.read_text("utf-8"))]
    assert not [path for path in loading if "/tests/" not in path and not adapters.search(path)]


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")
