"""Whatever is sent to the doors of signing in gets an answer in Chinese, and nobody in."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import PASSWORD

from zhuanban.ground.core import clock
from zhuanban.ground.signin.proofs import one_time
from zhuanban.ground.signin.services import enrol_app

pytestmark = pytest.mark.django_db
SECRET = one_time.new_secret()
OIDC = {
    "issuer": "http://127.0.0.1:9", "client_id": "z", "client_secret": "", "scopes": "openid", "account": "sub",
    "hosts": (),
}  # fmt: skip
WORDS = st.text(max_size=60) | st.sampled_from(["\x00", "长" * 10_000, "{}", "[]", "null", "²", "9" * 500, "<a>"])
KEYS = st.dictionaries(
    st.sampled_from(["id", "rawId", "type", "response", "clientExtensionResults"]),
    WORDS | st.none() | st.integers() | st.dictionaries(st.sampled_from(["clientDataJSON", "signature"]), WORDS),
)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def waiting(cast) -> Client:
    """A browser that has taken the first step."""
    step = one_time.step_of(clock.now())
    enrol_app(by=cast.office, secret=SECRET, code=one_time.code_at(SECRET, step - 1))
    browser = Client()
    browser.post("/sign-in/", {"username": "office", "password": PASSWORD})
    return browser


@few
@given(words=WORDS, key=KEYS)
def test_no_second_step(waiting, words, key):
    for sent in ({"code": words}, {"answer": words}, {"answer": json.dumps(key)}, {"code": words, "answer": words}):
        answer = waiting.post("/sign-in/second-step/", sent)
        assert answer.status_code in {200, 413}
        assert "第二重验证" in answer.content.decode() or answer.status_code == 413
    assert waiting.get("/account/").status_code == 302


@few
@given(words=WORDS, key=KEYS)
def test_no_new_key_or_app(cast, client, words, key):
    client.force_login(cast.office)
    session = client.session
    session["signin.confirmed"] = int(clock.now().timestamp())
    session.save()
    client.get("/account/factors/key/")
    for address, sent in (
        ("/account/factors/key/", {"name": words, "answer": json.dumps(key)}),
        ("/account/factors/app/", {"code": words}),
        ("/account/confirmation/?next=" + "/x", {"password": words}),
    ):
        assert client.post(address, sent).status_code == 200, address
    assert not cast.office.factors.exists()


@few
@given(name=st.sampled_from(["state", "code", "iss", "error", "ticket", "next", "again"]), words=WORDS)
def test_no_way_back_that_was_not_asked_for(db, name, words):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.conf.settings.OIDC", OIDC, raising=False)
        patched.setattr("django.conf.settings.CAS", {"address": "http://127.0.0.1:9/", "version": "3", "account": ""})
        browser = Client()
        for address in ("/sign-in/oidc/back/", "/sign-in/cas/back/"):
            assert browser.get(address, {name: words, "state": words}).status_code in {403, 414}
        assert browser.get("/sign-in/cas/", {name: words}).status_code in {302, 414}
        assert browser.get("/sign-in/oidc/", {name: words}).status_code in {503, 414}
        assert browser.post("/sign-in/cas/back/", {"logoutRequest": words}).status_code == 204
        assert browser.get("/account/").status_code == 302
