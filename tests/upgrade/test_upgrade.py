"""A database that an earlier state left behind is brought to the present tables and loses nothing."""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KEPT = sorted(HERE.glob("*.sqlite3.xz"))
# The newest, and outside the quick run the oldest too.
MEASURED = [*KEPT[-1:], *(pytest.param(path, marks=pytest.mark.slow) for path in KEPT[:-1][:1])]


def run(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ZHUANBAN_", "DATABASE_"))}
    environment |= {"ZHUANBAN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


# A district whose office had no director gets one. Scope rows are reckoned anew, and `check` compares them.
ADDED = {("issue-2", "orgs_roleassignment"): 1, ("issue-3", "orgs_roleassignment"): 1}
RECKONED = {"matters_matterscope", "matters_tally", "matters_tallychange"}


@pytest.mark.parametrize("packed", MEASURED, ids=lambda path: path.name.split(".")[0])
def test_an_old_database_is_upgraded_and_still_agrees_with_itself(packed, tmp_path):
    (tmp_path / "zhuanban.sqlite3").write_bytes(lzma.decompress(packed.read_bytes()))
    era = packed.name.removesuffix(".sqlite3.xz")
    if (keys := HERE / f"{era}.keys.json").exists():  # since private fields and marks have keys
        (tmp_path / "keys").mkdir(mode=0o700)
        for name, key in json.loads(keys.read_text("utf-8")).items():
            (tmp_path / "keys" / name).write_text(key, encoding="utf-8")
            (tmp_path / "keys" / name).chmod(0o600)
    migrated = run(tmp_path, "manage.py", "migrate", "--noinput")
    assert migrated.returncode == 0, migrated.stderr
    kept = json.loads((HERE / f"{era}.json").read_text(encoding="utf-8"))
    with sqlite3.connect(tmp_path / "zhuanban.sqlite3") as connection:
        for table, count in ((name, count) for name, count in kept.items() if name not in RECKONED):
            rows = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
            assert rows == count + ADDED.get((era, table), 0), table
    for command in (("check",), ("journal", "verify")):
        answer = run(tmp_path, "-m", "zhuanban.cli", *command)
        assert answer.returncode == 0, answer.stdout + answer.stderr
