"""The phone page in a real browser: opens without a network, keeps its work over a reload, sends it later, once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, FilePayload, Geolocation, Page, expect, sync_playwright

from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.models import PhotoPart, Visit
from zhuanban.work.patrols.tests.phone import finished, kinds_in_use, picture

CHROMIUM = "/usr/bin/chromium"
HERE: Geolocation = {"longitude": 116.11874, "latitude": 36.60182, "accuracy": 8}
TOO_SMALL = """() => Array.from(document.querySelectorAll("a, button, select, .form-control, label.btn, label.ph-add"))
  .filter((element) => element.offsetParent && !element.matches(".zb-skip"))
  .map((element) => [element.textContent.trim() || element.id, Math.round(element.getBoundingClientRect().height)])
  .filter(([, height]) => height < 48)"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("journal_can_be_emptied"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="需要 Debian 的 chromium 软件包"),
    pytest.mark.filterwarnings("ignore:.*unclosed.*:ResourceWarning"),
]


@pytest.fixture
def served(transactional_db, cast, live_server, monkeypatch) -> Any:
    """The cast behind a live server, with kinds in use."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    kinds_in_use(cast)
    return live_server


@pytest.fixture
def context(served, cast) -> Iterator[BrowserContext]:
    """A phone with a position, signed in as the inspector."""
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        phone = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="zh-CN", permissions=["geolocation"], geolocation=HERE
        )
        phone.set_default_timeout(15_000)
        signed_in(phone, served.url, cast.inspector)
        yield phone
        browser.close()


def signed_in(phone: BrowserContext, url: str, user: Any) -> None:
    """Put the session of the account into the browser."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    phone.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


