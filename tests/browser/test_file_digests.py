"""In Chromium: a file that is picked is hashed at once, the server compares, and what arrives otherwise is refused."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Screens

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOTICE = ROOT / "examples" / "notice.txt"
SAID = "input[name=content-sha256]"


@pytest.fixture
def page(screens: Screens) -> Page:
    """The page on which the office loads a notice."""
    page = screens.sign_in("office")
    page.goto(f"{screens.product.url}/c/2024-1/plan/load/")
    return page


def pick(page: Page, path: Path) -> str:
    """Choose the file; the digest that the page said of it."""
    page.locator("input[type=file][data-digest]").set_input_files(str(path))
    said = page.locator(SAID)
    expect(said).to_have_count(1)
    return said.get_attribute("value") or ""


def send(page: Page) -> None:
    page.locator("form", has=page.locator("input[type=file]")).locator("button[type=submit]").click()


def test_what_is_picked_is_hashed_and_another_choice_replaces_it(page: Page, tmp_path: Path) -> None:
    assert pick(page, NOTICE) == hashlib.sha256(NOTICE.read_bytes()).hexdigest()
    other = tmp_path / "另一份.txt"
    other.write_text("关于另一件事的通知\n", encoding="utf-8")
    page.locator("input[type=file][data-digest]").set_input_files(str(other))
    expect(page.locator(SAID)).to_have_attribute("value", hashlib.sha256(other.read_bytes()).hexdigest())
    expect(page.locator(SAID)).to_have_count(1)


def test_what_arrives_as_it_was_picked_comes_in_and_its_digest_went_along(page: Page, tmp_path: Path) -> None:
    mine = tmp_path / "通知.txt"
    mine.write_text(NOTICE.read_text("utf-8").replace("整治", "治理"), encoding="utf-8")
    digest = pick(page, mine)
    page.evaluate(
        """() => document.querySelector("input[type=file]").form.addEventListener("submit", (event) =>
        sessionStorage.setItem("sent", new FormData(event.target).get("content-sha256")))"""
    )
    send(page)
    expect(page).to_have_url(re.compile(r"/c/2024-\d+/plan/review/"))
    assert page.evaluate("() => sessionStorage.getItem('sent')") == digest


def test_what_was_changed_behind_the_page_is_refused_and_the_person_is_told(screens: Screens, page: Page) -> None:
    pick(page, NOTICE)
    page.evaluate(
        """async () => {
          const input = document.querySelector("input[type=file]"), held = new DataTransfer();
          const text = (await input.files[0].text()).replaceAll("通知", "通告");
          held.items.add(new File([text], input.files[0].name));
          input.files = held.files;  // tells no listener: as if the bytes had changed on their way
        }"""
    )
    send(page)
    expect(page.locator("body")).to_contain_text("文件在传输中变了样，没有保存")
    assert page.url.endswith("/plan/load/")
    # The browser itself notes the 422 in its console: that is the refusal.
    screens.complaints[:] = [told for told in screens.complaints if "422" not in told]
