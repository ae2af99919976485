"""The doors for a phone that was out of reach: visits and photos, in any order, as often as it likes."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Body, Field, Header, Query, Router, Schema
from ninja.security import APIKeyCookie
from pydantic import AfterValidator, AwareDatetime, StringConstraints

from zhuanban.ground.core.doors import digest_of
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import User
from zhuanban.work.patrols.rules import MOST_PHOTOS, Fix, PhotoBody, VisitBody, VisitKind, VisitState
from zhuanban.work.patrols.selectors.door import account_behind, campaign_at_door
from zhuanban.work.patrols.selectors.visits import lacking
from zhuanban.work.patrols.services import receive_photo_part, receive_visit, seal_photo


class PhoneSession(APIKeyCookie):
    """The browser's session; that of a closed account too, whose work is then held."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, _key: str | None) -> User | None:
        user = cast(User, request.user)
        return user if user.is_authenticated else account_behind(request.session)


router = Router(auth=PhoneSession(), tags=["巡查"])
NUL = re.compile(rb"\x00|\\u0000")
PLAIN_FIELDS = {
    *("schema_version", "base_version", "township", "matter_kind", "clause", "place", "text"),
    *("fields", "matter", "verdict"),
}
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FieldValue = Annotated[str, StringConstraints(max_length=200)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180)]
Latitude = Annotated[Decimal, Field(ge=-90, le=90)]


def of_this_age(instant: datetime) -> datetime:
    """A phone whose battery died says 1970; what no clock says is refused."""
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError("时间不在 1970 年至 2199 年之间")
    return instant


FIRST_YEAR, LAST_YEAR = 1970, 2199


class FixIn(Schema):
    """时间与位置：手机时钟，CGCS2000 经纬度，精度以米计。只取一次，不记录行踪。"""

    captured_at: Annotated[AwareDatetime, AfterValidator(of_this_age)]
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    accuracy_m: Annotated[int, Field(ge=0, le=1_000_000)] | None = None

    def fix(self) -> Fix:
        """The same as the room knows it, to a tenth of a metre."""
        longitude, latitude = (
            None if value is None else value.quantize(Decimal("0.000001")) for value in (self.longitude, self.latitude)
        )
        return Fix(captured_at=self.captured_at, longitude=longitude, latitude=latitude, accuracy_m=self.accuracy_m)


class PhotoIn(FixIn):
    """一张照片，以内容的 SHA-256 命名。"""

    sha256: Sha256


class VisitIn(FixIn):
    """一次检查。发现问题写乡镇、类别、地点；核查写事项和结论。"""

    schema_version: int = Field(description="格式版本，现为 1")
    base_version: str = Field("", max_length=40, description="手机所据名单或事项的版本")
    kind: Literal["report", "verify"] = Field(description="report 发现问题，verify 核查")
    township: UUID | None = Field(None, description="乡镇（街道）的外部标识")
    matter_kind: str = Field("", max_length=60, description="事项类别的代码")
    clause: UUID | None = Field(None, description="条款；只有不专属某一条的类别（其他问题）要写")
    place: str = Field("", max_length=120, description="地点；有定位时可以不写")
    text: str = Field("", max_length=1000, description="说明；核查不通过时写原因")
    fields: dict[str, FieldValue] = Field(
        default_factory=dict, max_length=20, description="类别要问的其他字段，都写成文字"
    )
    matter: UUID | None = Field(None, description="核查的事项")
    verdict: Literal["", "pass", "fail"] = Field("", description="pass 通过，fail 不通过")
    photos: list[PhotoIn] = Field(default_factory=list, max_length=MOST_PHOTOS)

    def body(self) -> VisitBody:
        """The same as the room knows it."""
        return VisitBody(
            fix=self.fix(),
            kind=VisitKind(self.kind),
            photos=tuple(PhotoBody(sha256=photo.sha256, fix=photo.fix()) for photo in self.photos),
            **self.model_dump(include=PLAIN_FIELDS),
        )


