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


def test_a_strange_host_is_told_in_chinese(client, settings):
    settings.ALLOWED_HOSTS = ["zhuanban.example"]
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "这个请求读不懂" in response.content.decode()


def test_no_browser_keeps_the_page_of_somebody_signed_in(cast, client):
    assert "no-store" not in client.get("/healthz").headers.get("Cache-Control", "")
    client.force_login(cast.office)
    assert client.get("/account/").headers["Cache-Control"] == "private, no-store"
