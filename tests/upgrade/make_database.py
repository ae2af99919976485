"""Makes the small filled database that a resolved issue leaves behind: make_database.py NAME.

A short demo of the example notice, without its photos, packed; beside it the counts that an upgrade must keep.
"""

import json
import lzma
import os
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent


def main() -> None:
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ZHUANBAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
        django.setup()
        from zhuanban.cli import setting_up
        from zhuanban.cli.accounts import open_demo_accounts
        from zhuanban.cli.demo.playing import play_action
        from zhuanban.plan.campaigns.services import load_notice
        from zhuanban.work.matters.services import sync_kinds

        setting_up.migrate()
        sync_kinds()
        campaign = load_notice(by=None, content=setting_up.EXAMPLE.read_bytes(), name="notice.txt")
        open_demo_accounts(campaign)
        setting_up.confirm_for_demo(campaign)
        play_action(matters=40, seed=2, stop=threading.Event())
        pack(Path(folder) / "zhuanban.sqlite3", name)
        pack_keys(Path(folder) / "keys", name)


def pack(database: Path, name: str) -> None:
    """Write NAME.sqlite3.xz and NAME.json, without sessions and first passwords' hashes of use to nobody."""
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM django_session")
        connection.execute("UPDATE orgs_user SET password = '!'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rooms = ("campaigns_", "matters_", "journal_", "orgs_", "indicators_", "appraisals_", "documents_", "patrols_")
        counts = {
            table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - own table names
            for table in sorted(tables)
            if table.startswith(rooms)
        }
    (HERE / f"{name}.sqlite3.xz").write_bytes(lzma.compress(database.read_bytes(), preset=9))
    (HERE / f"{name}.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


def pack_keys(folder: Path, name: str) -> None:
    """Write NAME.keys.json: the keys of the demo, without which its private fields and marks say nothing."""
    keys = {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.is_file()}
    (HERE / f"{name}.keys.json").write_text(json.dumps(keys, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
