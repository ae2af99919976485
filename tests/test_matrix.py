"""The matrix: every address × every role × own unit, other unit, other action, foreign district × reading and writing.

Who opens what is stated once, in the tables of test_routes; what follows for people from elsewhere is generated.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests import matrix
from tests.rights import RIGHTS
from tests.scene import Scene
from tests.test_routes import ADMINISTRATORS, FILLED, PAGES, ROLES, VERIFY, WRITES, all_rows, signed_in
from zhuanban.ground.core import permits

SHOWN = {name: page.address for name, page in {**PAGES, "patrols:verify": VERIFY}.items()}
WRITTEN = {name: address for name, (address, _) in WRITES.items()}
REFUSED = {400, 403, 404, 405, 422}
CLOSED = {403, 404}
# What an address of another action does not have under ours, or ours under another.
NAMED = ("{matter}", "{photo}", "{clause}", "{gap}", "{town}")


def written(browser: Client, name: str, address: str) -> HttpResponse:
    """Send what the address takes, by its own method."""
    method = "put" if name.startswith("PUT") else "post"
    given = {"content_type": "application/json"} if "/api/" in address else {}
    return getattr(browser, method)(address, FILLED, **given)


def told(counted: Counter[str]) -> None:
    """How much was asked, for whoever runs pytest -s or reads a failure."""
    print(f"matrix: {sum(counted.values())} combinations: {dict(counted)}")


def test_people_of_another_unit_open_what_their_counterparts_open(scene: Scene):
    scene.people.update(matrix.neighbours(scene))
    before, counted, wrong = all_rows(), Counter(), {}
    for person, browser in signed_in(scene, *matrix.COUNTERPARTS):
        like, less = matrix.COUNTERPARTS[person]
        for name, page in PAGES.items():
            opens = like in page.who and name not in less
            status = browser.get(scene.address(page.address)).status_code
            if status != (page.found if opens else page.otherwise):
                wrong[person, name] = status
            counted["read"] += 1
        for name, (address, who) in WRITES.items():
            if like not in who:
                status = written(browser, name, scene.address(address)).status_code
                if status not in REFUSED:
                    wrong[person, name, "write"] = status
                counted["write"] += 1
    told(counted)
    assert not wrong
    assert all_rows() == before


@pytest.mark.slow
def test_no_role_of_another_action_or_district_reads_or_writes_a_row(scene: Scene):
    strangers = matrix.strangers(scene)
    scene.people.update(strangers)
    before, counted, wrong = all_rows(), Counter(), {}
    for person, browser in signed_in(scene, *strangers):
        for name, address in {**SHOWN, **WRITTEN}.items():
            if "{" not in address:  # about nobody's rows
                continue
            answers = [] if name in WRITES else [browser.get(scene.address(address)).status_code]
            if answers and answers != [404]:
                wrong[person, name] = answers
            status = written(browser, name, scene.address(address)).status_code
            if status not in REFUSED:
                wrong[person, name, "write"] = status
            counted[person.split(" of ")[1]] += len(answers) + 1
    told(counted)
    assert not wrong
    assert all_rows() == before
    assert sum(counted.values()) > 2500


@pytest.mark.slow
def test_rows_are_not_found_under_the_address_of_another_action(scene: Scene):
    """Nobody reaches a row by a slug that is not its own, whatever else the person may do in both actions."""
    before, counted, wrong = all_rows(), Counter(), {}
    for person, browser in signed_in(scene, *ROLES):
        for place, names in matrix.elsewhere(scene).items():
            for name, address in crossing(place):
                asked = address.format(**names)
                statuses = [] if name in WRITES else [browser.get(asked).status_code]
                statuses.append(written(browser, name, asked).status_code)
                if not set(statuses) <= REFUSED:
                    wrong[person, place, name] = statuses
                counted[place] += len(statuses)
    told(counted)
    assert not wrong
    assert all_rows() == before
    assert sum(counted.values()) > 2000


def crossing(place: str) -> Iterator[tuple[str, str]]:
    """Addresses that name both an action and a row of another one, or an action of another district."""
    for name, address in {**SHOWN, **WRITTEN}.items():
        in_action = address.removeprefix("/api/v1").startswith(("{c}", "{draft}"))
        if (place == "far action" and in_action) or (in_action and any(named in address for named in NAMED[:1])):
            yield name, address


def test_every_rule_of_the_permits_is_in_the_table_of_rights():
    """A new rule, or a role more in one, has to be stated in tests/rights.py by whoever adds it."""
    held: dict[str, set[str]] = {}
    for rule in permits.rules():
        held.setdefault(rule.action, set()).add(rule.role)
    stated = {action: set(roles.split()) for action, roles in RIGHTS.items()}
    assert {action: sorted(roles) for action, roles in held.items() if stated.get(action) != roles} == {}
    assert sorted(stated.keys() - held.keys()) == []


LINK = re.compile(r'(?:href|hx-get)="([^"#]+)"')
# So many addresses of one route, each with other ids or filters, are followed for one person.
FOLLOWED = 4


# Whose links are all followed; the others begin at the same pages.
CRAWLED = ("office_colleague", "township")


@pytest.mark.slow
def test_every_link_on_every_page_opens_for_whoever_sees_it(scene: Scene):
    """A navigation link, a button or a slot that leads a role to a refusal fails here."""
    counted, wrong = Counter(), {}
    for person, browser in signed_in(scene, *CRAWLED):
        for address, source, status in crawl(browser, pages_of(scene, person)):
            counted[person] += 1
            if status not in {200, 302, 304}:
                wrong[person, address] = f"{status}, from {source}"
    told(counted)
    assert not wrong
    assert sum(counted.values()) > 500


def pages_of(scene: Scene, person: str) -> list[str]:
    """Where the crawl begins: home, and all that the tables give to this person."""
    shown = [page.address for page in PAGES.values() if person in page.who and person not in ADMINISTRATORS]
    return ["/", *(scene.address(address) for address in shown if "/api/" not in address)]


def crawl(browser: Client, first: list[str]) -> Iterator[tuple[str, str, int]]:
    """(address, where it stood, status) of everything that can be reached, each once."""
    waiting, seen, routes = [(address, "the tables") for address in first], set(first), Counter()
    while waiting:
        address, source = waiting.pop(0)
        response = browser.get(address)
        yield address, source, response.status_code
        if response.status_code != 200 or response.streaming or "html" not in response.headers["Content-Type"]:
            continue
        for link in LINK.findall(response.content.decode()):
            target = urljoin(address, unescape(link))
            kind = _route(target)
            if kind and target not in seen and routes[kind] < FOLLOWED:
                seen.add(target)
                routes[kind] += 1
                waiting.append((target, address))


def _route(target: str) -> tuple[str, ...] | None:
    """The route with the names of its filters; None for what is not ours to answer (files, other hosts)."""
    parts = urlsplit(target)
    if parts.netloc or parts.scheme or parts.path.startswith("/static/"):
        return None
    try:
        match = resolve(unquote(parts.path))
    except Resolver404:
        return (parts.path,)
    return (match.view_name or match.route, *sorted({pair.split("=")[0] for pair in parts.query.split("&")}))
