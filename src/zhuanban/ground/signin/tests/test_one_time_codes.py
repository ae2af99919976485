"""Codes that hold once: the published examples, and what no order of trying can change."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.signin.proofs import one_time, security_keys

SECRET = base64.b32encode(b"12345678901234567890").decode()
MAY = datetime(2024, 5, 6, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(seconds, code):
    """RFC 6238, appendix B, the last six of eight digits."""
    assert one_time.code_at(SECRET, seconds // 30) == code


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_no_code_is_accepted_twice_in_whatever_order_they_come(offsets):
    now, last, accepted = one_time.step_of(MAY), 0, []
    for offset in offsets:
        step = one_time.matching_step(SECRET, one_time.code_at(SECRET, now + offset), MAY, last)
        if step is not None:
            accepted.append(step)
            last = step
    assert accepted == sorted(set(accepted))
    assert all(abs(step - now) <= 1 for step in accepted)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_no_code_by_accident_of_form(words):
    step = one_time.matching_step(SECRET, one_time.typed(words), MAY, last=0)
    assert step is None or len(one_time.typed(words)) == 6


def test_a_phone_may_be_half_a_minute_out_and_no_more():
    code = one_time.code_at(SECRET, one_time.step_of(MAY))
    late = {seconds: one_time.matching_step(SECRET, code, MAY + timedelta(seconds=seconds), 0) for seconds in (30, 60)}
    assert late[30] == one_time.step_of(MAY)
    assert late[60] is None


def test_an_app_reads_the_secret_from_the_picture():
    secret = one_time.new_secret()
    parts = urlsplit(one_time.address_for_app(secret, account="office", issuer="专班 云溪区"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parse_qs(parts.query) == {"secret": [secret], "issuer": ["专班 云溪区"]}
    assert one_time.grouped(secret).replace(" ", "") == secret


def test_recovery_codes_are_many_and_read_however_they_are_typed():
    codes = one_time.new_recovery_codes()
    assert len(set(codes)) == 10
    assert one_time.typed(codes[0].upper().replace("-", " ")) == codes[0].replace("-", "")


@pytest.mark.parametrize(
    ("counter", "last", "copied"),
    [(0, 0, False), (1, 0, False), (5, 4, False), (4, 4, True), (3, 4, True), (0, 4, True)],
)
def test_a_key_whose_count_does_not_rise_has_a_twin(counter, last, copied):
    assert security_keys.is_copied(counter, last) is copied


@pytest.mark.parametrize(
    ("host", "can"), [("zb.yunxi.test", True), ("localhost", True), ("10.1.2.3", False), ("[::1]", False), ("", False)]
)
def test_keys_need_a_name(host, can):
    assert security_keys.can_be_used_at(host) is can


@given(st.text(max_size=200) | st.sampled_from(["{}", "[]", "null", '{"rawId":"YQ"}', '{"rawId":"a","response":{}}']))
def test_whatever_a_browser_sends_proves_nothing(answer):
    state = {"challenge": "YWFhYWFhYWFhYWFhYWFhYQ", "user_verification": "preferred"}
    assert security_keys.complete_enrolment("zb.test", state, answer) is None
    assert security_keys.complete_proof("zb.test", state, [], answer) is None
