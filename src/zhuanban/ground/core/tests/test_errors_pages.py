"""Whatever goes wrong, a person reads one Chinese sentence with a number."""

import pytest

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_told_in_chinese(cast, client):
    client.force_login(cast.office)
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


def test_an_action_of_another_district_looks_as_if_it_did_not_exist(cast, client):
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.campaign.slug}/plan/").status_code == 404


def test_a_stranger_is_led_to_the_sign_in_page(cast, client):
    response = client.get("/")
    assert response.url == "/sign-in/?next=/"


def test_the_house_says_that_it_is_well(client):
    assert client.get("/healthz").json() == {"ok": True}
