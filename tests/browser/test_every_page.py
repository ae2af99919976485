"""Every page of every role, at the size of a clerk's screen and of a phone, on the demo's data."""

import os
import re
import signal
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Product, Screens, start
from tests.browser.pictures import keep

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLAY_SECONDS = 900
MATTERS = os.environ.get("ZHUANBAN_PICTURED_MATTERS", "160")
ROLES = ("office", "leader", "inspector", "dept01", "town01", "auditor", "sysadmin", "secadmin")
OWN = ("/account/", "/account/factors/", "/account/sign-ins/", "/privacy/")
ACTION = "/c/2024-1"
# Pages that a role may see; what it may not see is not in its navigation either.
PAGES = {
    "office": (
        "/", f"{ACTION}/", f"{ACTION}/plan/", f"{ACTION}/plan/review/", f"{ACTION}/plan/matrix/",
        f"{ACTION}/localplans/", f"{ACTION}/matters/", f"{ACTION}/matters/register/", f"{ACTION}/m/",
        f"{ACTION}/workbooks/", f"{ACTION}/matters/dispatching/", f"{ACTION}/search/?q=路灯", f"{ACTION}/search/",
        f"{ACTION}/matters/views/", f"{ACTION}/matters/columns/?view=progress", f"{ACTION}/matters/?view=progress",
        f"{ACTION}/homes/", f"{ACTION}/homes/?show=gaps", f"{ACTION}/homes/sets/page/",
        f"{ACTION}/matters/kinds/", f"{ACTION}/matters/kinds/fire-hazard/", f"{ACTION}/matters/kinds/fire-hazard/edit/",
        f"{ACTION}/matters/board/", f"{ACTION}/matters/board/?show=red",
        f"{ACTION}/matters/samples/", f"{ACTION}/matters/mend/?kind=exposed-rubbish",
        f"{ACTION}/matters/exemptions/", f"{ACTION}/matters/seasons/",
        f"{ACTION}/matters/cares/", f"{ACTION}/matters/standing/",
        "/threads/mentions/",
        f"{ACTION}/m/tasks/", f"{ACTION}/m/visits/",
        f"{ACTION}/takeover/", f"{ACTION}/takeover/files/", f"{ACTION}/channels/",
        f"{ACTION}/indicators/", f"{ACTION}/appraisals/", f"{ACTION}/appraisals/scheme/",
        f"{ACTION}/appraisals/acceptance/", f"{ACTION}/documents/", f"{ACTION}/documents/draft/", "/approvals/",
        *OWN, "/units/", "/units/new/", "/units/imports/", "/units/merge/", "/deputies/",
    ),
    "leader": (
        "/", f"{ACTION}/", f"{ACTION}/plan/", f"{ACTION}/matters/", f"{ACTION}/appraisals/", "/approvals/",
        "/deputies/",
    ),
    "inspector": ("/", f"{ACTION}/m/", f"{ACTION}/m/tasks/", f"{ACTION}/matters/"),
    "dept01": ("/", f"{ACTION}/", f"{ACTION}/search/?q=整治", f"{ACTION}/matters/", f"{ACTION}/indicators/"),
    "town01": (
        "/", f"{ACTION}/", f"{ACTION}/matters/", f"{ACTION}/plan/matrix/", f"{ACTION}/plan/matrix/owners/",
        f"{ACTION}/localplans/", f"{ACTION}/localplans/upload/", f"{ACTION}/workbooks/",
        f"{ACTION}/workbooks/townbooks/", "/units/", *OWN,
    ),
    "auditor": (
        "/", *OWN, "/system/", "/audit/", "/accounts/", "/roles/", "/units/", "/privacy/reveals/",
        "/privacy/retention/",
    ),
    "sysadmin": (
        "/", *OWN, "/system/", "/accounts/", "/accounts/open/", "/accounts/open/many/", "/roles/", "/units/",
        "/units/new/", "/units/imports/",
    ),
    "secadmin": (
        "/", *OWN, "/system/", "/audit/", "/accounts/", "/roles/", "/roles/give/", "/roles/give/many/",
        "/roles/?by=unit", "/deputies/",
        "/privacy/reveals/", "/privacy/retention/", "/privacy/copies/",
    ),
}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """An installation whose demo has been played to today."""
    process, running = start(tmp_path_factory.mktemp("demo") / "data", "--demo", "--force", "--matters", MATTERS)
    yield running
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_the_demo_is_played_behind_a_progress_bar_to_today(screens: Screens) -> None:
    page = screens.sign_in("office")
    for _ in range(PLAY_SECONDS):
        if "正在模拟" not in page.evaluate("fetch('/progress/').then(answer => answer.text())"):
            break
        page.wait_for_timeout(1000)
    page.goto(f"{screens.product.url}{ACTION}/")
    figures = page.locator(".zb-figure strong").all_inner_texts()
    assert int(figures[0].replace(",", "")) > 120
    expect(page.locator("body")).not_to_contain_text("正在模拟")
    keep(page, "cockpit")
    page.goto(f"{screens.product.url}{ACTION}/plan/review/")
    page.locator("a.m-duties").nth(2).click()
    keep(page, "review")


