"""Who comes too often waits; who shares an address with others does not wait for them."""

from datetime import datetime

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from tests.cast import PASSWORD

from zhuanban.ground.core.request_rules import Per, RateRule

pytestmark = pytest.mark.django_db
SHIPPED = {rule.name: rule for rule in settings.RATE_RULES}
NOON = datetime.fromisoformat("2024-05-06T12:00:00+08:00")
FEW = RateRule("few", r"^/account/", ("POST",), Per.ACCOUNT, 3, 600, "提交")
DOOR = RateRule("door", r"^/sign-in/", ("POST",), Per.ADDRESS, 3, 600, "登录")


@pytest.fixture(autouse=True)
def counting(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counts"}}
    settings.RATE_RULES = (FEW, DOOR)
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def post(client):
    return client.post("/account/", {"old": "x", "new": "y"})


def test_the_fourth_time_is_told_how_long_to_wait_and_then_goes_on(cast, client, counting):
    client.force_login(cast.office)
    assert [post(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = post(client)
    assert refused.headers["Retry-After"] == "600"
    assert "提交太频繁，请返回，过 10 分钟再试。" in refused.content.decode()
    assert client.get("/account/").status_code == 200
    counting.shift(600)
    assert post(client).status_code == 200


def test_a_colleague_at_the_same_address_is_counted_apart(cast, client):
    client.force_login(cast.office)
    for _ in range(4):
        post(client)
    client.force_login(cast.office_colleague)
    assert post(client).status_code == 200


def test_whoever_is_not_recognised_is_counted_by_address(cast, client):
    told = [client.post("/sign-in/", {"username": f"x{n}", "password": "x"}).status_code for n in range(4)]
    assert told == [200, 200, 200, 429]
    elsewhere = client.post("/sign-in/", {"username": "office", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 302


def test_five_hundred_waiting_reports_with_three_photos_pass():
    phone = SHIPPED["phone"]
    assert phone.most >= 500 * (1 + 3 * 2)


def test_a_whole_bureau_signs_in_at_half_past_eight():
    door = SHIPPED["sign-in"]
    assert (door.per, door.most) == (Per.ADDRESS, 300)
