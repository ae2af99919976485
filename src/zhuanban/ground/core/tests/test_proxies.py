"""Behind proxies: who asks is who our own proxy says it is, and nobody else is believed."""

import pytest
from django.test import RequestFactory

from zhuanban.ground.core.proxies import TrustedProxies

OURS = ["10.0.0.1", "10.1.0.0/16", "fd00::/8"]


@pytest.fixture
def asks(settings):
    def seen(remote: str, **headers: str) -> tuple[str, bool]:
        settings.PROXIES = OURS
        told = []
        TrustedProxies(told.append)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))
        return told[0].META["REMOTE_ADDR"], told[0].is_secure()

    return seen


def test_our_proxy_says_who_asks_and_that_it_came_over_tls(asks):
    assert asks("10.0.0.1", x_forwarded_for="203.0.113.7", x_forwarded_proto="https") == ("203.0.113.7", True)


def test_a_stranger_who_says_so_is_not_believed(asks):
    assert asks("198.51.100.9", x_forwarded_for="203.0.113.7", x_forwarded_proto="https") == ("198.51.100.9", False)


def test_what_the_asker_wrote_himself_stands_left_of_what_our_proxy_added(asks):
    assert asks("10.0.0.1", x_forwarded_for="127.0.0.1, 8.8.8.8, 203.0.113.7, 10.1.2.3")[0] == "203.0.113.7"


@pytest.mark.parametrize("chain", ["", " , ", "nobody", "203.0.113.7, <script>", "10.1.2.3, 10.0.0.1"])
def test_a_chain_that_names_nobody_leaves_the_proxy(asks, chain):
    assert asks("10.0.0.1", x_forwarded_for=chain)[0] == "10.0.0.1"


def test_networks_of_both_kinds_are_known(asks):
    assert asks("fd00::5", x_forwarded_for="2001:db8::9")[0] == "2001:db8::9"


def test_without_proxies_nothing_is_believed(asks, settings):
    assert asks("127.0.0.1", x_forwarded_for="203.0.113.7")[0] == "127.0.0.1"
