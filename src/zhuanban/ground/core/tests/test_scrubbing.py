"""Log lines and error reports carry no numbers, mail, tokens or passwords, and of exceptions no values."""

import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core.scrubbing import ScrubbingFormatter, scrubbed, told


@pytest.mark.parametrize(
    "text",
    [
        "打给 13912340007 没人接", "+86 139-1234-0007", "8613912340007", "0599-7654321",
        "身份证 35072119900307001X", "写信 a.b@example.org",
    ],
)  # fmt: skip
def test_numbers_and_mail_go(text):
    done = scrubbed(text)
    assert "＊＊＊" in done
    assert not any(part in done for part in ("1234", "7654321", "19900307", "example.org"))


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer abcdef123456", "password=hunter22", '{"new_password": "hunter22"}',
        "token='abcdef123456'",
        "csrfmiddlewaretoken=abcdef123456&x=1", "Cookie: sessionid=abcdef123456",
    ],
)  # fmt: skip
def test_secrets_go(text):
    assert "hunter22" not in scrubbed(text)
    assert "abcdef123456" not in scrubbed(text)


@pytest.mark.parametrize("text", ["delivery 12345 of desk.tell failed", "2024-05-06 09:00:00,123", "116.4074, 39.9042"])
def test_plain_lines_stay(text):
    assert scrubbed(text) == text


@given(prefix=st.text(max_size=20), number=st.integers(13_000_000_000, 19_999_999_999), suffix=st.text(max_size=20))
def test_no_mobile_number_stands_alone_in_a_line(prefix, number, suffix):
    line = f"{prefix} {number} {suffix}"
    assert f" {number} " not in scrubbed(line)


def test_an_exception_tells_its_type_and_place_only():
    formatter = ScrubbingFormatter("%(message)s")
    try:
        raise ValueError("石磊 13912340007")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed for %s", ("13912340008",), sys.exc_info())
    line = formatter.format(record)
    assert "ValueError" in line
    assert "test_scrubbing.py" in line
    assert "石磊" not in line
    assert "1391234" not in line


def test_told_is_bounded():
    def deep(depth: int) -> None:
        if depth:
            deep(depth - 1)
        raise KeyError("石磊")

    with pytest.raises(KeyError) as caught:
        deep(30)
    text = told(caught.value, limit=-4)
    assert text.count("\n") == 4
    assert "石磊" not in text
