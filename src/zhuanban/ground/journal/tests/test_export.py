"""The export verifies without the product, by a short script that travels beside it; and it bears witness later."""

import hashlib
import io
import json
import subprocess
import sys

import pytest
from django.db import transaction

from zhuanban.ground.journal import exporting
from zhuanban.ground.journal.comparing import compared, verified_file
from zhuanban.ground.journal.exporting import SCRIPT, leave_script_beside, write_export
from zhuanban.ground.journal.models import Checkpoint
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.tests import tampering
from zhuanban.ground.journal.tests.test_seal import write
from zhuanban.ground.journal.verifying import verified

pytestmark = pytest.mark.django_db
needs_sm3 = pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="OpenSSL without SM3")


@pytest.fixture
def export(cast, tmp_path, settings):
    """An export of six links, one of them by SM3 where this Python can read it."""
    write(3)
    seal_entries()
    if "sm3" in hashlib.algorithms_available:
        settings.JOURNAL_HASH = "sm3"
    write(3)
    seal_entries()
    path = tmp_path / "journal.jsonl"
    with path.open("w", encoding="utf-8") as file:
        assert write_export(file) == 6
    return path


def by_script(path, *more):
    """What plain Python says, in an empty environment and away from the product."""
    script = leave_script_beside(path)
    command = [sys.executable, "-I", "-S", str(script), str(path), *more]
    done = subprocess.run(command, cwd="/", env={"PYTHONUTF8": "1"}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def rewritten(path, change):
    """The export with its lines changed: the first is the header."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def test_the_script_is_short_and_stands_alone():
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert [line for line in lines if line.startswith(("import", "from"))] == [
        "import hashlib", "import json", "import sys",
    ]  # fmt: skip


def test_a_whole_export_verifies_by_the_script_and_by_the_product(export):
    code, said = by_script(export)
    assert (code, "到第 6 条" in said, "完好" in said) == (0, True, True)
    assert verified_file(export) == (6, [])
    digest = json.loads(export.read_text(encoding="utf-8").splitlines()[0])["digest"]
    assert by_script(export, digest)[0] == 0
    code, said = by_script(export, "0" * 64)
    assert (code, "整条链可能被重算过" in said) == (1, True)


def test_nothing_personal_is_in_it(export):
    assert "人" not in "".join(line for line in export.read_text(encoding="utf-8") if line == "人")
    assert "第1人" not in export.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: lines[2]["content"].update(sentence="没有修"), "第 2 条被改动过（LampMended，没有修）"),
        (lambda lines: lines[6]["content"].update(by=7), "第 6 条被改动过"),
        (lambda lines: lines.pop(4), "第 4 至 4 条缺失"),
        (lambda lines: lines.pop(1), "第 1 至 1 条缺失"),
        (lambda lines: lines.pop(), "末尾与抬头不符：应到第 6 条"),
        (lambda lines: lines.insert(3, lines[2]), "第 2 条重复或不在其位"),
        (lambda lines: lines[5].update(content=None), "第 5 条被删除"),
        (lambda lines: lines[0].update(digest="0" * 64), "末尾与抬头不符"),
    ],
)
def test_a_tampered_export_is_told_by_the_script_and_by_the_product(export, change, sentence):
    rewritten(export, change)
    code, said = by_script(export)
    assert code == 1
    assert sentence in said
    assert verified_file(export)[1]


def test_an_export_computed_anew_without_the_key_is_told_by_the_product(export):
    def compute(lines):
        lines[2]["content"]["sentence"] = "没有修"
        digest = lines[0]["previous"]
        for line in lines[1:]:
            text = json.dumps(line["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            digest = line["digest"] = hashlib.new(line["algorithm"], f"{digest}\n{text}".encode()).hexdigest()
        lines[0]["digest"] = digest

    rewritten(export, compute)
    assert by_script(export)[0] == 0
    assert "抬头不是用本机的密钥写下的" in str(verified_file(export)[1][0])


def test_an_export_of_before_the_headers_still_verifies(export):
    rewritten(export, lambda lines: lines.pop(0))
    assert verified_file(export) == (6, [])


@pytest.mark.parametrize("text", ["", "[]\n", "{}\n", "不是日志\n", '{"position": 1}\n[]\n', '{"position": "1"}\n'])
def test_what_is_no_export_is_said_to_be_none(tmp_path, text):
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError):  # noqa: PT011 - any is told the same way
        verified_file(path)
    assert by_script(path)[0] == 2


def test_an_earlier_export_names_what_was_changed_and_how(export):
    assert compared(export) == (6, [])
    with transaction.atomic():
        key = tampering.change(2, sentence="没有修")
        tampering.remove(5)
        faults = compared(export)[1]
        transaction.set_rollback(True)
    assert (faults[0].position, faults[0].entry_id) == (2, key)
    assert "的一句话与导出时不同：原为“修好了1号路的路灯”，现为“没有修”" in str(faults[0])
    assert "第 5 条在导出文件里有（“修好了1号路的路灯”），现在没有" in str(faults[1])


def test_an_earlier_export_shows_a_cut_end_though_every_trace_of_it_is_gone(export, cast):
    for place in (6, 5):
        tampering.remove_with_seal(place)
    Checkpoint.objects.all().delete()
    write(1)
    seal_entries()
    seal_entries()
    assert [fault.kind for fault in verified()[1]] == []
    assert {fault.position for fault in compared(export)[1]} == {5, 6}


def test_a_long_export_stays_in_flat_memory(cast, monkeypatch):
    """Every chunk is read, written and forgotten."""
    write(30)
    seal_entries()
    monkeypatch.setattr(exporting.chain, "CHUNK", 4)
    sizes = []
    read = exporting.chain.entries_of
    monkeypatch.setattr(exporting.chain, "entries_of", lambda keys: sizes.append(len(found := read(keys))) or found)
    assert write_export(io.StringIO()) == 30
    assert max(sizes) == 4
