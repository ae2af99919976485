"""The matrix: every address × every role × own unit, other unit, other action, foreign district × reading and writing.

Who opens what is stated once, in the tables of test_routes; what follows for people from elsewhere is generated.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests import matrix
from tests.rights import RIGHTS
from tests.scene import Scene
from tests.test_routes import (
    ACCOUNT_ACTS,
    ACCOUNTS,
    ADMINISTRATORS,
    DISTRICT_PAGES,
    DISTRICT_WRITES,
    FILLED,
    OUTSIDERS,
    PAGES,
    PROVING,
    ROLES,
    VERIFY,
    WRITES,
    all_rows,
    signed_in,
)
from zhuanban.ground.core import permits
from zhuanban.ground.orgs.rules import Role

SHOWN = {name: page.address for name, page in {**PAGES, "patrols:verify": VERIFY}.items()}
WRITTEN = {name: address for name, (address, _) in WRITES.items()}
# Every address that names a row: of the plan and the work, of the district, of people's accounts.
READ = {
    **SHOWN,
    **{name: page.address for name, page in DISTRICT_PAGES.items()},
    **{name: address for name, (address, _) in ACCOUNTS.items()},
    "signin:reset": PROVING["signin:reset"],
}
SENT = {**WRITTEN, **{name: address for name, (address, _) in {**DISTRICT_WRITES, **ACCOUNT_ACTS}.items()}}
REFUSED = {400, 403, 404, 405, 422}
CLOSED = {403, 404}
# Leads its own office back to the page, which says that there is no such answer.
ANSWERED = {"campaigns:reopen"}
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
    counted, wrong = Counter(), {}
    for person, browser in signed_in(scene, *matrix.COUNTERPARTS):
        like, less = matrix.COUNTERPARTS[person]
        for name, page in PAGES.items():
            opens = like in page.who and name not in less
            status = browser.get(scene.address(page.address)).status_code
            if status != (page.found if opens else page.otherwise):
                wrong[person, name] = status
            counted["read"] += 1
        before = all_rows()  # what was read rightly as a file is in the journal
        for name, (address, who) in WRITES.items():
            if like not in who:
                status = written(browser, name, scene.address(address)).status_code
                if status not in REFUSED:
                    wrong[person, name, "write"] = status
                counted["write"] += 1
        assert all_rows() == before, person
    told(counted)
    assert not wrong


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
def test_no_role_reads_or_writes_a_row_of_the_far_district(scene: Scene):
    """Under its own address, and where an address names an action and a row, the row under our action too."""
    far = matrix.of_the_far_district(scene)
    ours = {**far, "c": scene.names["c"], "draft": scene.names["draft"], "version": 99}
    before, counted, wrong = all_rows(), Counter(), {}
    for person, browser in signed_in(scene, *ROLES, "other_office", "nobody"):
        for place, names in {"under its own action": far, "under ours": ours}.items():
            for name, template in naming_a_row(place):
                address = template.format(**names)
                closed = CLOSED if place == "under ours" else {404}
                if name in READ and (status := browser.get(address).status_code) not in closed:
                    wrong[person, place, name] = status
                status = written(browser, name, address).status_code
                if status not in REFUSED and name not in ANSWERED:
                    wrong[person, place, name, "write"] = status
                counted[place] += 1 + (name in READ)
    told(counted)
    assert wrong == {}
    assert all_rows() == before
    assert sum(counted.values()) > 3000


def naming_a_row(place: str) -> Iterator[tuple[str, str]]:
    """Addresses with a key of a row; under our action those whose key is not the action's alone."""
    for name, address in {**READ, **SENT}.items():
        in_action = "{c}" in address or "{draft}" in address
        keys = set(re.findall(r"{(\w+)}", address)) - {"c", "draft"}
        if (place == "under its own action" and (keys or in_action)) or (in_action and keys - {"row", "sha256"}):
            yield name, address


MIRRORED = {"township": "other_township", "other_township": "township"}
# Keys of rows that lie in a township.
LOCAL = ("{town}", "{matter}", "{photo}", "{localplan}", "{visit}", "{reading}")


def mirrored(who: Iterable[str]) -> set[str]:
    return {MIRRORED.get(person, person) for person in who}


