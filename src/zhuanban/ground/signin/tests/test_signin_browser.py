"""Signing in as a browser does it: with a security key (Chromium's virtual authenticator), and by a real provider."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.cast import PASSWORD
from tests.oidc_provider.running import PASSWORD as PROVIDER_PASSWORD
from tests.oidc_provider.running import provider
from tests.scene import join

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.models import Factor, LinkedAccount
from zhuanban.ground.signin.proofs import one_time

CHROMIUM = "/usr/bin/chromium"
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
PICTURES = os.environ.get("ZHUANBAN_PICTURES", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("journal_can_be_emptied"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="需要 Debian 的 chromium 软件包"),
    pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning"),
]


@pytest.fixture
def served(transactional_db, cast, live_server, monkeypatch) -> Any:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return live_server


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with sync_playwright() as player:
        yield player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )


def window(chromium: Browser, size: str = "desk") -> Any:
    page: Any = chromium.new_context(viewport=SIZES[size], locale="zh-CN").new_page()
    page.set_default_timeout(15_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: note(page, message))
    return page


def note(page: Any, message: Any) -> None:
    """Remember what our own pages complain of; the provider's are its own affair."""
    if message.type == "error" and "localhost" in message.location.get("url", "localhost"):
        page.faults.append(message.text)


def keep(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"signin-{name}.png"))


def enter(page: Page, url: str, username: str) -> None:
    page.goto(f"{url}/sign-in/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def plug_in(page: Page) -> None:
    """A security key in the machine, touched whenever it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def fits(page: Page) -> None:
    """Nothing has to be pushed aside to be read."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def test_an_administrator_takes_a_security_key_into_use_and_signs_in_with_it(cast, served, chromium, settings):
    settings.SECOND_FACTOR_ROLES = [Role.SECURITY_ADMIN]
    join(cast, "secadmin", Role.SECURITY_ADMIN)
    page = window(chromium)
    plug_in(page)
    enter(page, served.url, "secadmin")
    page.goto(f"{served.url}/system/")
    expect(page).to_have_url(f"{served.url}/account/factors/")
    expect(page.get_by_role("alert")).to_contain_text("必须有第二重验证")
    keep(page, "factors-due")
    page.get_by_role("link", name="安全密钥").click()
    page.get_by_label("给密钥起个名字").fill("办公室的密钥")
    keep(page, "new-key")
    page.get_by_role("button", name="插入密钥并添加").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    codes = page.get_by_role("list", name="备用码").get_by_role("listitem").all_text_contents()
    assert len(codes) == 10
    keep(page, "recovery-codes")
    page.goto(f"{served.url}/system/")
    expect(page).to_have_url(f"{served.url}/system/")
    page.get_by_role("button", name="退出").click()
    enter(page, served.url, "secadmin")
    expect(page).to_have_url(f"{served.url}/sign-in/second-step/")
    keep(page, "second-step")
    page.get_by_role("button", name="用安全密钥登录").click()
    expect(page).to_have_url(f"{served.url}/")
    assert Factor.objects.get().counter > 0
    page.goto(f"{served.url}/account/factors/key/")
    page.get_by_role("button", name="插入密钥并添加").click()
    expect(page.get_by_role("status")).to_have_text("这把密钥已经添加过。")
    assert page.faults == []


@pytest.mark.parametrize("size", SIZES)
def test_a_clerk_takes_an_app_into_use_at_both_sizes(cast, served, chromium, size):
    page = window(chromium, size)
    enter(page, served.url, "office")
    page.goto(f"{served.url}/account/")
    page.get_by_role("link", name="第二重验证").click()
    keep(page, f"factors-{size}")
    fits(page)
    page.get_by_role("link", name="手机动态口令").click()
    expect(page.get_by_alt_text("供手机扫描的二维码")).to_be_visible()
    assert page.get_by_alt_text("供手机扫描的二维码").evaluate("image => image.complete && image.naturalWidth > 0")
    keep(page, f"new-app-{size}")
    fits(page)
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("手机上显示的 6 位数字").fill(one_time.code_at(secret, one_time.step_of(clock.now())))
    page.get_by_role("button", name="确认添加").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    keep(page, f"recovery-codes-{size}")
    fits(page)
    code = page.get_by_role("list", name="备用码").get_by_role("listitem").first.text_content()
    page.goto(f"{served.url}/account/factors/")
    keep(page, f"factors-held-{size}")
    fits(page)
    page.get_by_role("button", name="退出").click()
    enter(page, served.url, "office")
    keep(page, f"second-step-{size}")
    fits(page)
    page.get_by_label("验证码").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("还可以试 4 次")
    page.get_by_label("验证码").fill(code or "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.url}/")
    assert page.faults == []


@pytest.mark.parametrize("size", SIZES)
def test_a_weekly_user_clicks_the_sign_on_and_is_in(cast, served, chromium, settings, tmp_path, size):
    with provider(tmp_path, people=["office"], product=served.url) as running:
        settings.OIDC = running.settings
        page = window(chromium, size)
        page.goto(f"{served.url}/approvals/")
        expect(page.get_by_label("用户名")).to_be_hidden()
        keep(page, f"page-{size}")
        fits(page)
        page.get_by_role("link", name="统一身份认证登录").click()
        page.get_by_label("Username").fill("office")
        page.get_by_label("Password").fill(PROVIDER_PASSWORD)
        page.get_by_role("button", name="进入").click()
        expect(page).to_have_url(f"{served.url}/approvals/")
        assert LinkedAccount.objects.get().user == cast.office
        page.get_by_role("button", name="退出").click()
        expect(page).to_have_url(f"{served.url}/sign-in/")
        page.get_by_role("link", name="统一身份认证登录").click()
        expect(page).to_have_url(re.compile("/login/"))  # signed out there too
    page.goto(f"{served.url}/sign-in/oidc/")
    expect(page.get_by_role("alert")).to_contain_text("暂时连不上")
    keep(page, f"down-{size}")
    fits(page)
    page.get_by_role("link", name="用本系统的账号").click()
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(f"{served.url}/")
    assert [fault for fault in page.faults if "503" not in fault] == []
