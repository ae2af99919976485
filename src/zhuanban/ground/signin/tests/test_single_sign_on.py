"""Coming by the government's own sign-on: with a real provider of OpenID Connect, and with a CAS server."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client, override_settings
from tests.bent_provider import bent_provider
from tests.cas_server.running import PASSWORD as CAS_PASSWORD
from tests.cas_server.running import cas_server
from tests.cast import PASSWORD
from tests.oidc_provider.running import PASSWORD as OIDC_PASSWORD
from tests.oidc_provider.running import provider
from tests.scene import join

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.models import LinkedAccount, SingleSession
from zhuanban.ground.signin.proofs import one_time
from zhuanban.ground.signin.services import enrol_app, unlink

pytestmark = pytest.mark.django_db
PRODUCT = "http://testserver"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with provider(tmp_path_factory.mktemp("provider"), people=["office", "stranger"], product=PRODUCT) as started:
        yield started


@pytest.fixture(scope="module")
def server():
    with cas_server({"office": "420117", "stranger": "1"}) as address:
        yield address


@pytest.fixture
def oidc_on(settings, running):
    settings.OIDC = running.settings


@pytest.fixture
def cas_on(settings, server):
    settings.CAS = {"address": server, "version": "3", "account": ""}


class Person:
    """Somebody with one browser, which keeps the provider's cookies and the product's apart."""

    def __init__(self, username: str) -> None:
        self.username, self.product, self.elsewhere = username, Client(), requests.Session()

    def comes_by_oidc(self, address: str = "/sign-in/oidc/"):
        """Through the provider's own pages, back to the product with what it gives."""
        where = self.product.get(address).url
        answer = self.elsewhere.get(where, allow_redirects=False)
        if not answer.headers["Location"].startswith(PRODUCT):
            form = self.elsewhere.get(f"{origin(where)}{answer.headers['Location']}")
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]
            sent = {"csrfmiddlewaretoken": token, "username": self.username, "password": OIDC_PASSWORD}
            answer = self.elsewhere.post(form.url, sent, allow_redirects=False)
            answer = self.elsewhere.get(f"{origin(where)}{answer.headers['Location']}", allow_redirects=False)
        return self.product.get(answer.headers["Location"].removeprefix(PRODUCT))

    def comes_by_cas(self, address: str = "/sign-in/cas/"):
        where = self.product.get(address).url
        answer = self.elsewhere.get(where, allow_redirects=False)
        if answer.status_code == 200:
            sent = {"username": self.username, "password": CAS_PASSWORD}
            answer = self.elsewhere.post(where, sent, allow_redirects=False)
        self.back = answer.headers["Location"].removeprefix(PRODUCT)
        return self.product.get(self.back)

    def close(self) -> None:
        self.elsewhere.close()


@pytest.fixture
def person():
    made = []

    def make(username: str) -> Person:
        made.append(Person(username))
        return made[-1]

    yield make
    for each in made:
        each.close()


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def words(response) -> str:
    return response.content.decode()


def sentences(user) -> list[str]:
    return [entry.sentence for entry in timeline_of("user", user.pk)]


def test_the_sign_in_page_shows_what_is_configured(cast, client, settings):
    assert "统一身份认证" not in words(client.get("/sign-in/"))
    settings.OIDC, settings.OIDC_NAME = {"issuer": "x"}, "云溪政务通"
    page = words(client.get("/sign-in/?next=/approvals/"))
    assert page.index("云溪政务通登录") < page.index("用户名")
    assert "/sign-in/oidc/?next=%2Fapprovals%2F" in page
    assert "<details" in page
    assert '<details class="mt-3" open>' in words(client.get("/sign-in/?local"))


def test_without_settings_there_is_no_other_way(cast, client):
    for address in ("/sign-in/oidc/", "/sign-in/oidc/back/", "/sign-in/cas/", "/sign-in/cas/back/"):
        assert client.get(address).status_code == 404, address


def test_a_clerk_comes_by_the_provider_and_goes_again(cast, oidc_on, person, running):
    clerk = person("office")
    assert clerk.comes_by_oidc("/sign-in/oidc/?next=/approvals/").url == "/approvals/"
    assert clerk.product.get("/account/").status_code == 200
    assert LinkedAccount.objects.get().user == cast.office
    assert "首次经统一身份认证登录，已与账号绑定" in sentences(cast.office)
    answer = clerk.product.post("/sign-out/")
    there = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', words(answer))[1].replace("&amp;", "&")
    assert clerk.product.get("/account/").status_code == 302
    after = clerk.elsewhere.get(there, allow_redirects=False)
    assert after.headers["Location"] == f"{PRODUCT}/sign-in/"
    answer = clerk.elsewhere.get(clerk.product.get("/sign-in/oidc/").url)
    assert "统一身份认证平台" in answer.text  # has to sign in there again


