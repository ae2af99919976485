"""Matters for programs: list, read, register and act, through the same services as the pages."""

import json
import re
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Body, Header, Query, Router
from ninja.responses import NinjaJSONEncoder

from zhuanban.ground.core.doors import Answer, answer_once, digest_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import units_of
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import campaign_for, clauses_of
from zhuanban.work.matters import services
from zhuanban.work.matters.api.shapes import ActIn, BoardCell, MatterIn, MatterOut, MatterPage, MatterWhole, Wanted
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import TRANSITIONS, Act
from zhuanban.work.matters.selectors import acts_open_to, kinds_of, matter_for, matter_seen, photos_of, steps_of
from zhuanban.work.matters.selectors.board import board_rows
from zhuanban.work.matters.selectors.briefs import briefs
from zhuanban.work.matters.selectors.chosen import Chosen
from zhuanban.work.matters.selectors.kinds import kind_coded
from zhuanban.work.matters.selectors.photos import photos_named
from zhuanban.work.matters.services.acts import SERVICES

router = Router(tags=["事项"])
NUL = re.compile(rb"\x00|\\u0000")
KEY_WORDS = "请求号。同一请求号、同一正文只办一次，再来时重复原来的答复；正文不同答 409。"
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=80, description=KEY_WORDS)]


@router.get("/c/{slug}/matters", response=MatterPage, summary="事项列表")
def list_matters(request: HttpRequest, slug: str, wanted: Query[Wanted]) -> HttpResponse:
    """您能看到的事项，新的在前，按 cursor 翻页；作废的只在 state=void 时列出。"""
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    chosen = Chosen(
        township=unit_named(action, wanted.township) if wanted.township else None,
        kind=get_object_or_404(kinds_of(action), code=wanted.kind) if wanted.kind else None,
        state=wanted.state or "",
        light=wanted.light or "",
        q=wanted.q,
    )
    page, following = briefs(user, action, chosen, wanted.cursor, wanted.limit)
    return told({"items": page, "next": following})


@router.get("/c/{slug}/matters/board", response=list[BoardCell], summary="乡镇与类别")
def read_board(request: HttpRequest, slug: str) -> HttpResponse:
    """您能看到的事项按乡镇（街道）和类别的件数；没有事项的格子不列。"""
    user = cast(User, request.user)
    return told_as(board_rows(user, campaign_for(user, slug)).json)


def told(content: Any, status: int = 200) -> HttpResponse:
    """JSON as it is: checking what our selectors give would cost more than reading it; tests hold it to the shapes."""
    return told_as(json.dumps(content, cls=NinjaJSONEncoder, ensure_ascii=False), status)


def told_as(text: str, status: int = 200) -> HttpResponse:
    """JSON that is text already."""
    return HttpResponse(text, content_type="application/json; charset=utf-8", status=status)


def told_once(answer: Answer) -> HttpResponse:
    """What a door answered, the first time or again."""
    return told(answer.body, answer.status)


@router.get("/c/{slug}/matters/{uid}", response=MatterWhole, summary="一件事项")
def read_matter(request: HttpRequest, slug: str, uid: UUID) -> dict[str, Any]:
    """事项、您现在能办的、照片和办理过程。"""
    user = cast(User, request.user)
    return whole(user, matter_for(user, campaign_for(user, slug), uid))


@router.post("/c/{slug}/matters", response={201: MatterOut}, summary="登记事项")
def create_matter(request: HttpRequest, slug: str, said: Body[MatterIn], key: Key = "") -> HttpResponse:
    """登记一件事项，办理规则与网页相同；答复是登记好的事项。"""
    user = cast(User, request.user)
    action = campaign_for(user, slug)

    def work() -> Answer:
        given = said.model_dump(exclude={"kind", "township", "clause", "photos"})
        matter = services.register_matter(
            by=user,
            campaign=action,
            kind=found(kind_coded(action, said.kind), "没有这个类别。", "kind"),
            township=unit_named(action, said.township),
            clause=named(clauses_of(action), "没有这一条款。", "clause", uid=said.clause) if said.clause else None,
            photos=photos_named(user, action, said.photos),
            **given,
        )
        matter.clause = CLAUSE.first(pk=matter.clause_id) if matter.clause_id else None
        return Answer(201, brief(matter))

    return told_once(answer_once(user, key, digest_at(request), work))


