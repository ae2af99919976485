"""The office reviews the plan without touching a mouse; on a phone text and facts are two tabs."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Screens

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REVIEW = "/c/2024-1/plan/review/"


def opened(screens: Screens, *, phone: bool = False) -> Page:
    page = screens.sign_in("office", phone=phone)
    page.goto(f"{screens.product.url}{REVIEW}")
    return page


def here(page: Page) -> Locator:
    """The fact or finding that has the focus."""
    return page.locator("li:focus")


def said(page: Page) -> Locator:
    return page.locator("#rv-said")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_walking_confirming_editing_undoing(screens: Screens) -> None:
    page = opened(screens)
    press(page, "j", "j", "k")
    expect(here(page)).to_have_attribute("data-kind", "notice")
    press(page, "g", "m")
    expect(here(page)).to_have_attribute("data-kind", "targets")
    expect(page.locator("#rv-text a.m.is-on").first).to_be_in_viewport()
    target, line = here(page).get_attribute("id"), page.locator("li:focus .rv-go").inner_text()
    press(page, "c")
    expect(said(page)).to_have_text("已核对。")
    expect(here(page)).to_contain_text("核对无误")
    top = here(page).bounding_box()
    press(page, "e")
    value = page.locator("li form input[name=value]")
    expect(value).to_be_visible()
    value.focus()
    press(page, "Control+A", "7", "7", "Enter")
    expect(said(page)).to_contain_text("已保存")
    expect(here(page)).to_have_attribute("id", target or "")
    expect(here(page)).to_contain_text("之后内容变了")
    assert here(page).bounding_box()["y"] == top["y"]  # type: ignore[index]  # nothing moved under the hand
    press(page, "u")
    expect(page.locator(f"#{target} .rv-go")).to_have_text(line)
    press(page, "Shift+U")
    expect(page.locator(f"#{target} .rv-go")).to_contain_text("77")
    press(page, "u")
    expect(page.locator(f"#{target}")).to_contain_text("核对无误")
    press(page, "x")
    expect(here(page)).to_have_class(re.compile("rv-removed"))
    press(page, "u")
    expect(here(page)).not_to_have_class(re.compile("rv-removed"))


def test_selecting_words_by_keys_places_a_fact_and_adds_one(screens: Screens) -> None:
    page = opened(screens)
    press(page, "g", "z")
    duty = here(page).get_attribute("id")
    press(page, "s", *["Shift+ArrowRight"] * 3, "Enter")
    chosen = page.locator("[data-chosen]").inner_text()
    assert len(chosen) == 3
    press(page, "Enter")
    expect(said(page)).to_contain_text("出处已改")
    expect(page.locator(f"#rv-text [data-f~={duty}]").first).to_have_text(chosen)
    press(page, "s", *["Shift+ArrowRight"] * 4, "Enter")
    page.get_by_role("toolbar").get_by_role("button", name="要求").focus()
    press(page, "Enter")
    form = page.locator("#add-demands form")
    expect(form.locator("textarea[name=text]")).to_have_value(re.compile(chosen))
    expect(form.locator(":focus")).to_have_count(1)
    form.locator("input[name=condition]").focus()
    press(page, "Enter")
    expect(here(page)).to_contain_text("补充")
    added = here(page).get_attribute("id")
    press(page, "u")
    expect(page.locator(f"#{added}")).to_have_count(0)
    press(page, "Shift+U")
    expect(page.locator(f"#{added}")).to_have_count(1)


def test_findings_search_help_and_fields(screens: Screens) -> None:
    page = opened(screens)
    press(page, "n", "n")
    expect(here(page)).to_have_class(re.compile("rv-doubt"))
    first = page.locator("form.rv-finding input[type=radio]").first
    press(page, "Enter")
    expect(first).to_be_focused()
    press(page, "Escape")
    expect(first).to_have_count(0)
    press(page, "Enter")
    expect(first).to_be_focused()
    press(page, "Space", "Tab", "c", "j", "Enter")
    expect(said(page)).to_contain_text("疑点已答复")
    expect(here(page)).to_contain_text("“cj”")
    press(page, "/")
    page.keyboard.type("各乡镇")
    expect(page.locator("#rv-found")).to_contain_text("项")
    press(page, "Enter")
    expect(here(page)).to_contain_text("各乡镇")
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_mouse_selects_across_marks_and_misread_words_are_set_right(screens: Screens) -> None:
    page = opened(screens)
    mark = page.locator("#rv-text a.m-duties").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 70, box["y"] + 12, steps=8)
    page.mouse.up()
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    chosen = bar.locator("[data-chosen]").inner_text()
    assert len(chosen) > 1
    expect(bar.get_by_role("button", name="作为所选事实的出处")).to_be_disabled()
    bar.get_by_role("button", name="更正文字").click()
    expect(bar.get_by_label("改为")).to_have_value(chosen)
    bar.get_by_label("改为").fill(f"{chosen}甲")
    bar.locator("form button[type=submit]").click()
    expect(page.locator(".zb-message")).to_contain_text("事实已重新读出")
    expect(page.locator("#rv-text")).to_contain_text(f"{chosen}甲")
    page.wait_for_load_state("load")  # the page is a new one: its keys answer once its modules have run
    press(page, "u")
    expect(page.locator("#rv-text")).not_to_contain_text(f"{chosen}甲")


def test_on_a_phone_text_and_facts_are_two_tabs(screens: Screens) -> None:
    page = opened(screens, phone=True)
    expect(page.locator("#rv-text")).to_be_visible()
    expect(page.locator("[data-facts]")).to_be_hidden()
    page.locator("#rv-text a.m-targets").first.tap()
    expect(page.locator("[data-facts]")).to_be_visible()
    fact = page.locator("li.rv-fact.is-on")
    expect(fact).to_be_in_viewport()
    box = fact.locator(".rv-edit").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    fact.locator(".rv-go").tap()
    expect(page.locator("#rv-text")).to_be_visible()
    expect(page.locator("label.rv-tab").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