@pytest.mark.slow
def test_rows_of_another_unit_open_to_its_people_and_not_to_ours(scene: Scene):
    """What the tables say of 柳河镇 and its people holds of 白塔镇 and its own; everybody else is as before."""
    names = matrix.of_another_unit(scene)
    pages = {**PAGES, "patrols:verify": VERIFY}
    local = {name: page for name, page in pages.items() if any(key in page.address for key in LOCAL)}
    sent = {name: row for name, row in WRITES.items() if any(key in row[0] for key in LOCAL)}
    sent |= {name: (page.address, page.who) for name, page in local.items()}
    counted, wrong = Counter(), {}
    for person, browser in signed_in(scene, *ROLES, *OUTSIDERS):
        for name, page in local.items():
            status = browser.get(page.address.format(**names)).status_code
            if status not in ({page.found} if person in mirrored(page.who) else CLOSED):
                wrong[person, name] = status
            counted["read"] += 1
        before = all_rows()  # what was read rightly as a file is in the journal
        for name, (template, who) in sent.items():
            if person not in mirrored(who):
                if (status := written(browser, name, template.format(**names)).status_code) not in REFUSED:
                    wrong[person, name, "write"] = status
                counted["write"] += 1
        assert all_rows() == before, person
    told(counted)
    assert not wrong
    assert sum(counted.values()) > 400


# Addresses that name nothing, of the district: who has the same role in another district opens the own district's.
FIXED = {
    **{name: (page.address, page.who) for name, page in {**PAGES, **DISTRICT_PAGES}.items()},
    **ACCOUNTS,
}
PLAYED_BY = {
    "leader": "leader", "office_director": "office", "office": "office_colleague", "department": "handler",
    "township": "township", "village": "village", "inspector": "inspector", "judge": "judge", "auditor": "auditor",
    "system_admin": "sysadmin", "security_admin": "secadmin",
}  # fmt: skip


@pytest.mark.slow
def test_addresses_that_name_nothing_open_to_every_district_for_the_same_roles(scene: Scene):
    """Each sees its own there; without a role, nobody opens any of them."""
    scene.people.update(matrix.strangers(scene))
    strangers = [name for name in scene.people if name.endswith(" of the far district")]
    counted, wrong = Counter(), {}
    for person, browser in signed_in(scene, *strangers, "nobody"):
        like = PLAYED_BY.get(person.split(" of ")[0])
        for name, (address, who) in FIXED.items():
            if "{" not in address:
                status = browser.get(address).status_code
                if status != (200 if like in who else 404):
                    wrong[person, name] = status
                counted[name] += 1
    told(counted)
    assert not wrong
    assert set(PLAYED_BY) == set(Role.values)


def test_nobody_reads_or_writes_anything_without_signing_in(scene: Scene, client: Client):
    """Every address of every table, also those that name nothing: the sign-in page, or 401 for programs."""
    before, wrong = all_rows(), {}
    for name, template in {**READ, **SENT, **PROVING}.items():
        address = scene.address(template)
        for status in (client.get(address).status_code, written(client, name, address).status_code):
            if status not in ({401, 405} if "/api/" in address else {302, 405}):
                wrong[name] = status
    assert not wrong
    assert all_rows() == before


@pytest.mark.slow
def test_rows_are_not_found_under_the_address_of_another_action(scene: Scene):
    """Nobody reaches a row by a slug that is not its own, whatever else the person may do in both actions."""
    places = matrix.elsewhere(scene)
    before, counted, wrong = all_rows(), Counter(), {}
    for person, browser in signed_in(scene, *ROLES):
        for place, names in places.items():
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
FOLLOWED = 2


@pytest.mark.slow
def test_every_link_on_every_page_opens_for_whoever_sees_it(scene: Scene):
    """A navigation link, a button or a slot that leads a role to a refusal fails here."""
    counted, wrong = Counter(), {}
    for person, browser in signed_in(scene, *ROLES):
        for address, source, status in crawl(browser, pages_of(scene, person)):
            counted[person] += 1
            if status not in {200, 302, 304}:
                wrong[person, address] = f"{status}, from {source}"
    told(counted)
    assert not wrong
    assert sum(counted.values()) > 1500
    assert min(counted.values()) > 5


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
