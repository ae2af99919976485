"""What programs send and get: the shapes of the interface, with their meaning in Chinese."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from zhuanban.work.matters.rules.loop import MOST_PHOTOS, Act, Light, Source, State

Longitude = Annotated[Decimal, Field(ge=-180, le=180, max_digits=9, decimal_places=6)]
Latitude = Annotated[Decimal, Field(ge=-90, le=90, max_digits=8, decimal_places=6)]
NO_NUL = r"^[^\x00]*$"  # PostgreSQL cannot compare with that character
Digests = Annotated[list[str], Field(max_length=MOST_PHOTOS, description="已上传照片内容的 SHA-256")]


class UnitOut(Schema):
    """单位。"""

    uid: UUID
    name: str


class MatterOut(Schema):
    """一件事项。时间为 UTC，经纬度为 CGCS2000。"""

    uid: UUID
    number: str = Field(description="编号")
    kind: str = Field(description="类别代码")
    kind_name: str
    clause: str | None = Field(description="服务的条款")
    township: UnitOut
    handler: UnitOut | None = Field(description="承办单位")
    title: str
    place: str
    detail: str
    longitude: Decimal | None
    latitude: Decimal | None
    source: Source
    state: State
    state_name: str
    light: Light
    happened_at: datetime
    entered_at: datetime
    due_at: datetime | None = Field(description="时限；缓办、待核查时为空")
    closed_at: datetime | None
    planned_on: date | None
    is_late: bool = Field(description="曾超过时限")
    rework_count: int
    is_relapse: bool = Field(description="同地同类 180 天内再次发生")
    fields: dict[str, str | bool] = Field(description="类别自己的字段")


class StepOut(Schema):
    """办理过程的一步。"""

    at: datetime
    event: str
    sentence: str
    who: str
    unit: str
    text: str = Field(description="当时写的说明")


class PhotoOut(Schema):
    """照片；画面在 /files/photos/<uid>/copy/。"""

    uid: UUID
    sha256: str
    role: str = Field(description="before 整改前，after 整改后，verify 核查")
    stint: int = Field(description="第几轮")


class MatterWhole(MatterOut):
    """一件事项，连同您现在能办的、照片和办理过程。"""

    acts: list[Act] = Field(description="您现在能办的")
    photos: list[PhotoOut]
    timeline: list[StepOut]


class MatterPage(Schema):
    """一页事项，新的在前。"""

    items: list[MatterOut]
    next: int | None = Field(description="下一页的 cursor；没有时为空")


class BoardCell(Schema):
    """一个乡镇（街道）的一类事项有多少件；作废的不算。"""

    township: UUID
    township_name: str
    kind: str = Field(description="类别代码")
    kind_name: str
    total: int = Field(description="登记")
    in_hand: int = Field(description="在办")
    closed: int = Field(description="已销号")
    red: int = Field(description="红灯")
    reworked: int = Field(description="返工")


class MatterIn(Schema):
    """登记一件事项。"""

    uid: UUID | None = Field(None, description="外部标识，由登记方生成；同一标识只登记一次")
    kind: str = Field(max_length=60, description="类别代码")
    township: UUID = Field(description="乡镇（街道）的外部标识")
    clause: UUID | None = Field(None, description="条款的外部标识；只有通用类别要写")
    title: str = Field(max_length=120)
    place: str = Field(max_length=120)
    detail: str = Field("", max_length=1000)
    source: Source = Source.OTHER
    happened_at: AwareDatetime | None = Field(None, description="发现时间，不写为现在")
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    planned_on: date | None = Field(None, description="计划完成，台账事项用")
    fields: dict[str, str | int | float | bool] = Field(default_factory=dict)
    photos: Digests = []


class ActIn(Schema):
    """办理一步。只写这一步要的，各环节要写什么见说明文档“事项流程”：交办写 unit、support、instruction，退回、作废写
    reason，进展写 text，报结写 result、photos、without，核查写 opinion 或 reason、photos。"""

    unit: UUID | None = None
    support: list[UUID] = []
    instruction: str = Field("", max_length=1000)
    reason: str = Field("", max_length=1000)
    text: str = Field("", max_length=1000)
    result: str = Field("", max_length=1000)
    opinion: str = Field("", max_length=1000)
    until: date | None = None
    photos: Digests = []
    misdirected: bool = Field(False, description="退回时：派遣有误，不是本单位职责")
    without: str = Field("", max_length=90, description="报结时：不等协办单位的原因")
    units: list[UUID] = Field([], max_length=10, description="拆分时：拆给哪些单位")
    body: str = Field("", max_length=60, description="转执法时：执法机关")
    case_number: str = Field("", max_length=60, description="转执法时：案号")
    outcome: str = Field("", max_length=300, description="执法机关回告的结果")
    into: UUID | None = Field(None, description="并案时：并入的事项")


class Wanted(Schema):
    """列表的筛选。"""

    cursor: int | None = Field(None, ge=1, lt=2**63, description="上一页给出的 next")
    limit: int = Field(50, ge=1, le=200)
    township: UUID | None = None
    kind: str = Field("", max_length=60, pattern=NO_NUL)
    state: State | None = None
    light: Light | None = None
    q: str = Field("", max_length=60, pattern=NO_NUL, description="事项里的字；刚登记的，几秒后可以找到")
