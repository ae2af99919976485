"""What a CAS server answers: tickets that hold once, and XML that is read without being believed."""

import re

import pytest
import requests
from cas import CASClientV3
from tests.cas_server.answers import COMMENTED, HOSTILE, failure
from tests.cas_server.running import PASSWORD, cas_server

from zhuanban.ground.signin.providers import Rejected, Unavailable, cas

BACK = "https://zhuanban.test/sign-in/cas/back/"


@pytest.fixture(scope="module")
def address():
    with cas_server({"office": "420117", "leader": "420118"}) as running:
        yield running


def ticket_for(where: str, username: str = "office", browser: requests.Session | None = None) -> str:
    """The person signs in at the server and is sent back with a ticket."""
    with browser or requests.Session() as used:
        answer = used.post(where, {"username": username, "password": PASSWORD}, allow_redirects=False)
    return re.search(r"ticket=([^&]+)", answer.headers["Location"])[1]


def begun(server: cas.Server, *, again: bool = False) -> tuple[str, dict]:
    return cas.begin(server, BACK, again=again)


@pytest.mark.parametrize("version", ["2", "3"])
def test_a_ticket_names_the_person_once(address, version):
    server = cas.Server(address, version, "")
    where, kept = begun(server)
    answer = {"state": kept["state"], "ticket": ticket_for(where)}
    identity = cas.complete(server, BACK, kept, answer)
    assert (identity.subject, identity.account) == ("office", "office")
    with pytest.raises(Rejected):
        cas.complete(server, BACK, kept, answer)


def test_an_attribute_may_name_the_account(address):
    server = cas.Server(address, "3", "employeeNumber")
    where, kept = begun(server)
    identity = cas.complete(server, BACK, kept, {"state": kept["state"], "ticket": ticket_for(where)})
    assert (identity.subject, identity.account) == ("office", "420117")


def test_a_ticket_for_another_state_is_not_taken(address):
    """Nobody is signed in as somebody else by following a link with that person's ticket."""
    server = cas.Server(address, "3", "")
    elsewhere, _ = begun(server)
    _, kept = begun(server)
    for state in (kept["state"], "", "x"):
        with pytest.raises(Rejected):
            cas.complete(server, BACK, kept, {"state": state, "ticket": ticket_for(elsewhere, "leader")})


@pytest.mark.parametrize("ticket", ["", "PT-1-abc", "ST-", "ST-a b", "ST-" + "x" * 300, "ST-\n1", "ST-不存在"])
def test_what_is_no_service_ticket_is_not_even_asked_about(ticket):
    server = cas.Server("http://127.0.0.1:9/cas/", "3", "")
    _, kept = begun(server)
    with pytest.raises(Rejected):
        cas.complete(server, BACK, kept, {"state": kept["state"], "ticket": ticket})


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_proves_nothing(address, name):
    server = cas.Server(address, "3", "")
    _, kept = begun(server)
    with pytest.raises((Rejected, Unavailable)):
        cas.complete(server, BACK, kept, {"state": kept["state"], "ticket": f"ST-hostile-{name}"})


def test_a_comment_does_not_cut_a_name_short():
    named = CASClientV3.parse_response_xml(COMMENTED.encode())[0]
    assert named == "officer"


def test_to_confirm_one_signs_in_anew(address):
    server, browser = cas.Server(address, "3", ""), requests.Session()
    where, _ = begun(server)
    ticket_for(where, browser=browser)
    where, kept = begun(server, again=True)
    assert "renew=true" in where
    slyly = browser.get(where.replace("&renew=true", ""), allow_redirects=False).headers["Location"]
    ticket = re.search(r"ticket=([^&]+)", slyly)[1]
    with pytest.raises(Rejected):
        cas.complete(server, BACK, kept, {"state": kept["state"], "ticket": ticket})
    assert cas.complete(server, BACK, kept, {"state": kept["state"], "ticket": ticket_for(where)}).account == "office"
    browser.close()


def test_a_server_that_is_down_is_said_to_be(address):
    for where in ("http://127.0.0.1:9/cas/", address + "nothing/"):
        server = cas.Server(where, "3", "")
        _, kept = begun(server)
        with pytest.raises(Unavailable):
            cas.complete(server, BACK, kept, {"state": kept["state"], "ticket": "ST-1"})


SLO = '<p:LogoutRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol">{}</p:LogoutRequest>'


def test_a_message_of_signing_out_names_its_ticket():
    assert cas.ended_ticket(SLO.format("<p:SessionIndex> ST-1 </p:SessionIndex>")) == "ST-1"
    index = "<p:SessionIndex>ST-1</p:SessionIndex>"
    for words in (
        "", "x", "<a/>", SLO.format(""), SLO.format(index * 2), SLO.format("<p:SessionIndex>PT-1</p:SessionIndex>"),
        f"<!DOCTYPE x>{SLO.format(index)}", failure("X"), "\x00", "<" * 100_000,
    ):  # fmt: skip
        assert cas.ended_ticket(words) == "", words[:60]
