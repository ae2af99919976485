"""The whole thread, from the notice to the circular, in Chromium over the address that a phone would use."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Screens
from tests.browser.pictures import keep, street

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLACE = "集贸市场南门"


def test_from_the_notice_to_the_circular(screens: Screens) -> None:
    office = screens.sign_in("office")
    action = confirm_the_plan(office)
    assign_leads(office, action)
    township = screens.sign_in("town01")
    town = name_an_owner(township, action)
    file_a_ledger_matter(township, action)
    inspector = screens.sign_in("inspector", phone=True)
    report_without_network(inspector, action, town)
    matter = dispatch_to_the_township(office, action, town)
    accept_and_report_done(township, matter, 2)
    verify(inspector, action, passes=False, words="两侧还有残留")
    report_done(township, matter, 3)
    verify(inspector, action, passes=True, words="")
    see_the_time_line(office, matter)
    publish_the_scheme(office, action)
    circular = draft_and_submit(office, action)
    leader = screens.sign_in("leader", phone=True)
    approve(leader)
    publish_the_circular(office, circular)
    accept_a_clause(office, action)
    look_at_the_cockpit(leader, action)


def confirm_the_plan(page: Page) -> str:
    """The office reads what was compiled, and confirms; returns the address of the action."""
    page.goto(f"{root(page)}/c/2024-1/plan/review/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("原文与审阅")
    page.get_by_role("link", name=re.compile("确认方案")).first.click()
    page.get_by_role("button", name="确认方案，启动行动").click()
    expect(page.locator(".zb-chip")).to_be_visible()
    return f"{root(page)}/c/2024-1"


def assign_leads(page: Page, action: str) -> None:
    page.goto(f"{action}/plan/matrix/?gap=no-lead")
    page.get_by_role("button", name="全选").click()
    for box in page.locator("input[name=clause]").all():
        clause = box.get_attribute("value")
        if not page.locator(f"select[name=unit-{clause}]").input_value():
            box.uncheck()
    page.get_by_role("button", name="把所选任务交给下拉框里的单位牵头").click()
    expect(page.locator(".zb-message")).to_contain_text("牵头")


def name_an_owner(page: Page, action: str) -> str:
    """The township names one person for all its clauses; returns the township's name."""
    page.goto(f"{action}/plan/matrix/owners/")
    page.get_by_label("姓名").fill("凌子墨")
    if page.get_by_role("button", name="全选").count():
        page.get_by_role("button", name="全选").click()
    page.locator("form[method=post] button[type=submit].btn-primary").click()
    expect(page.locator(".zb-message")).to_contain_text("责任人")
    page.goto(f"{root(page)}/account/")
    return page.locator("dl.zb-facts dd").first.inner_text().split("（自")[0]


def file_a_ledger_matter(page: Page, action: str) -> None:
    page.goto(f"{action}/matters/register/")
    page.get_by_label("类别").select_option(label="公厕改造")
    expect(page.locator("#kind-part")).to_contain_text("销号标准")
    for field in page.locator("#kind-part input[required], #kind-part select[required]").all():
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(index=1)
        else:
            field.fill("2")
    page.get_by_label("事项").fill("府前路公厕改造")
    page.get_by_label("地点").fill("府前路与兴业路口")
    page.locator("input[type=file]").first.set_input_files(street(9))
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("府前路公厕改造")


def report_without_network(page: Page, action: str, town: str) -> None:
    """Photo, position, two taps; kept on the phone while there is no network, delivered when it is back."""
    page.goto(f"{action}/m/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="现场照片")).to_be_visible()
    page.locator("#album").set_input_files(street(1))
    page.get_by_role("button", name="环境卫生").click()
    page.get_by_role("button", name="暴露垃圾").click()
    page.locator("#township").select_option(label=town)
    page.locator("#place").fill(PLACE)
    page.evaluate("window.scrollTo(0, 0)")
    keep(page, "phone")
    page.get_by_role("button", name="保存并上传").click()
    expect(page.locator("body")).to_contain_text("待上传")
    page.context.set_offline(False)
    expect(page.locator("body")).to_contain_text("已送达")
    page.goto(f"{action}/m/visits/")
    expect(page.locator("body")).to_contain_text(PLACE)


def dispatch_to_the_township(page: Page, action: str, town: str) -> str:
    """The office gives the case to the township; returns the matter's address."""
    page.goto(f"{action}/matters/?place={PLACE}")
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PLACE)
    page.locator("select[name=unit]").select_option(label=town)
    page.get_by_role("button", name="交办", exact=True).click()
    expect(page.locator("body")).to_contain_text("待签收")
    return page.url