def test_a_second_coming_links_nothing_anew(cast, oidc_on, person):
    clerk = person("office")
    clerk.comes_by_oidc()
    before = sentences(cast.office)
    assert clerk.comes_by_oidc().url == "/"
    assert LinkedAccount.objects.count() == 1
    assert sentences(cast.office).count("首次经统一身份认证登录，已与账号绑定") == 1
    assert before


def test_a_person_unknown_here_is_told_whom_to_ask_and_no_account_is_made(cast, oidc_on, person):
    before = User.objects.count()
    stranger = person("stranger")
    answer = stranger.comes_by_oidc()
    assert answer.status_code == 403
    assert "系统管理员" in words(answer)
    assert stranger.product.get("/account/").status_code == 302
    assert (User.objects.count(), LinkedAccount.objects.count()) == (before, 0)


def test_a_closed_account_stays_out(cast, oidc_on, person):
    clerk = person("office")
    clerk.comes_by_oidc()
    User.objects.filter(pk=cast.office.pk).update(is_active=False)
    answer = clerk.comes_by_oidc()
    assert (answer.status_code, "已停用" in words(answer)) == (403, True)
    assert "经统一身份认证登录被拒绝：账号已停用" in sentences(cast.office)


def test_an_emergency_account_comes_by_its_password_alone(cast):
    User.objects.filter(pk=cast.office.pk).update(ends_at=clock.end_of(clock.today()))
    with bent_provider() as bent, bent_settings(bent):
        answer = through(bent)
    assert (answer.status_code, "应急账号" in words(answer)) == (403, True)
    assert not LinkedAccount.objects.exists()


def test_the_lasting_name_counts_not_the_one_that_is_given_away(cast):
    """The provider gives somebody else the name of an account that is linked: he does not get in."""
    with bent_provider() as bent, bent_settings(bent):
        assert through(bent, sub="7", preferred_username="office").url == "/"
        answer = through(bent, sub="8", preferred_username="office")
        assert (answer.status_code, "绑定另一个" in words(answer)) == (403, True)
        assert through(bent, sub="7", preferred_username="office-renamed").url == "/"
    assert "经统一身份认证登录被拒绝：账号已绑定另一个统一身份" in sentences(cast.office)


def test_the_security_administrator_unlinks_with_a_reason(cast, client):
    secadmin = join(cast, "secadmin", Role.SECURITY_ADMIN)
    LinkedAccount.objects.create(user=cast.office, provider="oidc", issuer="x", subject="7", linked_at=clock.now())
    client.force_login(secadmin)
    address = f"/accounts/{cast.office.pk}/factors/"
    assert "统一身份认证" in words(client.get(address))
    assert client.post(address, {"unlink": "1", "reason": "换了工号"}).url == address
    assert not LinkedAccount.objects.exists()
    assert "安全保密管理员解除了与统一身份的绑定" in sentences(cast.office)
    with pytest.raises(Invalid):
        unlink(by=secadmin, user=cast.office, reason="再来")
    with pytest.raises(Refused):
        unlink(by=cast.leader, user=cast.office, reason="x")


def test_the_second_factor_is_asked_for_also_behind_the_provider(cast, oidc_on, person):
    now = one_time.step_of(clock.now())
    enrol_app(by=cast.office, secret=SECRET, code=one_time.code_at(SECRET, now - 1))
    clerk = person("office")
    assert clerk.comes_by_oidc().url == "/sign-in/second-step/"
    assert clerk.product.get("/account/").status_code == 302
    answer = clerk.product.post("/sign-in/second-step/", {"code": one_time.code_at(SECRET, now)})
    assert answer.url == "/"
    assert "refresh" in words(clerk.product.post("/sign-out/"))