@pytest.mark.parametrize("phone", [False, True], ids=["1366", "390"])
@pytest.mark.parametrize("role", ROLES)
def test_pages_stand_and_fit(screens: Screens, role: str, phone: bool) -> None:
    page = screens.sign_in(role)
    if phone:
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    for path in PAGES[role]:
        stands_and_fits(page, f"{screens.product.url}{path}")
        keep(page, f"{role}{re.sub(r'[^a-z0-9]+', '-', path)}{'phone' if phone else 'desk'}")


def stands_and_fits(page: Page, address: str) -> None:
    """The page answers, has its one heading, and nothing sticks out sideways."""
    answer = page.goto(address)
    assert answer is not None
    assert (answer.status, unquote(page.url)) == (200, address)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"


# One thing of a list: the first link of this form on that page, and what hangs below it.
ONE_OF = {
    "office": ("/units/", r"/units/\d+/$", ("", "split/", "rename/", "close/")),
    "sysadmin": ("/accounts/", r"/accounts/\d+/$", ("",)),
    "secadmin": ("/accounts/", r"/accounts/\d+/$", ("", "factors/", "hand-over/")),
}


@pytest.mark.parametrize("phone", [False, True], ids=["1366", "390"])
@pytest.mark.parametrize("role", ONE_OF)
def test_pages_of_one_thing_stand_and_fit(screens: Screens, role: str, phone: bool) -> None:
    page = screens.sign_in(role)
    if phone:
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    listing, form, below = ONE_OF[role]
    page.goto(f"{screens.product.url}{listing}")
    links = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    first = next(link for link in links if re.search(form, link))
    for path in below:
        stands_and_fits(page, f"{screens.product.url}{first}{path}")
        keep(page, f"{role}{re.sub(r'[^a-z]+', '-', listing)}one-{path.strip('/')}{'phone' if phone else 'desk'}")


def test_navigation_leads_only_to_pages_that_open(screens: Screens) -> None:
    for role in ROLES:
        page = screens.sign_in(role)
        links = {link.get_attribute("href") or "" for link in page.locator("#side a").all()}
        assert links
        for link in sorted(links):
            answer = page.goto(f"{screens.product.url}{link}")
            assert answer is not None
            assert answer.status == 200, f"{role}: {link}"


def test_a_figure_opens_to_its_rows(screens: Screens) -> None:
    """List and cockpit give the same number, to the unit."""
    page = screens.sign_in("leader")
    page.goto(f"{screens.product.url}{ACTION}/")
    figure = page.locator("a.zb-figure").first
    count = figure.locator("strong").inner_text().replace(",", "")
    figure.click()
    expect(page.locator(".zb-sub").first).to_contain_text(f"{int(count):,} 件")


def test_the_keyboard_reaches_the_content(screens: Screens) -> None:
    page = screens.sign_in("office")
    page.goto(f"{screens.product.url}{ACTION}/matters/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("跳到正文")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_three_rows_are_chosen_and_done_at_once(screens: Screens) -> None:
    """With Shift for the rows between, the count told before and after, and the keyboard for the rest."""
    page = screens.sign_in("office")
    page.goto(f"{screens.product.url}{ACTION}/matters/?state=closed")
    boxes = page.locator("input[name=m]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("#bulk [data-count]")).to_have_text("已选 3 件")
    page.locator("[data-all-rows]").check()
    expect(page.locator("#bulk [data-count]")).to_have_text(f"已选 {boxes.count()} 件")
    page.locator("[data-all-rows]").uncheck()
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    boxes.nth(2).click(modifiers=["Shift"])
    page.locator("#bulk-act").select_option("label")
    page.locator("#bulk-act").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("对这 3 件贴标签")
    page.get_by_label("标签").fill("迎检")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("确认贴标签 3 件")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("已办 3 件")


def test_the_menus_of_the_ledger_open_by_keyboard(screens: Screens) -> None:
    page = screens.sign_in("office")
    page.goto(f"{screens.product.url}{ACTION}/matters/")
    menu = page.locator("details.zb-drop", has_text="打印和导出")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("打印")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
