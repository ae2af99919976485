"""A house in use: the cast in the middle of its action, with one row of everything that an address can name.

Told on Monday 6 May 2024, 9:00 in Shanghai. Roles that the cast lacks join it here, and somebody without any role.
"""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import time_machine
from django.contrib.auth.hashers import make_password
from PIL import Image

from tests.cast import FIRST_DAY, PASSWORD, Cast, assemble
from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.core import clock
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.orgs.models import Post, Reorganisation, RoleAssignment, Unit, UnitImport, User
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.ground.orgs.rules.reorganisations import Decision
from zhuanban.ground.orgs.services import give_code, reorganise
from zhuanban.ground.threads.models import Comment
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.services import draft_circular, submit_document
from zhuanban.oversight.appraisals.models import Acceptance, Scheme
from zhuanban.oversight.appraisals.rules.periods import month
from zhuanban.oversight.appraisals.selectors.schemes import shipped_text
from zhuanban.oversight.appraisals.services import compute_scores, draft_scheme, make_statements, publish_scheme
from zhuanban.plan.campaigns.models import (
    Campaign,
    Clause,
    ClauseVersion,
    Correction,
    Deadline,
    Demand,
    Duty,
    Finding,
    NoticeVersion,
)
from zhuanban.plan.campaigns.selectors import targets_of
from zhuanban.plan.campaigns.services import correct_fact, load_amendment, load_notice
from zhuanban.plan.campaigns.services.versions import compiled
from zhuanban.plan.campaigns.tests.notices import AMENDED, NOTICE
from zhuanban.plan.homes.services import assign_home
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.services import upload_local_plan
from zhuanban.work.channels.models import ChannelFile
from zhuanban.work.indicators.models import Indicator, Reading
from zhuanban.work.indicators.services import draw_indicators, record_reading
from zhuanban.work.matters import services as loop
from zhuanban.work.matters.models import CampaignKind, Care, Kind, Matter
from zhuanban.work.matters.services.keep_views import save_view
from zhuanban.work.matters.services.relating import relate_matters
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.rules import VisitState
from zhuanban.work.takeovers.models import Intake
from zhuanban.work.workbooks.services.importing import upload_book
from zhuanban.work.workbooks.services.returning import take_back_book
from zhuanban.work.workbooks.services.townbooks import hand_out_book

FEBRUARY, APRIL, MAY = (datetime(2024, month, day, 1, 0, tzinfo=UTC) for month, day in ((2, 20), (4, 10), (5, 6)))
KIND = "exposed-rubbish"


@dataclass
class Scene:
    """Everything of `cast.campaign` unless its name says otherwise."""

    cast: Cast
    people: dict[str, User]
    village: Unit
    draft_action: Campaign  # of 云溪区: loaded, not confirmed
    correction: Correction  # in draft_action
    loose: Correction  # in draft_action: of a duty that its text no longer has
    finding: Finding  # in draft_action
    photo: Photo
    matters: dict[str, Matter]  # by state, "timely" in hand since this morning; all in 柳河镇, given to the bureau
    elsewhere: Matter  # in 白塔镇, given to that township
    other_matter: Matter  # of the district's other action
    far_matter: Matter  # of the far district
    local_plan: LocalPlan  # of 柳河镇, without 整治城镇秩序
    visit: Visit
    indicator: Indicator
    reading: Reading
    scheme: Scheme  # published
    scheme_draft: Scheme
    acceptance: Acceptance
    document: Document  # a draft
    submitted: Document
    approval: Approval
    amendment: NoticeVersion  # waits for the office
    comment: Comment  # of the bureau, on the matter that is done
    names: dict[str, Any] = field(default_factory=dict)

    def address(self, template: str) -> str:
        """The address with the scene's ids in it."""
        return template.format(**self.names)


@contextmanager
def set_up() -> Iterator[Scene]:
    """Assemble the scene; the clock stands still while it lasts."""
    with time_machine.travel(MAY, tick=False):
        yield _assembled()


