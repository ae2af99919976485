"""Calls out of the house reach only the open network, whatever the name, the redirect or the answer tries."""

import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from zhuanban.ground.core import outgoing
from zhuanban.ground.core.outgoing import Barred, is_public, session


class Elsewhere(BaseHTTPRequestHandler):
    """A server that answers, sends elsewhere, or sends without end."""

    def do_GET(self) -> None:
        self.server.hosts.append(self.headers["Host"])
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (outgoing.MOST_BYTES + 1) if self.path == "/endless" else b"well")

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.daemon_threads = True
    server.hosts = []
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def named(monkeypatch, elsewhere):
    """Names that resolve as the test says, one answer after another; addresses resolve to themselves."""
    answers: dict[str, list[str]] = {}
    asked: list[str] = []

    def resolve(host, port, *_more, **_given):
        asked.append(host)
        given = answers.get(host, [host])
        chosen = given.pop(0) if len(given) > 1 else given[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (chosen, port))]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", resolve)
    answers["asked"] = asked
    return answers


def url(server, path: str = "/", host: str = "service.example") -> str:
    return f"http://{host}:{server.server_port}{path}"


def test_a_host_that_is_meant_is_called_by_its_name(elsewhere, named):
    named["service.example"] = ["127.0.0.1"]
    answer = session(internal=["Service.Example"]).get(url(elsewhere))
    assert answer.text == "well"
    assert elsewhere.hosts == [f"service.example:{elsewhere.server_port}"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_no_address_of_an_inner_network_is_called(named, address):
    assert not is_public(ipaddress.ip_address(address))
    named["service.example"] = [address]
    with pytest.raises(Barred, match="内部网络"):
        session().get("http://service.example/")


def test_one_inner_address_among_open_ones_bars_the_name(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_a, **_g: found)
    with pytest.raises(Barred):
        session().get("http://service.example/")


@pytest.mark.parametrize("target", ["http://metadata.example/", "file:///etc/passwd", "ftp://service.example/"])
def test_a_redirect_is_looked_at_as_the_first_address_was(elsewhere, named, target):
    named["service.example"] = ["127.0.0.1"]
    named["metadata.example"] = ["169.254.169.254"]
    with pytest.raises(requests.RequestException):
        session(internal=["service.example"]).get(url(elsewhere, f"/to/{target}"))
    assert len(elsewhere.hosts) == 1


def test_a_circle_of_redirects_ends(elsewhere, named):
    named["service.example"] = ["127.0.0.1"]
    with pytest.raises(requests.TooManyRedirects):
        session(internal=["service.example"]).get(url(elsewhere, "/to/" * 20 + "/"))


def test_a_name_is_asked_once_so_that_it_cannot_change_its_mind(elsewhere, named):
    """The connection goes to the address that was looked at; nobody resolves the name again."""
    named["service.example"] = ["127.0.0.1", "10.0.0.1"]
    assert session(internal=["service.example"]).get(url(elsewhere)).text == "well"
    assert named["asked"].count("service.example") == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://user:word@service.example/", "http:///x", "gopher://x/"])
def test_only_plain_web_addresses_are_called(named, address):
    with pytest.raises((requests.RequestException, ValueError)):
        session(internal=["service.example"]).get(address)
    assert "service.example" not in named["asked"]


def test_an_answer_without_end_is_cut_off(elsewhere, named):
    named["service.example"] = ["127.0.0.1"]
    with pytest.raises(Barred, match="太大"):
        session(internal=["service.example"]).get(url(elsewhere, "/endless"))


def test_proxies_of_the_environment_are_not_used(elsewhere, named, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    named["service.example"] = ["127.0.0.1"]
    assert session(internal=["service.example"]).get(url(elsewhere)).text == "well"


def test_a_name_that_nobody_knows_is_told_in_chinese(monkeypatch):
    def unknown(*_a, **_g):
        raise socket.gaierror

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", unknown)
    with pytest.raises(Barred, match="找不到主机"):
        session().get("http://nobody.example/")
