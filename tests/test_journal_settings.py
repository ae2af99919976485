"""A setting that would break the journal's promise stops the start with one sentence."""

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhuanban.config import environment

SOURCE = str(environment.REPOSITORY / "src/zhuanban/config/journal.py")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ZHUANBAN_JOURNAL_DAYS", "182", "日志至少保存六个月"),
        ("ZHUANBAN_JOURNAL_DAYS", "x", "应是整数"),
        ("ZHUANBAN_HASH", "md5", "只能写 sha256 或 sm3"),
        ("ZHUANBAN_SYSLOG", "http://logs", "udp://主机:端口"),
        ("ZHUANBAN_SYSLOG", "udp://logs", "udp://主机:端口"),
        ("ZHUANBAN_SYSLOG", "udp://logs:99999", "udp://主机:端口"),
    ],
)
def test_it_stops_the_start(monkeypatch, name, value, sentence):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        runpy.run_path(SOURCE)


@pytest.mark.parametrize("value", ["udp://127.0.0.1:514", "tcp://[::1]:601", "/dev/log"])
def test_a_right_one_is_taken(monkeypatch, value):
    monkeypatch.setenv("ZHUANBAN_SYSLOG", value)
    assert runpy.run_path(SOURCE)["SYSLOG"] == value