def a_picture(shade: int = 90) -> bytes:
    """A small JPEG, another for each shade."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 90)).save(out, "JPEG")
    return out.getvalue()


def join(
    cast: Cast, username: str, role: Role | None, unit: Unit | None = None, campaign_id: int | None = None
) -> User:
    """One more account of 云溪区, with a seat or without."""
    user = User.objects.create(
        username=username, name=username, district=cast.district, password=make_password(PASSWORD)
    )
    if role:
        RoleAssignment.objects.create(
            user=user, role=role, district=cast.district, unit=unit, campaign_id=campaign_id, starts_on=FIRST_DAY
        )
    return user


def _assembled() -> Scene:
    cast = assemble()
    village = Unit.objects.create(
        district=cast.district, name="柳河村", kind=UnitKind.VILLAGE, parent=cast.towns[0], opens_on=FIRST_DAY
    )
    people = {
        **cast.people,
        "village": join(cast, "village", Role.VILLAGE, village),
        "judge": join(cast, "judge", Role.JUDGE),
        "sysadmin": join(cast, "sysadmin", Role.SYSTEM_ADMIN),
        "secadmin": join(cast, "secadmin", Role.SECURITY_ADMIN),
        "other_office": join(cast, "office-of-2025", Role.OFFICE_DIRECTOR, campaign_id=cast.other_campaign.pk),
        "nobody": join(cast, "nobody", None),
    }
    with time_machine.travel(FEBRUARY, tick=False):
        loop.sync_kinds()
        loop.activate_kinds(campaign=cast.campaign)
        scheme = draft_scheme(by=cast.office, campaign=cast.campaign, text=shipped_text())
        publish_scheme(by=cast.office, scheme=scheme, starts_on=date(2024, 3, 1))
        photo = take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=a_picture(), capture=Capture())
    with time_machine.travel(APRIL, tick=False):
        Kind.objects.filter(code=KIND).update(has_aftercare=True)
        Deadline.objects.create(clause=cast.hygiene, every="day", text="日产日清")
        matters = {state: brought_to(cast, photo, state) for state in STEPS}
        kept(matters["closed"], cast.towns[0])
        second = take_photo(by=cast.office, campaign_id=cast.campaign.pk, content=a_picture(150), capture=Capture())
        elsewhere = registered(cast, second, town=1)
        loop.dispatch_matter(by=cast.office, matter=elsewhere, unit=cast.towns[1])
    matters["timely"] = brought_to(cast, photo, "handling")
    (indicator,) = draw_indicators(cast.campaign)
    reading = record_reading(
        by=cast.office, indicator=indicator, township=cast.towns[0], on=date(2024, 4, 30), value=Decimal("61.5"),
        document="污水处理运行月报", source_unit="区水务局",
    )  # fmt: skip
    compute_scores(by=cast.office, scheme=Scheme.objects.get(pk=scheme.pk), period=month(2024, 4))
    make_statements(by=cast.office, campaign=cast.campaign)
    draft_action = load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt")
    submitted = drafted(cast)
    submit_document(by=cast.office, document=submitted, disclosure="open")
    scene = Scene(
        cast=cast,
        people=people,
        village=village,
        draft_action=draft_action,
        correction=corrected(cast, draft_action),
        loose=loosened(cast, draft_action),
        finding=Finding.objects.filter(version__campaign=draft_action).earliest("pk"),
        photo=photo,
        matters=matters,
        elsewhere=elsewhere,
        other_matter=a_matter_of(cast, cast.other_campaign, cast.towns[0], cast.office),
        far_matter=a_matter_of(
            cast,
            cast.far_campaign,
            Unit.objects.create(district=cast.far_district, name="青石镇", kind=UnitKind.TOWNSHIP),
            cast.outsider,
        ),
        local_plan=planned(cast),
        visit=visited(cast, photo),
        indicator=indicator,
        reading=reading,
        scheme=scheme,
        scheme_draft=draft_scheme(by=cast.office, campaign=cast.campaign, text=shipped_text()),
        acceptance=Acceptance.objects.get(clause=cast.hygiene, township=cast.towns[0]),
        document=drafted(cast),
        submitted=submitted,
        approval=Approval.objects.get(subject_kind="document", subject_id=submitted.pk),
        amendment=load_amendment(by=cast.office, campaign=cast.campaign, content=AMENDED.encode(), name="修订.txt"),
        comment=Comment.objects.create(
            subject_kind="matter", subject_id=matters["done"].pk, campaign_id=cast.campaign.pk, by=cast.handler,
            unit=cast.bureau, text="现场已清运，请核查", at=clock.now(),
        ),
    )
    # Read from a text, so that townships can set their plans beside it.
    NoticeVersion.objects.filter(campaign=cast.other_campaign).update(plan=compiled(COMPILED.encode(), "通知.txt"))
    season = loop.set_season(
        by=cast.office, campaign=cast.campaign, clause=cast.sewage, first=(12, 1), last=(2, 20), reason="冬季不宜施工"
    )
    more = {
        "season": season.pk, "view": a_view(cast), "book": sent_in(cast), "relation": related(cast, matters),
        "townback": sent_back(cast),
    }  # fmt: skip
    scene.names = names_of(scene) | organised(cast) | more
    return scene


def names_of(scene: Scene) -> dict[str, Any]:
    """What an address can name, by the words that the tables of addresses use."""
    cast = scene.cast
    return {
        "c": f"/c/{cast.campaign.slug}",
        "draft": f"/c/{scene.draft_action.slug}",
        "other": f"/c/{cast.other_campaign.slug}",
        "clause": cast.hygiene.pk,
        "kind_key": Kind.objects.get(code="exposed-rubbish").pk,
        "group": cast.group.pk,
        "localplan": scene.local_plan.uid,
        "gap": cast.order.pk,
        "town": cast.towns[0].pk,
        "photo": scene.photo.uid,
        "sha256": scene.photo.sha256,
        "matter": scene.matters["done"].uid,
        "matter_key": scene.matters["done"].pk,
        "kept": scene.matters["closed"].uid,
        "comment": scene.comment.uid,
        "visit": scene.visit.uid,
        "indicator": scene.indicator.uid,
        "reading": scene.reading.uid,
        "seat": cast.handler.role_assignments.get().pk,
        "account": cast.handler.pk,
        "version": scene.scheme_draft.number,
        "document": scene.document.uid,
        "approval": scene.approval.uid,
        "row": "A1",
        "office_unit": cast.office_unit.pk,
        "correction": scene.correction.pk,
        "loose": scene.loose.pk,
        "finding": scene.finding.pk,
        "amendment": scene.amendment.pk,
        **a_home(cast),
    }


def a_home(cast: Cast) -> dict[str, Any]:
    """A demand, and a home that the office gave it by hand."""
    demand = Demand.objects.get(clause=cast.hygiene)
    choice = assign_home(by=cast.office, campaign=cast.campaign, demand=demand, home="page:ledger")
    return {"demand": demand.pk, "choice": choice.pk}


def related(cast: Cast, matters: dict[str, Matter]) -> Any:
    """Two matters that have to do with each other."""
    return relate_matters(by=cast.office, matter=matters["done"], other=matters["timely"], reason="同一路段").pk


def a_view(cast: Cast) -> Any:
    """A view of the ledger that the office shared with everybody."""
    shared = save_view(by=cast.office, campaign=cast.campaign, title="红灯", query="light=red", is_shared=True)
    return shared.uid


def organised(cast: Cast) -> dict[str, Any]:
    """A township with a code, a post in it, and two bureaus that are to be merged."""
    code = give_code(by=cast.office, unit=cast.towns[0], code="371523101000", on=date(2024, 3, 1))
    decision = Decision((cast.water.pk, cast.office_unit.pk), ("区城乡建设局",))
    planned = reorganise(
        by=cast.office, district=cast.district, kind=Reorganisation.Kind.MERGE, decision=decision, on=date(2025, 1, 1)
    )
    post = Post.objects.filter(unit=cast.towns[0]).earliest("pk")
    imported = UnitImport.objects.create(
        district=cast.district, file_name="单位.xlsx", counts=dict.fromkeys(COUNTED, 1), by=cast.office, at=clock.now(),
        rows="{}",
    )  # fmt: skip
    named = {"code": code.pk, "post": post.pk, "reorganisation": planned.uid, "imported": imported.uid}
    return {**named, **_old_files(cast)}


def sent_in(cast: Cast) -> Any:
    """A table of 柳河镇 with a fault: no such township."""
    content = "乡镇（街道）,地点\n柳荷镇,大街\n".encode()
    kind = Kind.objects.get(code=KIND)
    return upload_book(by=cast.township, campaign=cast.campaign, content=content, name="台账.csv", kind=kind).uid


def sent_back(cast: Cast) -> Any:
    """The workbook of 柳河镇 as it went out, sent back."""
    _, content = hand_out_book(by=cast.township, campaign=cast.campaign, township=cast.towns[0])
    return take_back_book(by=cast.township, campaign=cast.campaign, content=content, name="柳河镇.xlsx").uid


COUNTED = ("unit_rows", "people_rows", "units", "codes", "aliases", "people", "posts", "phones")
STEPS = ("registered", "dispatched", "handling", "done", "closed")


def registered(cast: Cast, photo: Photo, town: int = 0) -> Matter:
    return loop.register_matter(
        by=cast.inspector,
        campaign=cast.campaign,
        kind=Kind.objects.get(code=KIND),
        township=cast.towns[town],
        title="路边垃圾成堆",
        place=f"中心大街 {Matter.objects.count() + 1} 号",
        photos=[photo],
    )


def brought_to(cast: Cast, photo: Photo, state: str) -> Matter:
    """A matter of 柳河镇, given to the bureau, as far as this state."""
    matter = registered(cast, photo)
    acts = (
        lambda: loop.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau),
        lambda: loop.accept_matter(by=cast.handler, matter=matter),
        lambda: loop.report_done(by=cast.handler, matter=matter, result="已清运", photos=[photo]),
        lambda: loop.close_matter(by=cast.inspector, matter=matter),
    )
    for act in acts[: STEPS.index(state)]:
        act()
    return Matter.objects.get(pk=matter.pk)


def kept(matter: Matter, keeper: Unit) -> Care:
    """The keeping of a matter at which its keeper has to look back today."""
    day = MAY.date()
    return Care.objects.create(
        matter=matter, campaign=matter.campaign, keeper=keeper, post="管护员", begun_at=clock.now(),
        days=[day.isoformat(), date(2024, 9, 6).isoformat()], next_on=day,
    )  # fmt: skip


def a_matter_of(cast: Cast, campaign: Campaign, township: Unit, by: User) -> Matter:
    """A matter of another action, which gets one clause for it."""
    version = NoticeVersion.objects.create(
        campaign=campaign, file_name="通知.txt", sha256="1" * 64, text="示例", plan={}, loaded_at=clock.now()
    )
    clause = Clause.objects.create(campaign=campaign, key="2.1")
    clause.current = ClauseVersion.objects.create(
        clause=clause, version=version, position="2.1", order=0, marker="（一）", title="整治环境", body="清理垃圾堆",
        kind=ClauseVersion.Kind.TASK, start=0, end=2,
    )  # fmt: skip
    clause.save(update_fields=["current"])
    Duty.objects.create(clause=clause, unit=township, role=Duty.Role.RESPONSIBLE)
    kind = Kind.objects.get(code=KIND)
    CampaignKind.objects.create(campaign=campaign, kind=kind, clause=clause)
    photo = Photo.objects.create(
        campaign_id=campaign.pk, sha256="2" * 64, content_type="image/jpeg", size=1, width=1, height=1,
        fingerprint="0" * 16, sent_by=by, received_at=clock.now(),
    )  # fmt: skip
    return loop.register_matter(
        by=by, campaign=campaign, kind=kind, township=township, title="村口垃圾", place="村口", photos=[photo]
    )


COMPILED = """江州市云溪区小城镇综合提升专项行动方案