@pytest.fixture
def page(context, served) -> Any:
    """The report page, ready to open without a network."""
    page: Any = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: note(page, message))
    page.goto(f"{served.url}/c/yunxi-2024/m/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    return page


def note(page: Any, message: Any) -> None:
    """Remember what the browser refuses; a network that is away is no fault."""
    if message.type == "error" and "net::ERR" not in message.text and "Failed to load resource" not in message.text:
        page.faults.append(message.text)


def take(page: Page, seed: int = 1) -> None:
    """Take a photo with the camera."""
    files: list[FilePayload] = [{"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": picture(seed, 1800)}]
    page.set_input_files("#camera", files)
    expect(page.locator(".ph-tile").first).to_be_visible()


def choose(page: Page, group: str = "环境卫生", kind: str = "暴露垃圾", town: str = "柳河镇") -> None:
    page.get_by_role("button", name=group, exact=True).click()
    page.get_by_role("button", name=kind, exact=True).click()
    page.select_option("#township", label=town)


def save(page: Page) -> None:
    page.get_by_role("button", name="保存并上传").click()


def rows(page: Page, state: str) -> Any:
    return page.locator(f"#queue li[data-state='{state}']")


def test_a_report_made_without_a_network_survives_a_reload_and_is_sent_once(page, context, cast):
    context.set_offline(True)
    page.reload()
    expect(page.locator("#net")).to_contain_text("离线")
    take(page, 1)
    take(page, 2)
    expect(page.locator("#position")).to_contain_text("精度 8 米")
    choose(page)
    page.reload()
    expect(page.locator(".ph-tile")).to_have_count(2)
    save(page)
    expect(rows(page, "waiting")).to_have_count(1)
    expect(page.locator("#strip")).to_contain_text("当前无网络，已保存 1 条，联网后自动上传")
    page.reload()
    expect(rows(page, "waiting")).to_have_count(1)
    assert not Visit.objects.exists()
    context.set_offline(False)
    expect(rows(page, "delivered")).to_have_count(1)
    matter = Matter.objects.get()
    assert (matter.filed_by, matter.photos.count(), matter.township) == (cast.inspector, 2, cast.towns[0])
    assert matter.place == "柳河镇（北纬36.60182，东经116.11874）"
    expect(rows(page, "delivered")).to_contain_text(matter.number)
    sizes = {(row.photo.width, row.photo.height) for row in matter.photos.all()}
    assert sizes == {(1600, 1600)}
    page.reload()
    expect(page.locator("#queue-count")).to_contain_text("全部已送达")
    left = page.evaluate("idb.openDB('zhuanban-phone', 1).then((db) => db.count('photos'))")
    assert (left, Visit.objects.count(), PhotoPart.objects.count()) == (0, 1, 0)
    assert page.faults == []


def test_a_connection_that_breaks_in_the_middle_loses_nothing(page, context):
    page.route("**/api/v1/**/photos/**", lambda route: route.abort())
    take(page, 3)
    choose(page)
    save(page)
    expect(rows(page, "waiting")).to_contain_text("没有连上服务器")
    assert Visit.objects.get().state == "waiting"
    page.unroute("**/api/v1/**/photos/**")
    page.reload()
    expect(rows(page, "delivered")).to_have_count(1)
    assert Visit.objects.get().state == "complete"


def test_what_the_server_refuses_comes_back_with_its_reason_and_can_be_mended(page, context):
    refusal = json.dumps({"number": "E422-22", "message": "没有选类别或乡镇（街道）。"}, ensure_ascii=False)
    page.route(
        "**/api/v1/**/visits/**", lambda route: route.fulfill(status=422, content_type="application/json", body=refusal)
    )
    take(page, 4)
    choose(page)
    save(page)
    expect(rows(page, "returned")).to_contain_text("没有选类别或乡镇（街道）。（E422-22）")
    page.unroute("**/api/v1/**/visits/**")
    rows(page, "returned").get_by_role("button", name="修改").click()
    expect(page.locator(".ph-tile")).to_have_count(1)
    page.fill("#place", "集贸市场南门")
    save(page)
    expect(rows(page, "delivered")).to_have_count(1)
    assert Matter.objects.get().place == "集贸市场南门"


def test_unsent_work_leaves_as_a_file_and_comes_in_again(page, context, tmp_path):
    context.set_offline(True)
    take(page, 5)
    choose(page)
    save(page)
    expect(rows(page, "waiting")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出未上传的").click()
    path = tmp_path / "export.json"
    download.value.save_as(path)
    exported = json.loads(path.read_text(encoding="utf-8"))
    assert len(exported["items"]) == len(exported["photos"]) == 1
    page.evaluate("indexedDB.deleteDatabase('zhuanban-phone')")
    page.reload()
    expect(page.locator("#queue-empty")).to_be_visible()
    context.set_offline(False)
    page.set_input_files("#import", path)
    expect(rows(page, "delivered")).to_have_count(1)
    assert Matter.objects.get().photos.count() == 1


def test_a_session_that_ended_keeps_the_work_and_offers_to_sign_in(page, context, served, cast):
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    take(page, 6)
    choose(page)
    save(page)
    expect(rows(page, "waiting")).to_contain_text("登录已失效，重新登录后自动上传")
    expect(page.get_by_role("link", name="请先登录，点这里")).to_be_visible()
    signed_in(context, served.url, cast.second_inspector)
    page.goto(f"{served.url}/c/yunxi-2024/m/")
    expect(rows(page, "waiting")).to_contain_text("由方远采集，请用其账号登录后上传")
    signed_in(context, served.url, cast.inspector)
    page.goto(f"{served.url}/c/yunxi-2024/m/")
    expect(rows(page, "delivered")).to_have_count(1)


def test_a_verification_opens_and_is_made_without_a_network(page, context, served, cast):
    matter = finished(cast)
    page.goto(f"{served.url}/c/yunxi-2024/m/tasks/")
    address = f"/c/yunxi-2024/m/verify/{matter.uid}/"
    page.wait_for_function(f"caches.match('{address}').then((kept) => Boolean(kept))")
    context.set_offline(True)
    page.reload()
    page.get_by_role("link", name=matter.title).click()
    expect(page.locator("h2").first).to_contain_text(matter.title)
    page.get_by_role("button", name="不通过").click()
    save(page)
    expect(page.locator("#said")).to_contain_text("核查不通过，请写明原因。")
    page.fill("#text", "墙根还有两处没清")
    take(page, 7)
    save(page)
    expect(rows(page, "waiting")).to_have_count(1)
    context.set_offline(False)
    expect(rows(page, "delivered")).to_have_count(1)
    again = Matter.objects.get()
    assert (again.state, again.rework_count, again.photos.filter(role="verify").count()) == ("handling", 1, 1)
    assert page.faults == []


def test_over_plain_http_the_page_says_what_is_missing_and_still_works(context, served, cast):
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false});delete Navigator.prototype.serviceWorker;"
    )
    page.goto(f"{served.url}/c/yunxi-2024/m/")
    expect(page.locator("#offline")).to_contain_text("当前是普通 http 连接：不能定位，断网后打不开本页")
    take(page, 8)
    choose(page)
    save(page)
    expect(page.locator("#said")).to_contain_text("没有定位，请选择或填写地点。")
    page.fill("#place", "集贸市场南门")
    save(page)
    expect(rows(page, "delivered")).to_have_count(1)
    assert Matter.objects.get().longitude is None


def test_every_target_is_large_enough_for_a_thumb(page):
    take(page, 9)
    page.get_by_role("button", name="环境卫生", exact=True).click()
    small = page.evaluate(TOO_SMALL)
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
