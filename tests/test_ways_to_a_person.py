"""Wherever a person's name stands, who may look gets from it to how to reach the person; others see the name only."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.scene import Scene
from tests.test_routes import ROLES, signed_in
from zhuanban.ground.orgs.models import Person, Post

LINK = re.compile(r'href="(/privacy/people/[0-9a-f-]+/)"')
PLACES = ("/units/{unit}/", "{c}/plan/", "{c}/towns/{town}/")


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_names_lead_to_the_person_for_who_may_look_and_every_link_opens(scene: Scene):
    scene.names["unit"] = scene.cast.bureau.pk
    person = scene.cast.handler.person
    assert person is not None
    found = {}
    for role, browser in signed_in(scene, *ROLES):
        links = {link for place in PLACES for link in LINK.findall(page(browser, scene.address(place)))}
        assert {browser.get(link).status_code for link in links} <= {200}, role
        found[role] = f"/privacy/people/{person.uid}/" in links
    assert {role for role, has in found.items() if not has} == {"auditor", "secadmin"}


def test_who_may_not_look_reads_the_name(scene: Scene):
    scene.names["unit"] = scene.cast.bureau.pk
    for _, browser in signed_in(scene, "auditor"):
        shown = page(browser, scene.address("/units/{unit}/"))
        assert scene.cast.handler.person.name in shown
        assert "/privacy/people/" not in shown


def test_an_account_leads_to_its_person_and_to_the_copy_of_who_takes_copies(scene: Scene):
    address = f"/accounts/{scene.cast.handler.pk}/"
    ways = {role: page(browser, address) for role, browser in signed_in(scene, "sysadmin", "secadmin", "auditor")}
    copy = f"/privacy/copies/?account={scene.cast.handler.pk}"
    assert LINK.search(ways["sysadmin"])
    assert copy not in ways["sysadmin"]
    assert copy in ways["secadmin"]
    assert not LINK.search(ways["secadmin"])
    assert not LINK.search(ways["auditor"])
    assert copy not in ways["auditor"]
    for _, browser in signed_in(scene, "secadmin"):
        assert f'<option value="{scene.cast.handler.pk}" selected' in page(browser, copy)


def test_many_names_cost_no_more_queries_than_one(scene: Scene):
    unit, costs = scene.cast.bureau, []
    for _, browser in signed_in(scene, "office"):
        for number in range(2):
            for each in range(20 * number):
                person = Person.objects.create(district=scene.cast.district, name=f"甲{each}")
                Post.objects.create(person=person, unit=unit, title="科员", starts_on="2024-01-01")
            with CaptureQueriesContext(connection) as queries:
                page(browser, f"/units/{unit.pk}/")
            costs.append(len(queries))
    assert costs[0] == costs[1]
