"""What somebody hostile tries: with the session, the address, the headers, another's key, or the journal."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD
from tests.filled_forms import filled_forms
from tests.scene import Scene, join
from tests.test_bad_input import browser_of, send
from tests.test_routes import PAGES, all_rows
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core.encryption import Unreadable
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal import secrets
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Delivery, Entry, Private
from zhuanban.ground.orgs.models import Person, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import give_role, open_account

SIGN_IN = {"username": "office", "password": PASSWORD}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "http:///example.org",
        "javascript:alert(1)",
        "\x00//x",
    ],
)
def test_signing_in_leads_nowhere_else(cast, client, elsewhere):
    response = client.post("/sign-in/", {**SIGN_IN, "next": elsewhere})
    assert response.headers["Location"] == "/"
    assert client.get("/sign-in/", {"next": elsewhere}).headers["Location"] == "/"


def test_signing_in_leads_back_to_where_one_came_from(cast, client):
    response = client.post("/sign-in/", {**SIGN_IN, "next": "/c/yunxi-2024/matters/?light=red"})
    assert response.headers["Location"] == "/c/yunxi-2024/matters/?light=red"


def test_a_session_begins_anew_with_signing_in_and_ends_with_signing_out(cast, client):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/sign-in/", SIGN_IN)
    key = client.session.session_key
    assert key != planted
    client.post("/sign-out/")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/account/").status_code == 302


def test_a_new_password_or_a_closed_account_ends_every_other_session(cast, client):
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post("/sign-in/", SIGN_IN)
    client.post("/account/", {"old": PASSWORD, "new": "Qing-shan-47-liu"})
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    User.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(cast, client):
    cookie = client.post("/sign-in/", SIGN_IN).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_host_that_is_not_ours_is_refused_in_chinese(cast, settings):
    settings.ALLOWED_HOSTS = ["zhuanban.example"]
    client = Client(headers={"Host": "evil.example"})
    response = client.post("/sign-in/", SIGN_IN)
    assert response.status_code == 400
    assert "这个请求读不懂" in response.content.decode()
    assert "evil" not in response.content.decode()


def test_a_request_from_another_site_does_nothing(scene: Scene):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.people["office"])
    before = all_rows()
    for form in filled_forms(scene):
        response = browser.post(form.address, form.fields)
        assert response.status_code == 403, form.address
        assert "页面已经失效" in response.content.decode()
    for door, address in (
        (browser.post, "/api/v1{c}/matters"),
        (browser.post, "/api/v1{c}/matters/{matter}/acts/close"),
        (browser.put, "/api/v1{c}/visits/{visit}"),
        (browser.put, "/api/v1{c}/photos/{sha256}"),
        (browser.post, "/api/v1/compile"),
    ):
        response = door(scene.address(address), {}, content_type="application/json")
        assert response.status_code == 403, address
        assert response.json()["number"] == "E403-1"
    assert all_rows() == before


def test_no_browser_keeps_what_is_private(scene: Scene):
    browser = browser_of(scene, "office")
    for name, page in PAGES.items():
        kept = browser.get(scene.address(page.address)).headers.get("Cache-Control", "")
        allowed = {"files:photo": "private", "patrols:worker": "no-cache"}.get(name, "no-store")
        assert allowed in kept, name
        assert "public" not in kept, name
    assert "no-store" in browser.get("/nowhere/").headers["Cache-Control"]
    assert "Cookie" in browser.get(scene.address(PAGES["files:photo"].address)).headers["Vary"]


def test_every_page_tells_the_browser_what_it_may_do(scene: Scene):
    browser = browser_of(scene, "office")
    for address in ("/", scene.address("{c}/matters/"), "/nowhere/", scene.address("/files/photos/{photo}/copy/")):
        headers = browser.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"], address
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_words_are_shown_never_run(scene: Scene):
    script = "<script>alert(1)</script>"
    for form in filled_forms(scene)[:]:
        text = next((name for name, value in form.fields.items() if value and not str(value)[:1].isascii()), None)
        if text and text != "content":
            response = send(browser_of(scene, form.by), form, {**form.fields, text: f"{script}云溪"})
            assert script not in _shown(browser_of(scene, form.by), response), form.address


def _shown(browser: Client, response: HttpResponse) -> str:
    if response.status_code == 302:
        response = browser.get(response.headers["Location"])
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def test_the_sealed_original_of_a_photo_has_no_address(scene: Scene):
    browser = browser_of(scene, "office")
    for variant in ("original", "copy/../original", "thumb%2f..%2foriginal"):
        assert browser.get(f"/files/photos/{scene.photo.uid}/{variant}/").status_code == 404


def test_a_key_answers_only_its_owner_its_address_and_its_body(scene: Scene):
    address = scene.address("/api/v1{c}/matters/{matter}/acts/")
    first, second = browser_of(scene, "inspector"), browser_of(scene, "second_inspector")

    def act(browser: Client, name: str, body: dict[str, str]) -> HttpResponse:
        headers = {"Idempotency-Key": "key-of-one"}
        return browser.post(f"{address}{name}", body, content_type="application/json", headers=headers)

    assert act(first, "send_back", {"reason": "仍有残留"}).status_code == 200
    assert act(first, "send_back", {"reason": "仍有残留"}).json()["state"] == "handling"
    assert act(first, "send_back", {"reason": "另有问题"}).status_code == 409
    assert act(first, "close", {}).status_code == 409
    assert act(second, "send_back", {"reason": "仍有残留"}).status_code == 422
    assert Entry.objects.filter(event="MatterSentBack").count() == 1


def test_an_answer_is_not_repeated_to_who_may_no_longer_see_it(scene: Scene):
    browser, address = browser_of(scene, "inspector"), scene.address("/api/v1{c}/matters/{matter}/acts/close")
    given = {"content_type": "application/json", "headers": {"Idempotency-Key": "late"}}
    assert browser.post(address, {}, **given).status_code == 200
    scene.people["inspector"].role_assignments.update(ends_on="2024-05-05")
    assert browser.post(address, {}, **given).status_code == 404


WRITTEN = "赵钱孙私下说明"
FREE = {
    "reason", "opinion", "text", "result", "instruction", "detail", "disclosure_reason", "refuse-reason", "person_name",
}  # fmt: skip


def test_the_journal_names_nobody_and_repeats_no_free_words(scene: Scene):
    """What people write, and names, lie beside the entry, encrypted, or with their row; never in the entry."""
    for form in filled_forms(scene):
        marked = {name: WRITTEN if name in FREE else value for name, value in form.fields.items()}
        if "/fact/" not in form.address:
            send(browser_of(scene, form.by), form, marked)
    deliver_pending()
    names = {name for name in Person.objects.values_list("name", flat=True) if len(name) > 1} | {WRITTEN}
    for entry in Entry.objects.all():
        told = f"{entry.sentence} {entry.payload}"
        assert not [name for name in names if name in told], told
    assert Private.objects.exists()
    assert not [row for row in Private.objects.all() if WRITTEN.encode() in bytes(row.sealed)]


def test_what_is_personal_is_bound_to_its_entry(scene: Scene):
    decide_approval(by=scene.cast.leader, approval=scene.approval, granted=False, opinion=WRITTEN)
    deliver_pending()
    row = Private.objects.get(entry__event="DocumentRejected")
    assert WRITTEN in secrets.decrypt(bytes(row.sealed), str(row.pk)).decode()
    with pytest.raises(Unreadable):
        secrets.decrypt(bytes(row.sealed), str(row.pk + 1))


def test_an_administrator_sees_failures_of_its_own_district_only(scene: Scene):
    for campaign, words in ((scene.cast.campaign, "本区投递失败"), (scene.cast.far_campaign, "外区投递失败")):
        entry = Entry.objects.create(
            event=words, payload={}, sentence="句", at="2024-05-06T01:00Z", subject_kind="matter",
            subject_id=1, campaign_id=campaign.pk,
        )  # fmt: skip
        Delivery.objects.create(entry=entry, handler="desk.test", run_at=entry.at, state="dead")
    page = browser_of(scene, "sysadmin").get("/system/").content.decode()
    assert "本区投递失败" in page
    assert "外区投递失败" not in page


def test_the_news_of_an_inspector_tell_of_matters_only(scene: Scene):
    home = "/?c=yunxi-2024"
    drafting = Entry.objects.filter(event="DocumentDrafted").latest("pk").sentence
    assert drafting in browser_of(scene, "leader").get(home).content.decode()
    page = browser_of(scene, "inspector").get(home).content.decode()
    assert "最近动态" in page
    assert drafting not in page


def test_no_form_gives_roles_beside_its_fields(scene: Scene):
    """So nobody can raise itself by the web; a split is left out, for it carries the seats of the old unit on."""
    cast = scene.cast
    before = [user.role_assignments.count() for user in scene.people.values()]
    for form in filled_forms(scene):
        if form.address.endswith("/split/"):
            continue
        extra = {"role": "office", "is_superuser": "1", "is_staff": "1", "user": cast.township.pk, "by": cast.leader.pk}
        send(browser_of(scene, form.by), form, {**extra, **form.fields})
    assert [user.role_assignments.count() for user in scene.people.values()] == before
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(is_staff=True).exists()


def test_an_account_and_its_roles_stay_within_one_district(scene: Scene):
    cast = scene.cast
    with pytest.raises(Invalid, match="已是别的区县的账号"):
        open_account(cast.district, cast.outsider.username, "冒名", PASSWORD)
    day = cast.campaign.starts_on
    with pytest.raises(Invalid, match="同一个区县"):
        give_role(by=None, user=cast.outsider, role=Role.TOWNSHIP, starts_on=day, unit=cast.towns[0])
    with pytest.raises(Invalid, match="同一个区县"):
        give_role(by=None, user=cast.handler, role=Role.TOWNSHIP, starts_on=day, unit=scene.far_matter.township)
    with pytest.raises(Invalid, match="不能由同一账号兼任"):
        give_role(by=None, user=join(cast, "both", Role.SYSTEM_ADMIN), role=Role.OFFICE, starts_on=day)
