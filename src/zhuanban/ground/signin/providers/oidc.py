"""OpenID Connect: code flow with PKCE, state and nonce; the ID token is checked in full (Core 3.1.3.7)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache

from zhuanban.ground.core import clock, outgoing
from zhuanban.ground.signin.providers import Identity, Rejected, Unavailable, a_name

NAME = "oidc"
# Only signatures that the provider alone can make: neither none nor those under a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS = 60
ANSWER_WITHIN_SECONDS = 600
KNOWN_FOR_SECONDS = 600
LONGEST_SUBJECT = 255
Json = dict[str, Any]


@dataclass(frozen=True)
class Provider:
    """What the settings say (config/single_sign_on.py)."""

    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    account: str  # the claim that names our account
    hosts: tuple[str, ...]  # of the provider, besides the issuer's

    def document(self, name: str, address: str, *, fresh: bool = False) -> Json:
        """What the provider publishes, known for ten minutes."""
        key = f"oidc:{name}:{hashlib.sha256(address.encode()).hexdigest()}"
        found: Json | None = None if fresh else cache.get(key)
        if found is None:
            found = self.call("GET", address)
            cache.set(key, found, KNOWN_FOR_SECONDS)
        return found

    def call(self, method: str, address: str, **given: Any) -> Json:
        """One call to the provider and its JSON; Unavailable where there is none, Rejected where it says no."""
        self._check_host(address)
        try:
            with outgoing.session(internal=self.all_hosts) as session:
                response = session.request(method, address, allow_redirects=False, **given)
                if response.status_code in {400, 401, 403}:
                    raise Rejected(f"{urlsplit(address).path} says {response.status_code}")
                response.raise_for_status()
                answer = response.json()
        except (outgoing.Failed, RecursionError) as error:
            raise Unavailable(f"{urlsplit(address).hostname}: {type(error).__name__}") from error
        if response.status_code != HTTPStatus.OK or not isinstance(answer, dict):
            raise Unavailable(f"{urlsplit(address).path} answers no JSON object")
        return answer

    @property
    def all_hosts(self) -> set[str]:
        return {urlsplit(self.issuer).hostname or "", *self.hosts}

    def _check_host(self, address: str) -> None:
        parts = urlsplit(address)
        plain = parts.scheme == "http" and urlsplit(self.issuer).scheme == "http"
        if parts.hostname not in self.all_hosts or not (parts.scheme == "https" or plain):
            raise Unavailable(f"{parts.hostname} is no host of the provider")

    def metadata(self) -> Json:
        found = self.document("metadata", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise Unavailable("the provider calls itself by another name")
        return found

    def endpoint(self, name: str) -> str:
        address = self.metadata().get(name)
        if not isinstance(address, str) or urlsplit(address).scheme not in {"https", "http"}:
            raise Unavailable(f"the provider names no {name}")
        return address


def configured() -> Provider | None:
    """The provider of this installation, where there is one."""
    return Provider(**settings.OIDC) if settings.OIDC else None


def begin(provider: Provider, back: str, *, again: bool) -> tuple[str, Json]:
    """Where the browser goes, and what the session keeps for its return. `again`: the person must prove itself anew."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": provider.scopes,
        "state": state,
        "nonce": nonce,
        "code_challenge": _unpadded(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    if again:
        asked |= {"prompt": "login", "max_age": "0"}
    at = int(clock.now().timestamp())
    address = provider.endpoint("authorization_endpoint")
    joint = "&" if urlsplit(address).query else "?"
    kept = {"state": state, "nonce": nonce, "verifier": verifier, "at": at, "again": again}
    return f"{address}{joint}{urlencode(asked)}", kept


def complete(provider: Provider, back: str, kept: Json, answer: Mapping[str, str]) -> Identity:
    """Whom the answer proves."""
    _check_return(provider, kept, answer)
    tokens = _tokens(provider, back, kept["verifier"], answer["code"])
    token = tokens.get("id_token")
    if not isinstance(token, str):
        raise Rejected("no ID token")
    claims = _checked(provider, token)
    if not hmac.compare_digest(str(claims.get("nonce", "")), kept["nonce"]):
        raise Rejected("another nonce")
    if kept["again"] and not kept["at"] - LEEWAY_SECONDS <= _seconds(claims.get("auth_time")):
        raise Rejected("signed in before it was asked to")
    account = a_name(claims.get(provider.account))
    if not account and "userinfo_endpoint" in provider.metadata():
        account = a_name(_said_of(provider, str(tokens.get("access_token")), claims["sub"]).get(provider.account))
    return Identity(NAME, claims["sub"], account, {"id_token": token})


def end_session(provider: Provider, back: str, id_token: str) -> str:
    """Where signing out at the provider goes; empty where it offers none."""
    address = provider.metadata().get("end_session_endpoint")
    if not isinstance(address, str) or urlsplit(address).scheme not in {"https", "http"}:
        return ""
    asked = {"id_token_hint": id_token, "client_id": provider.client_id, "post_logout_redirect_uri": back}
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"


def _check_return(provider: Provider, kept: Json, answer: Mapping[str, str]) -> None:
    if not kept or int(clock.now().timestamp()) - kept["at"] > ANSWER_WITHIN_SECONDS:
        raise Rejected("not asked for, or too long ago")
    if not hmac.compare_digest(answer.get("state", "").encode(), kept["state"].encode()):
        raise Rejected("another state")
    must_name = provider.metadata().get("authorization_response_iss_parameter_supported") is True
    if answer.get("iss", "" if must_name else provider.issuer) != provider.issuer:
        raise Rejected("the answer of another issuer")
    if "code" not in answer:
        raise Rejected(f"no code: {a_name(answer.get('error', ''))[:40]}")


def _tokens(provider: Provider, back: str, verifier: str, code: str) -> Json:
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    given: Json = {}
    methods = provider.metadata().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if provider.client_secret and "client_secret_basic" in methods:
        given["auth"] = (provider.client_id, provider.client_secret)
    else:
        sent |= {"client_id": provider.client_id}
        sent |= {"client_secret": provider.client_secret} if provider.client_secret else {}
    return provider.call("POST", provider.endpoint("token_endpoint"), data=sent, **given)


def _checked(provider: Provider, token: str) -> Json:
    """The claims, once signature, issuer, audience and times are right."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise Rejected("a kind of signature that is not taken")
        claims: Json = jwt.decode(
            token,
            _key(provider, header.get("kid"), algorithm),
            algorithms=[algorithm],
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise Rejected(type(error).__name__) from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise Rejected("made for another client")
    if not claims["sub"] or len(claims["sub"]) > LONGEST_SUBJECT:
        raise Rejected("no subject")
    return claims


def _key(provider: Provider, kid: Any, algorithm: str) -> jwt.PyJWK:
    """The provider's key of this id; asked for anew once, since providers change their keys."""
    address = provider.endpoint("jwks_uri")
    for fresh in (False, True):
        keys = provider.document("keys", address, fresh=fresh).get("keys")
        for key in keys if isinstance(keys, list) else ():
            if isinstance(key, dict) and key.get("kid") == kid and _fits(key, algorithm):
                return jwt.PyJWK(key, algorithm)
    raise Rejected("signed by a key that the provider does not publish")


def _fits(key: Json, algorithm: str) -> bool:
    kind = {"R": "RSA", "P": "RSA", "E": "EC"}[algorithm[0]] if algorithm != "EdDSA" else "OKP"
    return key.get("kty") == kind and key.get("alg", algorithm) == algorithm and key.get("use", "sig") == "sig"


def _said_of(provider: Provider, access_token: str, subject: str) -> Json:
    said = provider.call(
        "GET", provider.endpoint("userinfo_endpoint"), headers={"Authorization": f"Bearer {access_token}"}
    )
    if said.get("sub") != subject:
        raise Rejected("says something of somebody else")
    return said


def _seconds(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
