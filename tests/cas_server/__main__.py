"""Serves until stopped: `python -m tests.cas_server PORT`; the people come as JSON on the standard input."""

import json
import secrets
import sys
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

from tests.cas_server.answers import HOSTILE, attributes, failure, success

FORM = (
    "<!doctype html><meta charset=utf-8><title>统一身份认证平台</title><form method=post>"
    "<label>账号 <input name=username></label><label>口令 <input name=password type=password></label>"
    "<button>进入</button></form>"
)
FORM_HEAD = {"Content-Type": "application/x-www-form-urlencoded"}
SLO = (
    '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="1" Version="2.0">'
    "<samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
)
wanted = json.load(sys.stdin)
sessions: dict[str, str] = {}  # cookie → user
tickets: dict[str, tuple[str, str, bool]] = {}  # unused: ticket → user, service, whether just signed in
granted: dict[str, list[tuple[str, str]]] = {}  # cookie → tickets and services


class Cas(BaseHTTPRequestHandler):
    def log_message(self, format, *args):  # noqa: A002
        pass

    @property
    def cookie(self) -> str:
        found = SimpleCookie(self.headers.get("Cookie", "")).get("TGC")
        return found.value if found else ""

    @property
    def asked(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query))

    def do_GET(self) -> None:
        name = urlsplit(self.path).path
        if name == "/cas/login":
            if self.cookie in sessions and "renew" not in self.asked:
                self.send_back(self.cookie, fresh=False)
            else:
                self.say(FORM, "text/html; charset=utf-8")
        elif name in {"/cas/serviceValidate", "/cas/p3/serviceValidate"}:
            self.validate()
        elif name == "/cas/logout":
            self.log_out()
        else:
            self.say("", status=404)

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if sent.get("username") not in wanted["people"] or sent.get("password") != wanted["password"]:
            self.say(FORM, "text/html; charset=utf-8")
            return
        cookie = secrets.token_hex(8)
        sessions[cookie] = sent["username"]
        self.send_back(cookie, fresh=True)

    def send_back(self, cookie: str, *, fresh: bool) -> None:
        ticket, service = f"ST-{secrets.token_urlsafe(12)}", self.asked["service"]
        tickets[ticket] = sessions[cookie], service, fresh
        granted.setdefault(cookie, []).append((ticket, service))
        self.send_response(302)
        self.send_header("Set-Cookie", f"TGC={cookie}; Path=/cas; HttpOnly")
        joint = "&" if urlsplit(service).query else "?"
        self.send_header("Location", f"{service}{joint}{urlencode({'ticket': ticket})}")
        self.end_headers()

    def validate(self) -> None:
        ticket = self.asked.get("ticket", "")
        if ticket.startswith("ST-hostile-"):
            answer = HOSTILE[ticket.removeprefix("ST-hostile-")]
            raw = answer.encode("utf-16" if "UTF-16" in answer else "utf-8")
            self.say(raw, "application/xml")
            return
        user, service, fresh = tickets.pop(ticket, ("", "", False))
        if not user:
            self.say(failure("INVALID_TICKET"), "application/xml")
        elif service != self.asked.get("service"):
            self.say(failure("INVALID_SERVICE"), "application/xml")
        elif "renew" in self.asked and not fresh:
            self.say(failure("INVALID_TICKET"), "application/xml")
        else:
            told = attributes(employeeNumber=wanted["people"][user], mail="x@y.test") if "/p3/" in self.path else ""
            self.say(success(user, told), "application/xml")

    def log_out(self) -> None:
        for ticket, service in granted.pop(self.cookie, []):
            body = urlencode({"logoutRequest": SLO.format(ticket=ticket)}).encode()
            requests.post(service, body, headers=FORM_HEAD, timeout=10).close()
        sessions.pop(self.cookie, None)
        self.say("signed out", "text/html")

    def say(self, words: str | bytes, kind: str = "text/plain", status: int = 200) -> None:
        raw = words if isinstance(words, bytes) else words.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Cas)
print("serving", flush=True)
server.serve_forever()