def test_whoever_came_by_the_provider_confirms_there(cast):
    """The password here may never have been used."""
    with bent_provider() as bent, bent_settings(bent):
        browser = Client()
        assert through(bent, browser).url == "/"
        session = browser.session
        session["signin.confirmed"] = 0
        session.save()
        onward = browser.get("/account/factors/app/").url
        page = words(browser.get(onward))
        way = re.search(r'href="(/sign-in/oidc/[^"]+)"', page)[1].replace("&amp;", "&")
        assert through(bent, browser, way).status_code == 403  # the provider did not ask anew
        bent.claims = {"auth_time": int(clock.now().timestamp())}
        assert through(bent, browser, way).url == "/account/factors/app/"
        assert browser.get("/account/factors/app/").status_code == 200
        session["signin.confirmed"] = 0
        session.save()
        assert through(bent, browser, way, sub="9", preferred_username="leader").status_code == 403


def test_a_provider_that_is_down_leaves_the_way_by_password(cast, client, settings):
    settings.OIDC = {
        "issuer": "http://127.0.0.1:9", "client_id": "z", "client_secret": "", "scopes": "openid", "account": "sub",
        "hosts": (),
    }  # fmt: skip
    answer = client.get("/sign-in/oidc/")
    assert answer.status_code == 503
    assert "暂时连不上" in words(answer)
    assert "/sign-in/?local" in words(answer)
    assert client.post("/sign-in/", {"username": "office", "password": PASSWORD}).url == "/"


@pytest.mark.parametrize("onward", ["https://elsewhere.test/", "//elsewhere.test", "javascript:alert(1)", "\\\\x.test"])
def test_nobody_is_led_away_after_coming(cast, onward):
    with bent_provider() as bent, bent_settings(bent):
        assert through(bent, Client(), f"/sign-in/oidc/?next={onward}").url == "/"


def test_an_answer_that_was_used_or_never_asked_for_is_refused(cast, oidc_on, person):
    clerk = person("office")
    clerk.comes_by_oidc()
    for address in ("/sign-in/oidc/back/?state=x&code=y", "/sign-in/oidc/back/", "/sign-in/cas/back/?ticket=ST-1"):
        answer = Client().get(address)
        assert answer.status_code in {403, 404}, address
    assert "没有成功" in words(Client().get("/sign-in/oidc/back/?state=x&code=y"))


def test_a_clerk_comes_by_cas_and_the_server_ends_the_session(cast, cas_on, person):
    clerk = person("office")
    assert clerk.comes_by_cas("/sign-in/cas/?next=/approvals/").url == "/approvals/"
    assert clerk.product.get("/account/").status_code == 200
    ticket = parse_qs(urlsplit(clerk.back).query)["ticket"][0]
    message = (
        '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">'
        "<samlp:SessionIndex>{}</samlp:SessionIndex></samlp:LogoutRequest>"
    )
    server = Client(enforce_csrf_checks=True)
    for sent in ("", "x", message.format("ST-other"), f"<!DOCTYPE x>{message.format(ticket)}"):
        assert server.post("/sign-in/cas/back/", {"logoutRequest": sent}).status_code == 204
    assert clerk.product.get("/account/").status_code == 200
    assert server.post("/sign-in/cas/back/", {"logoutRequest": message.format(ticket)}).status_code == 204
    assert clerk.product.get("/account/").status_code == 302
    assert not SingleSession.objects.exists()


def test_a_ticket_is_used_once_and_by_whom_it_was_asked_for(cast, cas_on, person):
    clerk, other = person("office"), Client()
    clerk.comes_by_cas()
    clerk.product.post("/sign-out/")
    for browser in (clerk.product, other):
        assert browser.get(clerk.back).status_code == 403
    assert other.get("/account/").status_code == 302


def test_signing_out_goes_on_to_the_cas_server(cast, cas_on, person, server):
    clerk = person("office")
    clerk.comes_by_cas()
    assert f"{server}logout?service=" in words(clerk.product.post("/sign-out/"))
    assert clerk.product.post("/sign-out/").url == "/sign-in/"


def test_a_stranger_at_cas_is_told_whom_to_ask(cast, cas_on, person):
    answer = person("stranger").comes_by_cas()
    assert (answer.status_code, "系统管理员" in words(answer)) == (403, True)


def bent_settings(bent):
    return override_settings(OIDC=bent.settings)


def through(bent, browser: Client | None = None, way: str = "/sign-in/oidc/", **claims):
    """To the bent provider and back, with these claims."""
    browser = browser or Client()
    bent.claims |= claims
    asked = parse_qs(urlsplit(browser.get(way).url).query)
    bent.nonce = asked["nonce"][0]
    return browser.get("/sign-in/oidc/back/", {"state": asked["state"][0], "code": "c"})
