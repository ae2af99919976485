"""Every form of the product, filled in rightly once: by whom, where, and with what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import PASSWORD
from tests.scene import KIND, LOCAL, Scene, a_picture
from zhuanban.ground.core.previews import Preview
from zhuanban.ground.orgs.models import Person
from zhuanban.ground.orgs.rules.reorganisations import Decision
from zhuanban.ground.orgs.services import check_reorganisation
from zhuanban.ground.orgs.tests.test_import_units import a_table
from zhuanban.plan.campaigns.models import Clause, ClauseVersion
from zhuanban.plan.campaigns.rules.facts import KINDS, Field, fields_of
from zhuanban.plan.campaigns.selectors.items import items_of, items_to_confirm
from zhuanban.plan.campaigns.services.confirming import seal_of
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE


@dataclass(frozen=True)
class Filled:
    """A form as a person would send it."""

    by: str
    address: str
    fields: dict[str, Any]


def filled_forms(scene: Scene) -> list[Filled]:
    plan = [*plan_forms(scene), *fact_forms(scene), *review_forms(scene)]
    return [*unit_forms(scene), *privacy_forms(scene), *plan, *matter_forms(scene), *other_forms(scene)]


def unit_forms(scene: Scene) -> list[Filled]:
    bureau, town = scene.cast.bureau.pk, scene.cast.towns[1].pk
    towns = (scene.cast.towns[0].pk, town)
    rows = (
        ("office", "/units/new/",
         {"name": "区文化局", "kind": "department", "parent": "", "aliases": "文化局", "area": "全区",
          "opens_on": "2024-01-01"}),
        ("office", f"/units/{bureau}/rename/", {"name": "区城市管理局"}),
        ("office", f"/units/{bureau}/alias/", {"alias": "执法局"}),
        ("office", f"/units/{bureau}/describe/", {"kind": "department", "area": "城区", "opens_on": "2024-01-01"}),
        ("office", f"/units/{bureau}/move/", {"parent": "{office_unit}"}),
        ("office", "/units/{group}/members/", {"members": bureau}),
        ("office", f"/units/{town}/code/", {"code": "371523102000", "on": "2024-03-01"}),
        ("office", f"/units/{scene.village.pk}/close/", {"on": "2024-05-01"}),
        ("office", "/units/posts/{post}/change/", {"title": "镇长", "unit": town, "on": "2024-05-01"}),
        ("office", "/units/posts/{post}/end/", {"on": "2024-05-01"}),
        ("office", "/units/{town}/split/", {"names": "柳河镇\n新柳镇", "on_day": "2024-05-01", "step": "confirm",
                                           "previewed": mark_of(scene, "split", towns[:1], ("柳河镇", "新柳镇"))}),
        ("office", "/units/merge/",
         {"units": list(towns), "name": "新柳镇", "on_day": "2024-05-01", "step": "confirm",
          "previewed": mark_of(scene, "merge", towns, ("新柳镇",))}),
        ("office", "/units/imports/", {"content": SimpleUploadedFile("单位.xlsx", a_table([NEW_VILLAGE]))}),
    )  # fmt: skip
    return [Filled(by, scene.address(address), _named(scene, fields)) for by, address, fields in rows]


def mark_of(scene: Scene, kind: str, units: tuple[int, ...], names: tuple[str, ...]) -> str:
    """What the preview of such a reorganisation carries."""
    cast, on = scene.cast, date(2024, 5, 1)
    checked = check_reorganisation(
        by=cast.office, district=cast.district, kind=kind, on=on, decision=Decision(units, names)
    )
    return Preview(f"orgs.{kind}", cast.office.pk, checked.decided(on), checked.effect()).mark


NEW_VILLAGE = ("云河村", "村（社区）", "柳河镇", "", "", "2024-01-01")


def privacy_forms(scene: Scene) -> list[Filled]:
    person = scene.cast.handler.person
    return [
        Filled("office", f"/privacy/people/{person.uid}/", {"phone": "13912340009"}),
        Filled("secadmin", "/privacy/retention/", {"person": person.pk, "basis": "审计通知"}),
    ]


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("现场.jpg", a_picture(40), "image/jpeg")


def plan_forms(scene: Scene) -> list[Filled]:
    task = Clause.objects.filter(campaign=scene.draft_action, current__kind=ClauseVersion.Kind.TASK).first()
    assert task
    unit, town = scene.cast.bureau.pk, scene.cast.towns[0].pk
    rows = (
        ("office", "{draft}/plan/start/", {"taken_over_on": "2024-05-01"}),
        ("office", f"{{draft}}/plan/matrix/leads/{task.pk}/", {"unit": unit}),
        ("office", "{draft}/plan/matrix/leads/", {"clause": task.pk, f"unit-{task.pk}": unit}),
        ("office", "{draft}/plan/matrix/groups/{group}/", {"names": "云溪燃气公司"}),
        ("township", f"{{c}}/plan/matrix/owners/?unit={town}", {"person_name": "王五", "clauses": "{clause}"}),
        ("township", "{other}/localplans/upload/", {"content": SimpleUploadedFile("方案.txt", LOCAL.encode())}),
        ("office", "{c}/homes/demands/{demand}/assign/", {"home": "place:main-road"}),
        ("office", "{c}/localplans/{localplan}/return/", {"reason": "没有写明时限"}),
        ("office", "{c}/localplans/{localplan}/clauses/{gap}/mark/", {"decision": "missing", "note": "没有找到"}),
        ("township", "{c}/localplans/{localplan}/clauses/{gap}/explain/", {"explanation": "本镇没有集市"}),
        ("office", "{other}/plan/amendment/", {"content": SimpleUploadedFile("修订.txt", AMENDED.encode())}),
        ("office", "{c}/plan/amendment/apply/", {"version": "{amendment}"}),
        ("office", "{c}/plan/amendment/discard/", {"version": "{amendment}", "reason": "还没有发文"}),
        ("office", "{c}/plan/load/", {"content": SimpleUploadedFile("通知.txt", f"{NOTICE}\n附件".encode())}),
    )
    return [Filled(by, scene.address(address), _named(scene, fields)) for by, address, fields in rows]


def fact_forms(scene: Scene) -> list[Filled]:
    """A fact of every kind that can be added."""
    kinds = [kind.code for kind in KINDS.values() if kind.may_add]
    address = scene.address("{draft}/plan/review/fact/?anchor=%2B&kind=")
    return [
        Filled("office", f"{address}{kind}", {field.name: _written(field) for field in fields_of(kind, "+")})
        for kind in kinds
    ]


def review_forms(scene: Scene) -> list[Filled]:
    """Confirming a kind, answering a finding, choosing words, giving a correction its place."""
    action = scene.draft_action
    items = items_of(action)
    duty = next(item for item in items if item.kind == "duties" and item.span)
    start, end = duty.span or (0, 0)
    chosen = {"start": start, "end": end, "words": action.versions.get().text[start:end]}
    added = {"clause": duty.clause_key, "unit": "区水务局", "role": "lead"}
    rows = (
        ("confirm-all/?kind=duties", {"seen": seal_of(items_to_confirm(items, "duties", ""))}),
        (f"findings/{scene.finding.pk}/", {"answer": "referred", "note": "已去函"}),
        (f"corrections/{scene.loose.pk}/attach/", {"target": duty.anchor}),
        ("fact/?kind=duties&anchor=%2B", {**chosen, **added}),
        ("text/", {**chosen, "now": "区水务局"}),
    )
    return [Filled("office", scene.address(f"{{draft}}/plan/review/{address}"), given) for address, given in rows]


SAID = {"day": "2024-06-01", "number": "5", "share": "5", "unit": "区水务局", "clause": "2.2.1"}


def _written(field: Field) -> str:
    return next(iter(field.choices)) if field.sort == "choice" else SAID.get(field.sort, "内容")


def kind_forms(scene: Scene) -> list[Filled]:
    own = {"name": "井盖普查", "profile": "ledger", "group": "本地事项", "clause": scene.cast.hygiene.pk}
    kinds = scene.address("{c}/matters/kinds/")
    return [
        Filled("office", f"{kinds}new/", own),
        Filled("office", f"{kinds}flying-charging/switch/", {"on": "1", "clause": scene.cast.order.pk}),
    ]


def a_book() -> SimpleUploadedFile:
    return SimpleUploadedFile("台账.csv", "乡镇（街道）,地点\n柳河镇,大街\n".encode())


def matter_forms(scene: Scene) -> list[Filled]:
    unit, town = scene.cast.bureau.pk, scene.cast.towns[0].pk
    place = {"township": town, "place": "中心大街", "title": "垃圾", "detail": "约两方", "source": "survey"}
    found = {**place, "kind": KIND, "happened_at": "2024-05-05T10:00", "photos": a_file()}
    planned = {**place, "kind": "other-undertaking", "clause": scene.cast.hygiene.pk, "planned_on": "2024-06-28"}
    acts = (
        ("office", "registered", "dispatch", {"unit": unit, "support": scene.cast.water.pk, "instruction": "尽快"}),
        ("office", "registered", "void", {"reason": "重复"}),
        ("handler", "dispatched", "accept", {}),
        ("handler", "dispatched", "return", {"reason": "不归我局"}),
        ("handler", "handling", "progress", {"text": "已联系清运"}),
        ("handler", "handling", "report_done", {"result": "已清运", "photos": a_file()}),
        ("inspector", "done", "close", {"opinion": "现场整洁", "photos": a_file()}),
        ("inspector", "done", "send_back", {"reason": "仍有残留"}),
        ("office", "timely", "split", {"units": [scene.cast.water.pk], "instruction": "各清各段"}),
        ("office", "registered", "merge", {"into": scene.matters["timely"].number, "reason": "同一堆"}),
        ("office", "timely", "refer", {"body": "区执法大队", "reason": "拒不整改", "case_number": "3号"}),
        ("office", "closed", "reopen", {"reason": "群众反映没有清完"}),
        ("handler", "dispatched", "return", {"reason": "属水务局", "misdirected": "on"}),
        ("office", "timely", "suspend", {"reason": "等待设备", "until": "2024-05-20"}),
        ("handler", "timely", "ask_suspend", {"reason": "等待设备", "until": "2024-06-20"}),
        ("handler", "timely", "extend", {"until": "2024-05-20", "reason": "等待设备"}),
    )
    return [
        *kind_forms(scene),
        Filled("inspector", scene.address("{c}/matters/register/"), found),
        Filled("township", scene.address("{c}/matters/register/"), planned),
        Filled("township", scene.address("{c}/workbooks/"), {"content": a_book(), "kind": "other-undertaking"}),
        Filled("office", scene.address("{c}/matters/{matter}/amend/"),
               {"title": "垃圾成堆", "place": "大街东首", "detail": "雨后更多"}),
        Filled("inspector", scene.address("{c}/matters/mend/"),
               {**found, "photos": a_file(), "photos_after": a_file()}),
        Filled("office", scene.address("{c}/matters/views/save/"), {"title": "在办", "query": "state=open"}),
        Filled("office", scene.address("{c}/matters/views/{view}/rename/"), {"title": "红灯事项"}),
        Filled("township", scene.address("{c}/matters/{kept}/recheck/"),
               {"finding": "relapsed", "note": "又堆满了", "photos": a_file()}),
        Filled("office", scene.address("{c}/matters/{kept}/keeper/"),
               {"unit": scene.cast.water.pk, "post": "养护员", "reason": "移交养护"}),
        Filled("office", scene.address("{c}/matters/{kept}/keeper/end/"), {"reason": "已经拆除"}),
        Filled("office", scene.address("{c}/matters/seasons/"),
               {"clause": scene.cast.hygiene.pk, "first": "11-15", "last": "03-10", "reason": "冬季不栽植"}),
        Filled("office", scene.address("{c}/matters/{matter}/beside/relate/"),
               {"other": scene.matters["registered"].number, "reason": "同一路段"}),
        *(Filled(by, scene.address(f"{{c}}/matters/{scene.matters['timely'].uid}/beside/{what}/"), given)
          for by, what, given in (("leader", "urge", {"text": "月底前清完"}),
                                  ("handler", "person", {"person": scene.cast.handler.pk}))),
        *(Filled(by, scene.address(f"{{c}}/matters/{scene.matters[state].uid}/{act}/"), given)
          for by, state, act, given in acts),
    ]  # fmt: skip


def other_forms(scene: Scene) -> list[Filled]:
    source = {"document": "月报", "source_unit": "区水务局"}
    here = {"township": "{town}", "on": "2024-05-01"}
    edited = {
        "title": "关于推进情况的通报", "recipients": "各乡镇", "text": "现将情况通报如下。", "issuer": "专班办公室",
        "signer": "专班办公室", "code_word": "云专办", "copies_to": "区委办公室",
    }  # fmt: skip
    rows = (
        ("handler", "{c}/threads/matter/{matter_key}/", {"text": "请核查", "answers": ""}),
        ("handler", "{c}/threads/comments/{comment}/change/", {"text": "现场已清运两车"}),
        ("office", "{c}/m/visits/{visit}/", {"act": "admit", "admit-township": "{town}", "admit-kind": ""}),
        ("office", "{c}/m/visits/{visit}/", {"act": "refuse", "refuse-reason": "重复"}),
        ("office", "{c}/channels/{export}/classes/", {"kind-0": "{kind_key}"}),
        ("office", "{c}/indicators/{indicator}/reading/", {**here, "value": "70", **source}),
        ("office", "{c}/indicators/{indicator}/reading/", {**here, "numerator": "7", "denominator": "10", **source}),
        ("office", "{c}/indicators/readings/{reading}/correct/", {"value": "70", **source, "reason": "录错"}),
        ("office", "{c}/appraisals/compute/", {"period": "2024-04"}),
        ("office", "{c}/appraisals/acceptance/{clause}/{town}/",
         {"decision": "mend", "reason": "补资料", "due_on": "2024-06-01"}),
        ("office", "{c}/appraisals/scheme/new/", {"text": "name: 办法"}),
        ("office", "{c}/appraisals/scheme/{version}/edit/", {"text": "name: 办法"}),
        ("office", "{c}/appraisals/scheme/{version}/publish/", {"starts_on": "2024-06-01", "ends_on": "2025-06-30"}),
        ("office", "{c}/documents/draft/", {"since": "2024-04-01", "until": "2024-04-30"}),
        ("office", "{c}/documents/{document}/edit/", edited),
        ("office", "{c}/documents/{document}/submit/", {"disclosure": "open", "disclosure_reason": "依规"}),
        ("leader", "/approvals/{approval}/", {"granted": "no", "opinion": "再核"}),
        ("leader", "/account/", {"old": PASSWORD, "new": "Qing-shan-47-liu"}),
        ("sysadmin", "/accounts/open/", {"person": unseated(scene), "username": "liu.hong"}),
    )  # fmt: skip
    return [Filled(by, scene.address(address), _named(scene, fields)) for by, address, fields in rows]


def _named(scene: Scene, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the scene's ids in them."""
    return {name: scene.address(value) if isinstance(value, str) else value for name, value in fields.items()}


def unseated(scene: Scene) -> int:
    """Somebody of the district who has no account yet."""
    return Person.objects.filter(district=scene.cast.district, user=None).earliest("pk").pk
