"""In production the start stops where a setting would let somebody in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOUND = {
    "ZHUANBAN_PRODUCTION": "1",
    "ZHUANBAN_HOSTS": "zhuanban.example",
    "ZHUANBAN_TLS": "1",
    "ZHUANBAN_ORIGINS": "https://zhuanban.example",
    "ZHUANBAN_PROXIES": "127.0.0.1",
}


def start(data: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """`check` with these settings; the database is empty, so it has nothing to complain of."""
    ours = ("ZHUANBAN_", "DJANGO_", "DATABASE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = {**kept, **SOUND, "ZHUANBAN_DATA": str(data), **changed}
    command = [sys.executable, "-c", "import django; django.setup()"]
    environment["DJANGO_SETTINGS_MODULE"] = "zhuanban.config.settings"
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


def test_a_sound_installation_starts(data):
    done = start(data)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("ZHUANBAN_DEBUG", "1", "ZHUANBAN_DEBUG 要关闭"),
        ("ZHUANBAN_HOSTS", "*", "不能用 *"),
        ("ZHUANBAN_HOSTS", "", "ZHUANBAN_HOSTS"),
        ("ZHUANBAN_HOSTS", "localhost,127.0.0.1", "只有本机地址"),
        ("ZHUANBAN_TLS", "0", "要启用 HTTPS"),
        ("ZHUANBAN_ORIGINS", "http://zhuanban.example", "https:// 开头"),
        ("ZHUANBAN_ORIGINS", "", "ZHUANBAN_ORIGINS"),
        ("ZHUANBAN_PROXIES", "the one in front", "ZHUANBAN_PROXIES"),
        ("ZHUANBAN_SECRET_KEY", "short", "ZHUANBAN_SECRET_KEY 太短"),
        ("ZHUANBAN_JOURNAL_KEY", "short", "ZHUANBAN_JOURNAL_KEY 太短"),
    ],
)
def test_a_setting_that_lets_somebody_in_stops_the_start(data, setting, value, words):
    done = start(data, **{setting: value})
    assert done.returncode != 0
    assert words in done.stderr


def test_one_secret_for_two_purposes_stops_the_start(data):
    done = start(data, ZHUANBAN_SECRET_KEY="x" * 40, ZHUANBAN_JOURNAL_KEY="x" * 40)
    assert "不能相同" in done.stderr


def test_a_data_folder_that_others_read_stops_the_start(data):
    data.chmod(0o755)
    assert "chmod go-rwx" in start(data).stderr


def test_a_fault_is_one_chinese_sentence_to_whoever_calls_the_tool(data):
    environment = {**os.environ, **SOUND, "ZHUANBAN_DATA": str(data), "ZHUANBAN_DEBUG": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "zhuanban.config.settings"
    command = [sys.executable, "-m", "zhuanban.cli", "check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("zhuanban：正式环境的设置还不行：ZHUANBAN_DEBUG 要关闭。")
    assert done.stderr.count("\n") == 1
