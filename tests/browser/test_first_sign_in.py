"""A fresh installation without a demo: the accounts it begins with, their first passwords, the word before the end."""

import signal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Product, Screens, start

pytestmark = pytest.mark.browser
NEW = "Qing-shan-47-liu"


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    process, running = start(tmp_path_factory.mktemp("plain") / "data")
    yield running
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def arrived(screens: Screens, username: str, *, phone: bool = False) -> Page:
    page = screens.browser.new_context(viewport=PHONE if phone else DESK, locale="zh-CN").new_page()
    page.goto(f"{screens.product.url}/sign-in/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(screens.product.password(username))
    page.get_by_role("button", name="登录").click()
    return page


def test_only_those_without_whom_nobody_can_begin_have_an_account(product: Product):
    assert set(product.passwords) == {"office", "sysadmin", "secadmin", "auditor"}
    assert not (product.data / "accounts.txt").exists()


def test_the_first_password_is_changed_before_anything_else_and_the_page_warns_before_it_ends(screens: Screens):
    page = arrived(screens, "office", phone=True)
    expect(page.get_by_role("heading", name="请先修改密码")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{screens.product.url}/account/")
    page.get_by_label("原密码").fill(screens.product.password("office"))
    page.get_by_label("新密码").press_sequentially("Ab-1")
    rules = page.locator("[data-rule]")
    expect(rules.nth(0)).to_contain_text("未满足")
    expect(rules.nth(1)).to_contain_text("已满足")
    page.get_by_label("新密码").fill("office-Shan-47")
    expect(rules.nth(2)).to_contain_text("未满足")
    page.get_by_label("新密码").fill(NEW)
    for number in range(3):
        expect(rules.nth(number)).to_contain_text("已满足")
    page.get_by_role("button", name="改好并继续").click()
    expect(page).to_have_url(f"{screens.product.url}/account/")

    page.clock.install()
    page.reload()
    word = page.locator("[data-idle]")
    page.clock.fast_forward("13:00")
    expect(word).to_be_hidden()
    page.clock.fast_forward("00:45")
    expect(word).to_contain_text("秒后自动退出")
    page.get_by_role("button", name="继续使用").click()
    expect(word).to_be_hidden()
    page.clock.fast_forward("14:40")
    expect(page.get_by_text("长时间没有操作，已自动退出")).to_be_visible()
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码", exact=True).fill(NEW)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(f"{screens.product.url}/account/")
