"""CAS 2 and 3 (python-cas): a service ticket is checked by a call of our own; its XML is read without declarations."""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree import ElementTree as ET
from xml.parsers import expat

from cas import CASClientV2, CASClientV3
from django.conf import settings

from zhuanban.ground.core import clock, outgoing
from zhuanban.ground.signin.providers import Identity, Rejected, Unavailable, a_name

NAME = "cas"
SERVICE_TICKET = re.compile(r"ST-[\x21-\x7e]{1,250}")  # a proxy ticket (PT-) is another program's, not a person's
ANSWER_WITHIN_SECONDS = 600
LONGEST_XML = 64 * 1024
Json = dict[str, Any]


@dataclass(frozen=True)
class Server:
    """What the settings say (config/single_sign_on.py)."""

    address: str  # ends with a slash
    version: str
    account: str  # the attribute that names our account; empty: the user

    def client(self, service: str, *, again: bool = False) -> CASClientV2:
        kind = CASClientV3 if self.version == "3" else CASClientV2
        host = urlsplit(self.address).hostname or ""
        return kind(
            service_url=service, server_url=self.address, renew=again, session=outgoing.session(internal=[host])
        )


def configured() -> Server | None:
    """The server of this installation, where there is one."""
    return Server(**settings.CAS) if settings.CAS else None


def begin(server: Server, back: str, *, again: bool) -> tuple[str, Json]:
    """Where the browser goes, and what the session keeps for its return.

    The state is part of the address for which the ticket is made, so that nobody can be sent here with another's.
    """
    state = secrets.token_urlsafe(24)
    kept = {"state": state, "at": int(clock.now().timestamp()), "again": again}
    return str(server.client(service_of(back, state), again=again).get_login_url()), kept


def service_of(back: str, state: str) -> str:
    return f"{back}?{urlencode({'state': state})}"


def complete(server: Server, back: str, kept: Json, answer: Mapping[str, str]) -> Identity:
    """Whom the ticket proves."""
    if not kept or int(clock.now().timestamp()) - kept["at"] > ANSWER_WITHIN_SECONDS:
        raise Rejected("not asked for, or too long ago")
    if not hmac.compare_digest(answer.get("state", "").encode(), kept["state"].encode()):
        raise Rejected("another state")
    ticket = answer.get("ticket", "")
    if not SERVICE_TICKET.fullmatch(ticket):
        raise Rejected("no service ticket")
    return _vouched(server, _answer(server, service_of(back, kept["state"]), ticket, again=kept["again"]), ticket)


def sign_out(server: Server, back: str) -> str:
    """Where signing out of the server goes."""
    return str(server.client(back).get_logout_url(back))


def ended_ticket(words: str) -> str:
    """The ticket whose session a message of the server ends; empty where the message is none."""
    content = words.encode()
    try:
        read_tree(content)
        found = CASClientV3.get_saml_slos(content)
    except (Rejected, ValueError):
        return ""
    ticket = (found[0].text or "").strip() if found and len(found) == 1 else ""
    return ticket if SERVICE_TICKET.fullmatch(ticket) else ""


def read_tree(content: bytes) -> ET.Element:
    """The XML as a tree; Rejected where it is none, is too long, or declares anything (entities, a DTD)."""
    if len(content) > LONGEST_XML:
        raise Rejected("too long")
    watcher = expat.ParserCreate()
    watcher.StartDoctypeDeclHandler = _refuse
    watcher.EntityDeclHandler = _refuse
    try:
        watcher.Parse(content, True)
        return ET.fromstring(content)  # noqa: S314 - the watcher has refused what is dangerous
    except (expat.ExpatError, ET.ParseError, ValueError, LookupError) as error:
        raise Rejected("unreadable XML") from error


def _refuse(*_declared: Any) -> None:
    raise Rejected("XML with declarations")


def _answer(server: Server, service: str, ticket: str, *, again: bool) -> bytes:
    client = server.client(service)
    asked = {"ticket": ticket, "service": service, **({"renew": "true"} if again else {})}
    try:
        with client.session as session:
            address = urljoin(server.address, client.url_suffix)
            response = session.get(address, params=asked, allow_redirects=False)
    except outgoing.Failed as error:
        raise Unavailable(f"{urlsplit(server.address).hostname}: {type(error).__name__}") from error
    if response.status_code != HTTPStatus.OK:
        raise Unavailable(f"the server says {response.status_code}")
    return bytes(response.content)


def _vouched(server: Server, content: bytes, ticket: str) -> Identity:
    tree = read_tree(content)
    success = next(iter(tree), None)
    space = tree.tag.partition("}")[0] + "}"
    if not tree.tag.endswith("}serviceResponse") or success is None:
        raise Rejected("no answer to a ticket")
    if success.tag != f"{space}authenticationSuccess":
        raise Rejected(f"refused: {a_name(success.get('code', ''))[:40]}")
    if success.find(f"{space}proxies") is not None:
        raise Rejected("a proxy ticket")
    named = success.findall(f"{space}user")
    user, attributes, _ = CASClientV3.parse_response_xml(content) if len(named) == 1 else (None, {}, None)
    subject = a_name(user)
    if not subject or named[0].text != user:
        raise Rejected("names nobody")
    account = a_name((attributes or {}).get(server.account)) if server.account else subject
    return Identity(NAME, subject, account, {"ticket": ticket})