一、总体要求

二、主要任务

（一）动员部署

（二）集中整治

1.整治环境卫生。生活垃圾做到日产日清，清理垃圾堆、杂物堆。〔责任单位：各乡镇（街道）〕

2.整治城镇秩序。取缔占道经营，规范车辆停放。〔责任单位：各乡镇（街道）〕
"""
LOCAL = """柳河镇小城镇综合提升三年实施方案

一、主要任务

（一）整治环境卫生。生活垃圾日产日清，清理垃圾堆、杂物堆。（责任单位：镇综合执法队）

（二）办好河灯夜市。每年七月办一季。（责任单位：镇文化站所）
"""


def planned(cast: Cast) -> LocalPlan:
    """The plan of 柳河镇; while it is set beside the notice, that is a compiled one."""
    versions = NoticeVersion.objects.filter(campaign=cast.campaign)
    versions.update(plan=compiled(COMPILED.encode(), "通知.txt"))
    plan = upload_local_plan(
        by=cast.township, campaign=cast.campaign, township=cast.towns[0], content=LOCAL.encode(), name="方案.txt"
    )
    versions.update(plan={})
    return plan


def visited(cast: Cast, photo: Photo) -> Visit:
    """A visit that waits for the office."""
    visit = Visit.objects.create(
        uid="018f4a3c-0000-7000-8000-000000000001", campaign=cast.campaign, inspector=cast.inspector, kind="report",
        township=cast.towns[0], matter_kind=Kind.objects.get(code=KIND), place="中心大街", text="路边垃圾成堆",
        captured_at=clock.now(), received_at=clock.now(), schema_version=1, digest="0" * 64,
        body={"township": str(cast.towns[0].uid), "matter_kind": KIND, "place": "中心大街", "fields": {}},
        state=VisitState.HELD, reason="类别名单已更新",
    )  # fmt: skip
    visit.photos.create(sha256=photo.sha256, role="report", order=0, captured_at=clock.now(), photo=photo)
    return visit


def corrected(cast: Cast, action: Campaign) -> Correction:
    """A target that the office read otherwise than the program."""
    anchor = targets_of(action).get().anchor
    return correct_fact(by=cast.office, campaign=action, fact_kind="targets", anchor=anchor, value=None)


def loosened(cast: Cast, action: Campaign) -> Correction:
    """A correction of a duty that stood in an older text of the action."""
    return Correction.objects.create(
        campaign=action, fact_kind="duties", anchor="2.9|区文化局|1", old_words="区文化局", value={"role": "lead"},
        is_loose=True, by=cast.office, at=clock.now(),
    )  # fmt: skip


def drafted(cast: Cast) -> Document:
    return draft_circular(by=cast.office, campaign=cast.campaign, since=date(2024, 4, 1), until=date(2024, 4, 30))


def _old_files(cast: Cast) -> dict[str, Any]:
    """An old file that was read, and an old table whose columns nobody has named."""
    given = {
        "campaign": cast.campaign, "kind": Kind.objects.get(code=KIND), "sha256": "0" * 64,
        "as_of": date(2024, 3, 1), "by": cast.office, "at": clock.now(),
    }  # fmt: skip
    table = base64.b64encode("乡镇,地点,问题\n柳河镇,大街,垃圾\n".encode()).decode()
    counts = dict.fromkeys(("all", "new", "joined", "closed", "photos", "skipped"), 0)
    read = {"sort": "words", "state": "read", "file_name": "对比.docx", "items": "[]", "counts": counts}
    words = Intake.objects.create(**given, **read)
    named = Intake.objects.create(**given, sort="table", state="mapping", file_name="旧台账.csv", content=table)
    cases = "工单编号,诉求内容,承办单位,诉求类别\nDH1,垃圾,柳河镇,垃圾清运\n"
    export = ChannelFile.objects.create(
        campaign=cast.campaign, kind=given["kind"], system="hotline", file_name="工单.csv", sha256="0" * 64,
        content=base64.b64encode(cases.encode()).decode(), by=cast.office, at=clock.now(),
    )  # fmt: skip
    return {"intake": words.uid, "intake_table": named.uid, "export": export.uid}
