"""Who may open what: every address of the product, every role, and people from elsewhere. Unlisted means failing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.test import Client

from tests.addresses import routes
from tests.scene import Scene

ROLES = (
    "office", "office_colleague", "leader", "inspector", "handler", "water_clerk", "township", "other_township",
    "village", "judge", "auditor", "sysadmin", "secadmin",
)  # fmt: skip
# Of another district; of the office of another action only; of this district without any role.
OUTSIDERS = ("outsider", "other_office", "nobody")

ADMINISTRATORS = {"auditor", "sysadmin", "secadmin"}
DIRECTOR = {"office"}
OFFICE = {"office", "office_colleague"}
WHOLE = OFFICE | {"leader"}
SCORED = WHOLE | {"township"}
WATCHING = WHOLE | {"inspector"}
# The bureau has a duty in the clause and handles the matter, which lies in the township.
CONCERNED = WATCHING | {"handler", "township"}
VISITING = OFFICE | {"inspector", "handler", "water_clerk", "township", "other_township"}
# The water bureau has a duty in the clause of the target.
RECORDING = OFFICE | {"water_clerk", "township"}
NAMING = OFFICE | {"township", "other_township"}
UPLOADING = {"township", "other_township"}
PLANNING = UPLOADING | WHOLE
ALL = set(ROLES) - ADMINISTRATORS


@dataclass(frozen=True)
class Page:
    """What GET gives: 200 to these, `otherwise` to the others of the action; no administrator has a part in it."""

    address: str
    who: frozenset[str] | set[str] = frozenset(ALL)
    otherwise: int = 404
    found: int = 200


PAGES = {
    "campaigns:overview": Page("{c}/plan/"),
    "campaigns:clause": Page("{c}/plan/clauses/{clause}/"),
    "campaigns:review": Page("{draft}/plan/review/"),
    "campaigns:fact": Page("{draft}/plan/review/fact/?kind=targets&anchor=%2B", OFFICE, 403),
    "campaigns:confirm_all": Page("{draft}/plan/review/confirm-all/?kind=duties", OFFICE, 403),
    "campaigns:text": Page("{draft}/plan/review/text/?start=0&end=2&words=关于", OFFICE, 403),
    "campaigns:finding": Page("{draft}/plan/review/findings/{finding}/", OFFICE, 403),
    "campaigns:corrections": Page("{draft}/plan/review/corrections/"),
    "campaigns:attach": Page("{draft}/plan/review/corrections/{loose}/attach/", OFFICE, 403),
    "campaigns:load": Page("{c}/plan/load/", OFFICE),
    "campaigns:start": Page("{draft}/plan/start/", DIRECTOR, 403),
    "campaigns:amendment": Page("{c}/plan/amendment/", WHOLE),
    "campaigns:matrix": Page("{c}/plan/matrix/"),
    "campaigns:lead": Page("{c}/plan/matrix/leads/{clause}/", OFFICE, 403),
    "campaigns:group": Page("{c}/plan/matrix/groups/{group}/", OFFICE, 403),
    "campaigns:owners": Page("{c}/plan/matrix/owners/", NAMING),
    "homes:homes": Page("{c}/homes/"),
    "homes:set": Page("{c}/homes/sets/project/"),
    "homes:assign": Page("{c}/homes/demands/{demand}/assign/", OFFICE),
    "localplans:list": Page("{c}/localplans/", PLANNING),
    "localplans:upload": Page("{c}/localplans/upload/", UPLOADING),
    "localplans:detail": Page("{c}/localplans/{localplan}/", WHOLE | {"township"}),
    "localplans:mark": Page("{c}/localplans/{localplan}/clauses/{gap}/mark/", OFFICE),
    "localplans:explain": Page("{c}/localplans/{localplan}/clauses/{gap}/explain/", {"township"}),
    "matters:ledger": Page("{c}/matters/"),
    "matters:export": Page("{c}/matters/export/"),
    "matters:board": Page("{c}/matters/board/"),
    "matters:samples": Page("{c}/matters/samples/"),
    "matters:mend": Page("{c}/matters/mend/", VISITING | {"village"}),
    "matters:cares": Page("{c}/matters/cares/"),
    "matters:recheck": Page("{c}/matters/{kept}/recheck/", OFFICE | {"inspector", "township"}),
    "matters:keeper": Page("{c}/matters/{kept}/keeper/", OFFICE),
    "matters:standing": Page("{c}/matters/standing/"),
    "matters:standing_cell": Page("{c}/matters/standing/{clause}/{town}/", CONCERNED | {"other_township"}),
    "matters:exemptions": Page("{c}/matters/exemptions/"),
    "matters:seasons": Page("{c}/matters/seasons/"),
    "matters:dispatching": Page("{c}/matters/dispatching/", WHOLE),
    "matters:lights": Page("{c}/matters/lights/"),
    "matters:progress": Page("{c}/matters/progress/"),
    "matters:print": Page("{c}/matters/print/"),
    "matters:sheet": Page("{c}/matters/{matter}/sheet/", CONCERNED),
    "matters:columns": Page("{c}/matters/columns/"),
    "matters:views": Page("{c}/matters/views/"),
    "matters:saved_view": Page("{c}/matters/views/{view}/", found=302),
    "matters:kinds": Page("{c}/matters/kinds/"),
    "matters:kind": Page("{c}/matters/kinds/exposed-rubbish/"),
    "matters:kind_export": Page("{c}/matters/kinds/exposed-rubbish/export/"),
    "matters:kind_new": Page("{c}/matters/kinds/new/", OFFICE),
    "matters:kind_edit": Page("{c}/matters/kinds/exposed-rubbish/edit/", OFFICE),
    "matters:kind_text": Page("{c}/matters/kinds/exposed-rubbish/text/", OFFICE),
    "matters:kind_confirm": Page("{c}/matters/kinds/exposed-rubbish/confirm/", OFFICE, found=302),
    "workbooks:imports": Page("{c}/workbooks/", VISITING | {"village"}),
    "matters:amend": Page("{c}/matters/{matter}/amend/", OFFICE),
    "workbooks:townbooks": Page("{c}/workbooks/townbooks/", OFFICE | {"township", "other_township"}),
    "workbooks:take_townbook": Page("{c}/workbooks/townbooks/take/?township={town}", OFFICE | {"township"}),
    "workbooks:townbook": Page("{c}/workbooks/townbooks/{townback}/", OFFICE | {"township"}),
    "workbooks:template": Page("{c}/workbooks/template/?kind=exposed-rubbish", VISITING | {"village"}),
    "workbooks:import": Page("{c}/workbooks/imports/{book}/", OFFICE | {"township"}),
    "workbooks:marked_copy": Page("{c}/workbooks/imports/{book}/marked/", {"township"}),
    "matters:register": Page("{c}/matters/register/", VISITING | {"village"}),
    "matters:detail": Page("{c}/matters/{matter}/", CONCERNED),
    "matters:act": Page("{c}/matters/{matter}/close/", CONCERNED, found=302),
    "takeovers:openings": Page("{c}/takeover/"),
    "takeovers:by_clause": Page("{c}/takeover/clauses/{clause}/", NAMING),
    "takeovers:by_township": Page("{c}/takeover/towns/{town}/", OFFICE | {"township"}),
    "takeovers:cell": Page("{c}/takeover/clauses/{clause}/towns/{town}/"),
    "takeovers:intakes": Page("{c}/takeover/files/", NAMING),
    "takeovers:intake": Page("{c}/takeover/files/{intake}/", OFFICE),
    "takeovers:mapping": Page("{c}/takeover/files/{intake_table}/columns/", OFFICE),
    "channels:files": Page("{c}/channels/", OFFICE),
    "channels:file": Page("{c}/channels/{export}/", OFFICE),
    "channels:layout": Page("{c}/channels/{export}/columns/", OFFICE),
    "channels:classes": Page("{c}/channels/{export}/classes/", OFFICE),
    "channels:reply": Page("{c}/channels/{export}/reply/", OFFICE),
    "patrols:phone": Page("{c}/m/", VISITING, 403),
    "patrols:tasks": Page("{c}/m/tasks/", VISITING, 403),
    "patrols:worker": Page("{c}/m/sw.js", VISITING, 403),
    "patrols:visits": Page("{c}/m/visits/"),
    "patrols:visit": Page("{c}/m/visits/{visit}/", OFFICE | {"inspector"}),
    "indicators:overview": Page("{c}/indicators/"),
    "indicators:detail": Page("{c}/indicators/{indicator}/"),
    "indicators:reading": Page("{c}/indicators/{indicator}/reading/", RECORDING | {"other_township"}),
    "indicators:correct": Page("{c}/indicators/readings/{reading}/correct/", OFFICE | {"water_clerk"}),
    "appraisals:scores": Page("{c}/appraisals/"),
    "appraisals:explain": Page("{c}/appraisals/towns/{town}/?period=2024-04", SCORED),
    "appraisals:rows": Page("{c}/appraisals/towns/{town}/rows/?period=2024-04&code={row}&figure=应结数", SCORED),
    "appraisals:scheme": Page("{c}/appraisals/scheme/"),
    "appraisals:scheme_new": Page("{c}/appraisals/scheme/new/", OFFICE),
    "appraisals:scheme_edit": Page("{c}/appraisals/scheme/{version}/edit/", OFFICE),
    "appraisals:scheme_publish": Page("{c}/appraisals/scheme/{version}/publish/", DIRECTOR),
    "appraisals:acceptance": Page("{c}/appraisals/acceptance/"),
    "appraisals:acceptance_cell": Page("{c}/appraisals/acceptance/{clause}/{town}/", CONCERNED),
    "documents:list": Page("{c}/documents/"),
    "documents:draft": Page("{c}/documents/draft/", OFFICE),
    "documents:detail": Page("{c}/documents/{document}/", WHOLE),
    "documents:edit": Page("{c}/documents/{document}/edit/", OFFICE),
    "documents:docx": Page("{c}/documents/{document}/docx/", WHOLE),
    "desk:cockpit": Page("{c}/"),
    "desk:township": Page("{c}/towns/{town}/"),
    "desk:todo": Page("{c}/todo/verify/", OFFICE | {"inspector"}),
    "desk:search": Page("{c}/search/?q=垃圾"),
    "desk:counts": Page("{c}/counts/"),
    "threads:thread": Page("{c}/threads/matter/{matter_key}/", CONCERNED),
    "threads:change": Page("{c}/threads/comments/{comment}/change/", {"handler"}),
    "audit:journal": Page("/audit/", {"auditor", "secadmin"}),
    "audit:export": Page("/audit/export/", {"auditor", "secadmin"}),
    "audit:seals": Page("/audit/seals/", {"auditor"}),
    "files:photo": Page("/files/photos/{photo}/copy/", CONCERNED),
    "approvals:decide": Page("/approvals/{approval}/", {"office", "leader"}),
    "orgs:roles": Page("/roles/", ADMINISTRATORS),
    "orgs:role_give": Page("/roles/give/", {"secadmin"}),
    "orgs:role_give_many": Page("/roles/give/many/", {"secadmin"}),
    "orgs:role_end": Page("/roles/{seat}/end/", {"secadmin"}),
    "orgs:hand_over": Page("/accounts/{account}/hand-over/", {"secadmin"}),
    "GET /api/v1/c/<slug>/amendment": Page("/api/v1{c}/amendment", WHOLE),
    "GET /api/v1/c/<slug>/localplans": Page("/api/v1{c}/localplans"),
    "GET /api/v1/c/<slug>/localplans/<uid>": Page(
        "/api/v1{c}/localplans/{localplan}", WHOLE | {"township"}
    ),
    "GET /api/v1/c/<slug>/search": Page("/api/v1{c}/search?q=垃圾"),
    "GET /api/v1/c/<slug>/kinds": Page("/api/v1{c}/kinds"),
    "GET /api/v1/c/<slug>/matters": Page("/api/v1{c}/matters"),
    "GET /api/v1/c/<slug>/matters/board": Page("/api/v1{c}/matters/board"),
    "GET /api/v1/c/<slug>/matters/<uid>": Page("/api/v1{c}/matters/{matter}", CONCERNED),
}
# Who sees the matter but does not visit is told why the phone page is not its own; others do not see the matter.
VERIFY = Page("{c}/m/verify/{matter}/", CONCERNED & VISITING, 403)
WRITES = {
    "audit:verify": ("/audit/verify/", {"auditor"}),
    "threads:withdraw": ("{c}/threads/comments/{comment}/withdraw/", {"handler"}),
    "desk:retry": ("/system/deliveries/1/retry/", {"sysadmin"}),
    "desk:discard": ("/system/deliveries/1/discard/", {"sysadmin"}),
    "takeovers:receive": ("{c}/takeover/files/{intake}/receive/", OFFICE),
    "takeovers:take_back": ("{c}/takeover/files/{intake}/take-back/", OFFICE),
    "takeovers:discard": ("{c}/takeover/files/{intake}/discard/", OFFICE),
    "campaigns:undo": ("{draft}/plan/review/undo/{correction}/", OFFICE),
    "campaigns:undo_last": ("{draft}/plan/review/undo/", OFFICE),
    "campaigns:redo_last": ("{draft}/plan/review/redo/", OFFICE),
    "campaigns:redo": ("{draft}/plan/review/redo/{correction}/", OFFICE),
    "campaigns:place": ("{draft}/plan/review/place/?kind=targets&anchor=x&seen=x", OFFICE),
    "campaigns:confirm": ("{draft}/plan/review/confirm/?kind=notice&anchor=period&seen=x", OFFICE),
    "campaigns:withdraw": ("{draft}/plan/review/withdraw/?kind=notice&anchor=period", OFFICE),
    "campaigns:reopen": ("{draft}/plan/review/findings/{finding}/reopen/", OFFICE),
    "campaigns:apply_amendment": ("{c}/plan/amendment/apply/", DIRECTOR),
    "campaigns:discard_amendment": ("{c}/plan/amendment/discard/", OFFICE),
    "campaigns:leads": ("{c}/plan/matrix/leads/", OFFICE),
    "campaigns:unlead": ("{c}/plan/matrix/leads/{clause}/remove/", OFFICE),
    "homes:take_back": ("{c}/homes/choices/{choice}/take-back/", OFFICE),
    "localplans:return": ("{c}/localplans/{localplan}/return/", OFFICE),
    "localplans:confirm": ("{c}/localplans/{localplan}/confirm/", OFFICE),
    "workbooks:merge_townbook": ("{c}/workbooks/townbooks/{townback}/merge/", {"township"}),
    "workbooks:undo_townbook": ("{c}/workbooks/townbooks/{townback}/undo/", {"township"}),
    "workbooks:confirm": ("{c}/workbooks/imports/{book}/confirm/", {"township"}),
    "workbooks:undo": ("{c}/workbooks/imports/{book}/undo/", OFFICE | {"township"}),
    "matters:bulk": ("{c}/matters/bulk/", OFFICE | {"handler", "water_clerk", "township", "other_township"}),
    "matters:beside": ("{c}/matters/{matter}/beside/relate/", OFFICE | {"handler", "township"}),
    "matters:unrelate": ("{c}/matters/{matter}/related/{relation}/remove/", OFFICE),
    "matters:milestones": ("{c}/matters/{matter}/milestones/", OFFICE | {"handler"}),
    "matters:save_view": ("{c}/matters/views/save/", ALL),
    "matters:change_view": ("{c}/matters/views/{view}/first/", ALL),
    "matters:kind_switch": ("{c}/matters/kinds/exposed-rubbish/switch/", OFFICE),
    "matters:kind_drop": ("{c}/matters/kinds/exposed-rubbish/drop/", OFFICE),
    "matters:end_keeping": ("{c}/matters/{kept}/keeper/end/", OFFICE),
    "matters:end_season": ("{c}/matters/seasons/{season}/end/", OFFICE),
    "appraisals:compute": ("{c}/appraisals/compute/", OFFICE),
    "appraisals:acceptance_state": ("{c}/appraisals/acceptance/state/", OFFICE),
    "documents:submit": ("{c}/documents/{document}/submit/", OFFICE),
    "documents:publish": ("{c}/documents/{document}/publish/", OFFICE),
    "orgs:deputy_end": ("/deputies/{seat}/end/", set()),
    "POST /api/v1/c/<slug>/matters": ("/api/v1{c}/matters", VISITING | {"village"}),
    "POST /api/v1/c/<slug>/matters/<uid>/acts/<act>": ("/api/v1{c}/matters/{matter}/acts/close", {"inspector"}),
    "PUT /api/v1/c/<slug>/visits/<uid>": ("/api/v1{c}/visits/{visit}", VISITING),
    "PUT /api/v1/c/<slug>/photos/<sha256>": ("/api/v1{c}/photos/{sha256}", VISITING),
}
# Of the district, not of an action: everybody with a seat reads the tree, also the three administrators.
KEEPING = OFFICE | {"sysadmin"}
DISTRICT_PAGES = {
    "orgs:units": Page("/units/", set(ROLES) | {"other_office"}),
    "orgs:unit": Page("/units/{town}/", set(ROLES) | {"other_office"}),
    "orgs:reorganisation": Page("/units/changes/{reorganisation}/", set(ROLES) | {"other_office"}),
    "orgs:establish": Page("/units/new/", KEEPING | {"other_office"}),
    "orgs:imports": Page("/units/imports/", KEEPING | {"other_office"}),
    "orgs:import_template": Page("/units/imports/template/", KEEPING | {"other_office"}),
    "orgs:import": Page("/units/imports/{imported}/", KEEPING | {"other_office"}),
    "orgs:act": Page("/units/{town}/rename/", KEEPING | {"other_office"}),
    "orgs:merge": Page("/units/merge/", OFFICE | {"other_office"}),
    "orgs:split": Page("/units/{town}/split/", OFFICE | {"other_office"}),
    "orgs:change_post": Page("/units/posts/{post}/change/", OFFICE | {"other_office"}),
    "orgs:end_post": Page("/units/posts/{post}/end/", OFFICE | {"other_office"}),
}
DISTRICT_WRITES = {
    "orgs:withdraw": ("/units/changes/{reorganisation}/withdraw/", OFFICE | {"other_office"}),
    "orgs:bring_import": ("/units/imports/{imported}/bring/", KEEPING | {"other_office"}),
    "orgs:take_back_import": ("/units/imports/{imported}/take-back/", KEEPING | {"other_office"}),
    "orgs:remove_alias": ("/units/{town}/aliases/remove/", KEEPING | {"other_office"}),
    "orgs:remove_code": ("/units/codes/{code}/remove/", KEEPING | {"other_office"}),
}
# About nobody's data but one's own, or for everybody who is signed in.
OWN = {
    "core:running_work": "/progress/",
    "signin:account": "/account/",
    "signin:factors": "/account/factors/",
    "signin:confirmation": "/account/confirmation/",
    "signin:sessions": "/account/sign-ins/",
    "approvals:inbox": "/approvals/",
    "privacy:mine": "/privacy/",
    "threads:mentions": "/threads/mentions/",
    "api:document": "/api/v1/openapi.json",
    "desk:home": "/",
}
OPEN = {"core:health": "/healthz", "signin:sign_in": "/sign-in/"}
# Texts in, an answer out; for whoever is signed in, and nothing is kept.
UNKEPT = {"POST /api/v1/compile", "POST /api/v1/compare", "POST /api/v1/conform"}
# The steps of signing in, and what asks for a fresh proof first (ground/signin/tests).
SIGNING_IN = {
    "signin:second_step": "/sign-in/second-step/", "signin:oidc": "/sign-in/oidc/", "signin:cas": "/sign-in/cas/",
    "signin:oidc_back": "/sign-in/oidc/back/", "signin:cas_back": "/sign-in/cas/back/",
}  # fmt: skip
PROVING = {
    "signin:new_app": "/account/factors/app/", "signin:new_key": "/account/factors/key/",
    "signin:recovery_codes": "/account/factors/codes/", "signin:renew_codes": "/account/factors/codes/renew/",
    "signin:remove": "/account/factors/1/remove/", "signin:reset": "/accounts/{account}/factors/",
}  # fmt: skip
# For administrators: to whom GET (or POST where it only writes) does not answer 404.
ACCOUNTS = {
    "signin:accounts": ("/accounts/", ADMINISTRATORS),
    "signin:one_account": ("/accounts/{account}/", ADMINISTRATORS),
    "signin:open_account": ("/accounts/open/", {"sysadmin"}),
    "signin:open_many": ("/accounts/open/many/", {"sysadmin"}),
    "signin:account_table": ("/accounts/open/many/template/", {"sysadmin"}),
}
ACCOUNT_ACTS = {
    "signin:reset_password": ("/accounts/{account}/reset/", {"sysadmin"}),
    "signin:disable_account": ("/accounts/{account}/disable/", {"sysadmin"}),
    "signin:enable_account": ("/accounts/{account}/enable/", {"sysadmin"}),
    "signin:unlock_account": ("/accounts/{account}/unlock/", {"secadmin"}),
}
# Of people, for who works with them and who watches over it (tests/test_privacy.py).
PERSONAL = {
    "privacy:copy", "privacy:person", "privacy:reveal", "privacy:masked", "privacy:reveals", "privacy:retention",
    "privacy:hold_end", "privacy:copies",
}  # fmt: skip
APART = {
    *SIGNING_IN, *PROVING, *UNKEPT, *PERSONAL, "core:policy_report", "signin:sign_out", "desk:system", "patrols:verify",
    "orgs:act_for", "orgs:deputies", "threads:open_mention", "threads:read_all",
    "/api/v1/^(?P<rest>.*)$",
    "signin:new_password", "signin:stay", "signin:end_one", "signin:end_others", "signin:shown_once", "signin:slips",
    *ACCOUNTS, *ACCOUNT_ACTS,
}  # fmt: skip
CAMPAIGN_PAGES = {name: page for name, page in PAGES.items() if "{c}" in page.address or "{draft}" in page.address}


def signed_in(scene: Scene, *names: str) -> Iterator[tuple[str, Client]]:
    """Each of these people with a browser."""
    for name in names:
        browser = Client()
        browser.force_login(scene.people[name])
        yield name, browser


def office_of(scene: Scene) -> Client:
    return next(browser for _, browser in signed_in(scene, "office"))


def all_rows() -> Counter[str]:
    """How many rows every table has, sessions apart."""
    kept = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
    return Counter({model._meta.label: model._default_manager.count() for model in kept})


def test_every_address_is_in_the_tables():
    listed = [*PAGES, *WRITES, *DISTRICT_PAGES, *DISTRICT_WRITES, *OWN, *OPEN, *APART]
    assert sorted(routes()) == sorted(listed)


def test_every_role_opens_its_pages_and_no_other(scene):
    told = {}
    for role, browser in signed_in(scene, *ROLES):
        for name, page in PAGES.items():
            expected = page.found if role in page.who else 404 if role in ADMINISTRATORS else page.otherwise
            status = browser.get(scene.address(page.address)).status_code
            if status != expected:
                told[role, name] = f"{status} instead of {expected}"
    assert not told


def test_a_matter_is_verified_by_phone_only_by_who_sees_it(scene):
    for role, browser in signed_in(scene, *ROLES):
        hidden = role in ADMINISTRATORS or (role in VISITING and role not in CONCERNED)
        expected = 200 if role in VERIFY.who else 404 if hidden else 403
        assert browser.get(scene.address(VERIFY.address)).status_code == expected, role


def test_who_has_no_part_in_the_action_finds_nothing_of_it(scene):
    """Not even the office of another action of the same district."""
    found = {
        (person, name): status
        for person, browser in signed_in(scene, *OUTSIDERS)
        for name, page in {**PAGES, "patrols:verify": VERIFY}.items()
        if (status := browser.get(scene.address(page.address)).status_code) != 404
    }
    assert not found


def test_pages_of_the_district_open_for_its_people_and_for_nobody_else(scene):
    told = {}
    for person, browser in signed_in(scene, *ROLES, *OUTSIDERS):
        for name, page in DISTRICT_PAGES.items():
            # The list shows everybody with a seat the own district, which for a stranger is another one.
            expected = 200 if person in page.who or (person, name) in STRANGERS else 404
            if person == "outsider" and name in OWN_DISTRICT:
                expected = 200
            if (status := browser.get(scene.address(page.address)).status_code) != expected:
                told[person, name] = f"{status} instead of {expected}"
    assert not told


OWN_DISTRICT = {"orgs:establish", "orgs:merge", "orgs:imports", "orgs:import_template"}
STRANGERS = {("outsider", "orgs:units")}


def test_a_person_writes_nothing_of_the_district_where_the_tables_do_not_name_it(scene):
    before = all_rows()
    pages = {name: (page.address, page.who) for name, page in DISTRICT_PAGES.items()}
    for person, browser in signed_in(scene, *ROLES, *OUTSIDERS):
        for name, (template, who) in {**pages, **DISTRICT_WRITES}.items():
            if person not in who:
                response = browser.post(scene.address(template), FILLED)
                assert response.status_code in {403, 404, 405, 422} or name in ANSWERED, (person, name)
    assert all_rows() == before


# These answer with a message on the page they lead back to.
ANSWERED = {"orgs:withdraw", "orgs:remove_alias", "orgs:remove_code"}


def test_the_three_administrators_alone_open_the_page_of_the_system(scene):
    everybody = signed_in(scene, *ROLES, *OUTSIDERS)
    opened = {name for name, browser in everybody if browser.get("/system/").status_code == 200}
    assert opened == ADMINISTRATORS


def test_accounts_are_looked_after_by_administrators_and_by_nobody_else(scene):
    names = {"account": scene.cast.township.pk}
    for template, who in ACCOUNTS.values():
        everybody = signed_in(scene, *ROLES, *OUTSIDERS)
        opened = {name for name, browser in everybody if browser.get(template.format(**names)).status_code == 200}
        assert opened == who, template
    before = all_rows()
    for template, who in ACCOUNT_ACTS.values():
        for name, browser in signed_in(scene, *(set(ROLES) - who), *OUTSIDERS):
            expected = {403, 422} if name in ADMINISTRATORS else {404}
            assert browser.post(template.format(**names)).status_code in expected, (template, name)
            assert browser.get(template.format(**names)).status_code == 405, (template, name)
    assert all_rows() == before


def test_an_administrator_finds_no_account_of_another_district(scene):
    names = {"account": scene.cast.outsider.pk}
    for name, browser in signed_in(scene, *sorted(ADMINISTRATORS)):
        assert browser.get("/accounts/{account}/".format(**names)).status_code == 404, name
        for template, _ in ACCOUNT_ACTS.values():
            assert browser.post(template.format(**names)).status_code == 404, (template, name)


def test_what_is_ones_own_at_signing_in_is_nobody_elses(scene, client):
    for _, browser in signed_in(scene, "office"):
        assert browser.post("/account/stay/").status_code == 204
        assert browser.post("/account/sign-ins/1/end/").status_code == 404
        assert browser.post("/account/sign-ins/others/end/").url == "/account/sign-ins/"
        assert browser.get("/account/password/").url == "/account/"
        assert browser.get("/accounts/password/").url == "/accounts/"
    for address in ("/account/stay/", "/account/sign-ins/1/end/", "/account/sign-ins/others/end/"):
        assert client.post(address).status_code == 302


def test_everybody_who_is_signed_in_has_a_home_and_an_account(scene):
    for name, browser in signed_in(scene, *ROLES, *OUTSIDERS):
        told = {address: browser.get(address).status_code for address in OWN.values()}
        assert set(told.values()) == {200}, (name, told)


def test_without_signing_in_every_address_leads_to_the_sign_in_page_or_says_401(scene, client):
    pages = [page.address for page in (*PAGES.values(), VERIFY)]
    others = ["/system/", "/accounts/", "/accounts/open/", "/account/password/"]
    for address in map(scene.address, [*pages, *OWN.values(), *others]):
        response = client.get(address)
        if address.startswith("/api/"):
            assert response.status_code == 401, address
            assert response.json()["number"] == "E401"
        else:
            assert response.status_code == 302, address
            assert response.headers["Location"].startswith("/sign-in/?next="), address
    assert {client.get(address).status_code for address in OPEN.values()} == {200}


def test_the_steps_of_signing_in_give_nobody_anything_by_themselves(scene, client):
    assert {client.get(address).status_code for address in SIGNING_IN.values()} == {302, 404}
    proving = {page: scene.address(address) for page, address in PROVING.items()}
    assert all(client.get(address).url.startswith("/sign-in/?next=") for address in proving.values())
    for name, browser in signed_in(scene, *ROLES, *OUTSIDERS):
        told = {page: browser.get(address).status_code for page, address in proving.items()}
        assert told.pop("signin:reset") == (200 if name == "secadmin" else 404), name
        assert set(told.values()) <= {302, 404, 405}, name


def test_without_signing_in_nothing_is_written_either(scene, client):
    before = all_rows()
    for address in every_address(scene):
        for send in (client.post, client.put, client.delete):
            assert send(address, {}, content_type="application/json").status_code in {302, 401, 404, 405}, address
    assert all_rows() == before


def every_address(scene: Scene) -> list[str]:
    pages = [page.address for page in (*PAGES.values(), VERIFY)]
    return [scene.address(address) for address in (*pages, *(address for address, _ in WRITES.values()))]


def test_an_address_that_writes_refuses_to_be_read(scene):
    browser = office_of(scene)
    told = {name: browser.get(scene.address(address)).status_code for name, (address, _) in WRITES.items()}
    assert told.pop("POST /api/v1/c/<slug>/matters") == 200  # the list, at the same address
    assert set(told.values()) == {405}, told
    assert browser.get("/sign-out/").status_code == 405


def test_an_address_for_programs_says_which_methods_it_takes(scene):
    browser = office_of(scene)
    response = browser.delete(scene.address("/api/v1{c}/matters"))
    assert response.status_code == 405
    assert response.headers["Allow"] in response.json()["message"]
    assert browser.get("/api/v1/compile").status_code == 405
    assert browser.get("/api/v1/nothing/here").status_code == 404


def test_what_an_outsider_sends_writes_nothing(scene):
    before = all_rows()
    for person, browser in signed_in(scene, *OUTSIDERS):
        for address in every_address(scene):
            assert browser.post(address, FILLED).status_code in {400, 403, 404, 405, 422}, (person, address)
        for name, (template, _) in WRITES.items():
            if "/api/" in template:
                send = getattr(browser, name.split()[0].lower())
                response = send(scene.address(template), FILLED, content_type="application/json")
                assert response.status_code in {403, 404, 422}, (person, name)
    assert all_rows() == before


def test_a_role_writes_nothing_where_the_tables_do_not_name_it(scene):
    before = all_rows()
    barred = {name: (page.address, page.who) for name, page in PAGES.items() if page.who != ALL}
    for role, browser in signed_in(scene, *ROLES):
        for name, (template, who) in {**barred, **WRITES}.items():
            if role in who:
                continue
            method = "put" if name.startswith("PUT") else "post"
            given = {"content_type": "application/json"} if "/api/" in template else {}
            response = getattr(browser, method)(scene.address(template), FILLED, **given)
            assert response.status_code in {403, 404, 405, 422}, (role, name)
    assert all_rows() == before


# One sensible value for every field that a form of the product has, so that a refusal is for the role alone.
FILLED = {
    "taken_over_on": "", "names": "云溪燃气公司", "since": "2024-04-01", "until": "2024-04-30", "text": "办法",
    "period": "2024-04", "disclosure": "open", "granted": "yes", "decision": "pass", "starts_on": "2024-06-01",
    "township": "", "on": "2024-05-01", "value": "70", "document": "月报", "source_unit": "区水务局", "reason": "更正",
    "opinion": "同意", "place": "中心大街", "kind": "exposed-rubbish", "act": "admit", "title": "通报",
    "note": "看过", "explanation": "没有",
}  # fmt: skip
