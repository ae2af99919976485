"""A provider of OpenID Connect that can be bent: each test says what its ID token, key set or answers look like."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE_KEY = ec.generate_private_key(ec.SECP256R1())


def public(key: Any, kid: str, **more: str) -> dict:
    kind = jwt.algorithms.RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else jwt.algorithms.ECAlgorithm
    return {**kind.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig", **more}


class Bent:
    """What the provider says; a test changes what it wants bent."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.metadata: dict[str, Any] = {
            "issuer": address,
            "authorization_endpoint": f"{address}/authorize",
            "token_endpoint": f"{address}/token",
            "jwks_uri": f"{address}/keys",
            "userinfo_endpoint": f"{address}/userinfo",
        }
        self.keys: Any = [public(KEY, "one")]
        self.claims: dict[str, Any] = {}
        self.sign: Callable[[dict], str] = lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "one"})
        self.userinfo: Any = {"sub": "7", "preferred_username": "office"}
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[tuple[str, str]] = []

    @property
    def settings(self) -> dict:
        return {
            "issuer": self.issuer, "client_id": "zhuanban", "client_secret": "secret", "scopes": "openid",
            "account": "preferred_username", "hosts": (),
        }  # fmt: skip

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "7", "aud": "zhuanban", "iat": now, "exp": now + 300, "nonce": nonce,
            "preferred_username": "office", **self.claims,
        }  # fmt: skip
        return self.sign({name: value for name, value in claims.items() if value is not None})

    def answer(self, path: str) -> tuple[int, bytes]:
        if path in self.answers:
            return self.answers[path]
        told: Any = {
            "/.well-known/openid-configuration": self.metadata,
            "/keys": {"keys": self.keys},
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": self.token(self.nonce)},
            "/userinfo": self.userinfo,
        }[path]
        return 200, json.dumps(told).encode()

    nonce = ""


def unsigned(claims: dict) -> str:
    """A token of the kind none."""
    parts = ({"alg": "none", "kid": "one"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


@contextmanager
def bent_provider() -> Iterator[Bent]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format, *args):  # noqa: A002
            pass

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            bent.asked.append((self.path, self.rfile.read(length).decode()))
            status, body = bent.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """Who has heard enough hangs up."""

    server = Server(("127.0.0.1", 0), Handler)
    bent = Bent(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield bent
    server.shutdown()
    server.server_close()
    thread.join(5)