class VisitAnswer(Schema):
    """对一次检查的答复。missing 为空且 state 不是 waiting 时，手机可以删去这一条。"""

    answer: Literal["accepted", "repeated", "held", "refused"]
    uid: UUID
    state: str
    state_name: str
    reason: str
    missing: list[str] = Field(description="还没有收齐的照片")
    matter_uid: UUID | None
    matter_number: str


class PhotoAnswer(Schema):
    """对照片一片的答复。"""

    answer: Literal["accepted", "repeated"]
    sha256: str
    have: list[int] = Field(description="已收到的分片，从 1 起")
    is_whole: bool


@router.put("/c/{slug}/visits/{uid}", response=VisitAnswer, summary="上传一次检查")
def put_visit(
    request: HttpRequest,
    slug: str,
    uid: UUID,
    visit: Body[VisitIn],
    phone_clock: Annotated[AwareDatetime | None, Header(alias="X-Phone-Clock", description="发送时的手机时钟")] = None,
    body_digest: Annotated[str, Header(alias="X-Body-SHA256", description="正文的 SHA-256")] = "",
) -> dict[str, Any]:
    """同一编号、同一内容再传，重复原来的答复；内容不同则拒收（E409-1）。先传检查还是先传照片都可以。

    账号已停用、类别已取消、事项已变化的，照收不误，留待专班办公室处理（held）。
    """
    user = cast(User, request.auth)  # type: ignore[attr-defined]
    campaign = campaign_at_door(user, slug)
    if NUL.search(request.body):
        raise Invalid("内容里有不能保存的字符。", number="E422-26")
    digest = digest_of(request.body)
    if body_digest and body_digest != digest:
        raise Invalid("内容在传输中损坏，请重传。", number="E422-20")
    receipt = receive_visit(
        by=user,
        campaign=campaign,
        uid=uid,
        body=visit.body(),
        digest=digest,
        raw=visit.model_dump(mode="json"),
        phone_clock=phone_clock,
    )
    row = receipt.visit
    return {
        "answer": answer_word(row.state, is_repeated=receipt.is_repeated),
        "uid": row.uid,
        "state": row.state,
        "state_name": row.get_state_display(),
        "reason": row.reason,
        "missing": lacking(row),
        "matter_uid": row.result.uid if row.result else None,
        "matter_number": row.result.number if row.result else "",
    }


def answer_word(state: str, *, is_repeated: bool) -> str:
    """What the door says of a visit in this state."""
    if state in (VisitState.HELD, VisitState.REFUSED):
        return str(state)
    return "repeated" if is_repeated else "accepted"


PHOTO_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.put("/c/{slug}/photos/{sha256}", response=PhotoAnswer, summary="上传照片（可分片）", openapi_extra=PHOTO_BODY)
def put_photo(
    request: HttpRequest,
    slug: str,
    sha256: Sha256,
    part: Annotated[int, Query(description="第几片，从 1 起")] = 1,
    of: Annotated[int, Query(description="共几片")] = 1,
    purpose: Annotated[
        Literal["visit", "matter"], Query(description="visit 属于一次检查；matter 直接用于事项，收齐即封存")
    ] = "visit",
) -> dict[str, Any]:
    """正文就是照片这一片的字节（application/octet-stream）。收齐后核对 SHA-256，不符的要求重传（E422-15）。"""
    user = cast(User, request.auth)  # type: ignore[attr-defined]
    campaign = campaign_at_door(user, slug)
    receipt = receive_photo_part(by=user, campaign=campaign, sha256=sha256, number=part, count=of, content=request.body)
    if receipt.is_whole and purpose == "matter":
        seal_photo(by=user, campaign=campaign, sha256=sha256)
    return {
        "answer": "repeated" if receipt.is_repeated else "accepted",
        "sha256": sha256,
        "have": receipt.have,
        "is_whole": receipt.is_whole,
    }
