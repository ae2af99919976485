"""What a provider of OpenID Connect answers is checked in full; whatever is bent proves nothing."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from tests.bent_provider import CURVE_KEY, KEY, OTHER_KEY, bent_provider, public, unsigned

from zhuanban.ground.signin.providers import Rejected, Unavailable, oidc

BACK = "https://zhuanban.test/sign-in/oidc/back/"
NOW = int(time.time())


@pytest.fixture
def bent():
    with bent_provider() as provider:
        yield provider


def walked(bent, *, again=False, **answer):
    """To the provider and back."""
    provider = oidc.Provider(**bent.settings)
    address, kept = oidc.begin(provider, BACK, again=again)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    bent.nonce = asked["nonce"]
    return asked, oidc.complete(provider, BACK, kept, {"state": asked["state"], "code": "c", **answer})


def test_a_right_answer_names_the_person(bent):
    asked, identity = walked(bent)
    assert (identity.subject, identity.account) == ("7", "office")
    assert asked["code_challenge_method"] == "S256"
    assert "code_verifier=" in next(body for path, body in bent.asked if path == "/token")


def test_a_key_on_a_curve_is_taken_too(bent):
    bent.keys = [public(KEY, "one"), public(CURVE_KEY, "two")]
    bent.sign = lambda claims: jwt.encode(claims, CURVE_KEY, "ES256", {"kid": "two"})
    assert walked(bent)[1].account == "office"


def test_the_account_may_come_from_the_userinfo(bent):
    bent.claims = {"preferred_username": None}
    assert walked(bent)[1].account == "office"
    bent.userinfo = {"sub": "8", "preferred_username": "leader"}
    with pytest.raises(Rejected):
        walked(bent)


BENT_CLAIMS = {
    "another nonce": {"nonce": "x"}, "no nonce": {"nonce": None}, "another issuer": {"iss": "https://elsewhere.test"},
    "no issuer": {"iss": None}, "another audience": {"aud": "elsewhere"}, "no audience": {"aud": None},
    "audiences without a party": {"aud": ["zhuanban", "elsewhere"]}, "another party": {"azp": "elsewhere"},
    "expired": {"exp": NOW - 3600}, "never expires": {"exp": None}, "issued tomorrow": {"iat": NOW + 86400},
    "not yet valid": {"nbf": NOW + 86400}, "no subject": {"sub": ""}, "a subject that is none": {"sub": 7},
    "no subject at all": {"sub": None}, "an endless subject": {"sub": "7" * 300}, "words for a time": {"exp": "soon"},
}  # fmt: skip


@pytest.mark.parametrize("claims", BENT_CLAIMS.values(), ids=BENT_CLAIMS)
def test_bent_claims_prove_nothing(bent, claims):
    bent.claims = claims
    with pytest.raises(Rejected):
        walked(bent)


BENT_SIGNATURES = {
    "none": unsigned,
    "under the client's secret": lambda claims: jwt.encode(claims, "secret" * 8, "HS256", {"kid": "one"}),
    "by another key": lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", {"kid": "one"}),
    "by a key of another name": lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "three"}),
    "by a key without a name": lambda claims: jwt.encode(claims, KEY, "RS256"),
    "not at all": lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "one"}).rpartition(".")[0] + ".",
    "no token": lambda claims: "token",
    "nothing": lambda claims: "",
}


@pytest.mark.parametrize("sign", BENT_SIGNATURES.values(), ids=BENT_SIGNATURES)
def test_bent_signatures_prove_nothing(bent, sign):
    bent.sign = sign
    with pytest.raises(Rejected):
        walked(bent)


def test_a_key_under_another_kind_of_signature_is_not_taken(bent):
    bent.keys = [public(KEY, "one", alg="RS512")]
    with pytest.raises(Rejected):
        walked(bent)


@pytest.mark.parametrize(
    "answer", [{"state": "x"}, {"state": ""}, {"state": "不同"}, {"iss": "https://elsewhere.test"}]
)
def test_a_bent_return_proves_nothing(bent, answer):
    with pytest.raises(Rejected):
        walked(bent, **answer)


def test_a_code_that_the_provider_does_not_take_proves_nothing(bent):
    bent.answers["/token"] = (400, b'{"error":"invalid_grant"}')
    with pytest.raises(Rejected):
        walked(bent)


def test_who_declines_comes_back_without_a_code(bent):
    provider = oidc.Provider(**bent.settings)
    _, kept = oidc.begin(provider, BACK, again=False)
    with pytest.raises(Rejected):
        oidc.complete(provider, BACK, kept, {"state": kept["state"], "error": "access_denied"})


def test_an_issuer_that_promises_its_name_has_to_give_it(bent):
    bent.metadata["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(Rejected):
        walked(bent)
    assert walked(bent, iss=bent.issuer)[1].account == "office"


def test_an_answer_comes_within_ten_minutes_and_only_to_a_question(bent):
    provider = oidc.Provider(**bent.settings)
    _, kept = oidc.begin(provider, BACK, again=False)
    late = {**kept, "at": kept["at"] - 601}
    for state in (late, {}):
        with pytest.raises(Rejected):
            oidc.complete(provider, BACK, state, {"state": kept["state"], "code": "c"})


def test_to_confirm_one_signs_in_anew(bent):
    for auth_time in (None, NOW - 3600, True, "now"):
        bent.claims = {"auth_time": auth_time}
        with pytest.raises(Rejected):
            walked(bent, again=True)
    bent.claims = {"auth_time": int(time.time())}
    asked, identity = walked(bent, again=True)
    assert (asked["prompt"], asked["max_age"], identity.account) == ("login", "0", "office")


BENT_ANSWERS = {
    "broken": (500, b""), "no JSON": (200, b"<html>"), "a list": (200, b"[]"), "gone on": (302, b"{}"),
    "too big": (200, b'{"x":"' + b"x" * 3_000_000 + b'"}'), "deep": (200, b"[" * 200_000),
}  # fmt: skip


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize("answer", BENT_ANSWERS.values(), ids=BENT_ANSWERS)
def test_a_provider_that_is_ill_is_said_to_be(bent, path, answer):
    bent.answers[path] = answer
    with pytest.raises(Unavailable):
        walked(bent)


def test_a_provider_that_is_down_is_said_to_be(bent):
    provider = oidc.Provider(**{**bent.settings, "issuer": "http://127.0.0.1:9"})
    with pytest.raises(Unavailable):
        oidc.begin(provider, BACK, again=False)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://elsewhere.test"},
        {"token_endpoint": "http://10.0.0.1/token"},
        {"jwks_uri": "http://169.254.169.254/keys"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ],
)
def test_what_a_provider_publishes_leads_nowhere_else(bent, metadata):
    bent.metadata |= metadata
    with pytest.raises(Unavailable):
        walked(bent)


def test_a_provider_over_tls_is_not_left_for_plain_http():
    provider = oidc.Provider("https://id.test", "a", "b", "openid", "sub", ())
    with pytest.raises(Unavailable):
        provider.call("GET", "http://id.test/keys")