def accept_and_report_done(page: Page, matter: str, seed: int) -> None:
    page.goto(matter)
    page.get_by_role("button", name="签收", exact=True).click()
    expect(page.locator("body")).to_contain_text("办理中")
    report_done(page, matter, seed)


def report_done(page: Page, matter: str, seed: int) -> None:
    page.goto(matter)
    form = page.locator("form[action$='/report_done/']")
    if not form.is_visible():
        page.get_by_text("报结", exact=True).first.click()
    form.locator("[name=result]").fill("垃圾已清走，地面冲洗。")
    form.locator("input[type=file]").set_input_files(street(seed))
    form.get_by_role("button", name="报结").click()
    expect(page.locator("body")).to_contain_text("待核查")


def verify(page: Page, action: str, *, passes: bool, words: str) -> None:
    """Somebody who did not handle it looks on the spot, from the phone."""
    page.goto(f"{action}/m/tasks/")
    page.get_by_role("link", name=re.compile(PLACE)).first.click()
    page.locator("#album").set_input_files(street(4 if passes else 5))
    page.get_by_role("button", name="通过，销号" if passes else "不通过").click()
    if words:
        page.locator("#text").fill(words)
    page.get_by_role("button", name="保存并上传").click()
    expect(page.locator("body")).to_contain_text("已送达，结果见")
    page.goto(f"{action}/m/tasks/")
    expect(page.get_by_role("link", name=re.compile(PLACE))).to_have_count(0)


def see_the_time_line(page: Page, matter: str) -> None:
    page.goto(matter)
    expect(page.locator("body")).to_contain_text("已销号")
    line = page.locator(".zb-timeline").inner_text()
    for words in ("登记", "交办", "签收", "报结", "两侧还有残留", "核查通过"):
        assert words in line


def publish_the_scheme(page: Page, action: str) -> None:
    page.goto(f"{action}/appraisals/scheme/")
    page.get_by_role("link", name="公布", exact=True).click()
    page.get_by_role("button", name="公布", exact=True).click()
    expect(page.locator(".zb-message")).to_contain_text("公布")


def draft_and_submit(page: Page, action: str) -> str:
    page.goto(f"{action}/documents/draft/")
    page.get_by_role("button", name="拟稿").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("通报")
    assert page.get_by_role("button", name="编号印发").count() == 0
    page.get_by_label("主动公开").check()
    page.get_by_role("button", name="送签").click()
    expect(page.locator("body")).to_contain_text("待签发")
    return page.url


def approve(page: Page) -> None:
    """The leader decides on a phone."""
    page.goto(f"{root(page)}/approvals/")
    page.get_by_role("link", name=re.compile("签发")).first.click()
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.locator(".zb-message")).to_contain_text("同意")


def publish_the_circular(page: Page, circular: str) -> None:
    expect(async_reload(page, circular).get_by_role("button", name="编号印发")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="编号印发").click()
    expect(page.locator("body")).to_contain_text(re.compile(r"〔\d{4}〕1号"))
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("下载印发件")).click()
    with open(waiting.value.path(), "rb") as file:
        assert file.read(4) == b"PK\x03\x04"


def accept_a_clause(page: Page, action: str) -> None:
    page.goto(f"{action}/appraisals/acceptance/")
    page.get_by_role("button", name="由数据生成自查说明").click()
    page.locator("a.za-cell").first.click()
    page.get_by_label("转长效").check()
    page.get_by_label(re.compile("理由|说明|意见")).first.fill("转入日常管护，明确管护单位。")
    page.locator("form[method=post] button[type=submit].btn-primary").last.click()
    expect(page.locator("body")).to_contain_text("转长效")


def look_at_the_cockpit(page: Page, action: str) -> None:
    page.goto(f"{action}/")
    expect(page.locator(".zb-figure")).to_have_count(5)
    page.locator("a.zb-figure").first.click()
    expect(page.locator("body")).to_contain_text(PLACE)


def async_reload(page: Page, address: str) -> Page:
    """The page once the worker has delivered what was decided."""
    for _ in range(20):
        page.goto(address)
        if page.get_by_role("button", name="编号印发").count():
            break
        page.wait_for_timeout(500)
    return page


def root(page: Page) -> str:
    """Scheme, host and port."""
    return "/".join(page.url.split("/")[:3])