@router.post("/c/{slug}/matters/{uid}/acts/{act}", response=MatterOut, summary="办理事项")
def act_on_matter(
    request: HttpRequest, slug: str, uid: UUID, act: Act, said: Body[ActIn], key: Key = ""
) -> HttpResponse:
    """办理一步。环节、谁能办、在什么状态能办、要写什么，见说明文档“事项流程”。"""
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    matter = matter_seen(user, action, uid)

    def work() -> Answer:
        done = SERVICES[act](by=user, matter=matter, **given_to(act, said, user, action))
        row = done if isinstance(done, Matter) and done.pk == matter.pk else matter_for(user, action, uid)
        return Answer(200, brief(row))

    return told_once(answer_once(user, key, digest_at(request), work))


def digest_at(request: HttpRequest) -> str:
    """The digest of what was sent to this address: a key used elsewhere is another matter's.

    Raises Invalid for a list, of which ninja would take an empty one for a body that says nothing, and for the
    character that PostgreSQL cannot keep.
    """
    if request.body.lstrip()[:1] != b"{":
        raise Invalid("正文应是一组字段。", number="E422-1")
    if NUL.search(request.body):
        raise Invalid("内容里有不能保存的字符。", number="E422-26")
    return digest_of(request.path.encode() + b"\n" + request.body)


def given_to(act: Act, said: ActIn, user: User, action: Campaign) -> dict[str, Any]:
    """What the act takes of what was sent; Invalid for what is missing and for what belongs to another act."""
    asks = TRANSITIONS[act].asks
    stray = said.model_fields_set - {ask.name for ask in asks}
    if stray:
        raise Invalid(f"“{act.label}”不需要 {'、'.join(sorted(stray))}。")
    for ask in asks:
        if ask.required and getattr(said, ask.name) is None:
            raise Invalid(f"请写明{ask.words}。", ask.name)
    return {ask.name: _read(ask.name, getattr(said, ask.name), user, action) for ask in asks}


def _read(name: str, value: Any, user: User, action: Campaign) -> Any:
    """What a field of an act names by outside keys, as rows."""
    match name:
        case "unit":
            return unit_named(action, value)
        case "units" | "support":
            return [unit_named(action, uid) for uid in value]
        case "photos":
            return photos_named(user, action, value)
        case "into":
            return matter_for(user, action, value)
    return value


def unit_named(action: Campaign, uid: UUID) -> Unit:
    """The unit of the district with this outside key."""
    return cast(Unit, found(UNIT.first(district=action.district_id, uid=uid), "没有这个单位。", "unit"))


UNIT: Prepared[Unit] = Prepared(lambda district, uid: units_of(district).filter(uid=uid))
CLAUSE: Prepared[Clause] = Prepared(lambda pk: Clause.objects.filter(pk=pk).select_related("current"))


def named(rows: Any, words: str, field: str, **key: Any) -> Any:
    """The row with this outside key; Invalid where there is none."""
    return found(rows.filter(**key).first(), words, field)


def found(row: Any, words: str, field: str) -> Any:
    """What was looked for; Invalid where nothing was found."""
    if row is None:
        raise Invalid(words, field)
    return row


PLAIN = (
    "uid", "number", "title", "place", "detail", "longitude", "latitude", "source", "state", "light", "happened_at",
    "entered_at", "due_at", "closed_at", "planned_on", "is_late", "rework_count", "fields",
)  # fmt: skip


def brief(matter: Matter) -> dict[str, Any]:
    """A matter as MatterOut names it."""
    return {
        **{name: getattr(matter, name) for name in PLAIN},
        "township": named_unit(matter.township),
        "handler": named_unit(matter.handler) if matter.handler else None,
        "kind": matter.kind.code,
        "kind_name": matter.kind.name,
        "clause": str(matter.clause) if matter.clause else None,
        "state_name": matter.get_state_display(),
        "is_relapse": matter.relapse_of_id is not None,
    }


def named_unit(unit: Unit) -> dict[str, Any]:
    """A unit as UnitOut names it."""
    return {"uid": unit.uid, "name": unit.name}


def whole(user: User, matter: Matter) -> dict[str, Any]:
    """A matter as MatterWhole names it."""
    photos = [
        {"uid": row.photo.uid, "sha256": row.photo.sha256, "role": row.role, "stint": row.stint}
        for row in photos_of(matter)
    ]
    return {
        **brief(matter),
        "acts": acts_open_to(user, matter),
        "photos": photos,
        "timeline": [vars(step) for step in steps_of(matter)],
    }
