"""`up` with a notice that cannot be used says so and leaves no trace."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b"", "空"),
        ("假.docx", b"PK\x03\x04 this is no archive", "docx"),
        ("密.txt", "秘密★1年\n\n关于印发方案的通知\n\n一、总体要求\n".encode(), "秘密"),
    ],
)
def test_a_wrong_notice_is_refused_before_anything_is_made(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    data = tmp_path / "data"
    environment = {**os.environ, "ZHUANBAN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
    environment.pop("ZHUANBAN_SECRET_KEY", None)
    command = [sys.executable, "-m", "zhuanban.cli", "up", str(tmp_path / name)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (data / "zhuanban.sqlite3").exists()
