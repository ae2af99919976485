"""Calls out of the house: the one client, which never reaches into the network that it stands in unless told to.

Every address of the host is looked at, the connection goes to the address that was looked at (a name cannot change its
mind in between), redirects are looked at anew, and neither time nor size is left to the other side.
"""

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5, 10, 20
MOST_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# What IPv6 hides an IPv4 address in: NAT64 and 6to4; `ipaddress` calls the first global.
HIDING = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("2002::/16"))
Failed = requests.RequestException  # whatever became of a call that brought no answer


class Barred(requests.RequestException):
    """The call was not made, or its answer not read to the end."""


def session(*, internal: Iterable[str] = ()) -> requests.Session:
    """A session that only calls what may be called. `internal` names hosts of our own network that are meant.

    Its errors are Failed, Barred among them.
    """
    made = requests.Session()
    made.trust_env = False  # neither proxies nor passwords from the environment of the process
    made.max_redirects = MOST_REDIRECTS
    adapter = CarefulAdapter({*internal, *settings.OUTGOING_INTERNAL})
    for scheme in tuple(made.adapters):
        made.mount(scheme, adapter)
    return made


class CarefulAdapter(HTTPAdapter):
    """Connects to the address that was looked at, and reads at most so much for at most so long."""

    def __init__(self, internal: set[str]) -> None:
        self.internal = {name.lower() for name in internal}
        super().__init__()

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        name, port = host["host"], host["port"] or (443 if host["scheme"] == "https" else 80)
        host["host"] = str(looked_at(name, port, self.internal))
        if host["scheme"] == "https":
            pool.update(server_hostname=name, assert_hostname=name)
        return host, pool

    def send(self, request: Any, **given: Any) -> requests.Response:  # type: ignore[override]  # a session names all
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
            raise Barred("只能访问 http 或 https 的网址。", request=request)
        request.headers["Host"] = parts.netloc
        began = time.monotonic()
        timeout = given.get("timeout") or (CONNECT_SECONDS, READ_SECONDS)
        response = super().send(request, **{**given, "stream": True, "timeout": timeout, "proxies": None})
        response._content = whole(response, began)
        response._content_consumed = True
        return response


def whole(response: requests.Response, began: float) -> bytes:
    """The body, unless it is too long or comes too slowly."""
    read = bytearray()
    try:
        for chunk in response.iter_content(CHUNK):
            read += chunk
            if len(read) > MOST_BYTES:
                raise Barred("对方的答复太大。", request=response.request)
            if time.monotonic() - began > WHOLE_SECONDS:
                raise Barred("对方答复太慢。", request=response.request)
    finally:
        response.close()
    return bytes(read)


def looked_at(host: str, port: int, internal: set[str]) -> Address:
    """An address of the host that may be called; Barred where one of them may not, so that none is tried out."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Barred(f"找不到主机 {host}。") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    is_meant = host.lower() in internal
    if not addresses or not all(is_meant or is_public(address) for address in addresses):
        raise Barred(f"{host} 在内部网络里，不能访问；确实需要时请管理员写进 ZHUANBAN_OUTGOING_INTERNAL。")
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether the address lies in the open network, however it is written."""
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in network for network in HIDING):
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not address.is_multicast
