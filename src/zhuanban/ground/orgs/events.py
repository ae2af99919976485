from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RoleGiven(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "授予角色：{role_name}，自{starts_on}起"
    user_id: int
    role: str
    role_name: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "终止角色：{role_name}，至{last_on}止"
    user_id: int
    role: str
    role_name: str
    last_on: date


@dataclass(frozen=True, kw_only=True)
class DeputyNamed(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "委托代办：{role_name}，自{starts_on}起"
    user_id: int
    principal_id: int
    role_name: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HandOverSet(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "定于{on}移交工作，角色{roles}项、职务{posts}项"
    user_id: int
    successor_id: int
    on: date
    roles: int
    posts: int


@dataclass(frozen=True, kw_only=True)
class WorkHandedOver(DomainEvent):
    """The day has come: rooms move what hangs on the person (keys of accounts; of people where they have them)."""

    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "工作已移交"
    user_id: int
    successor_id: int
    person_id: int | None
    successor_person_id: int | None
    disables: bool


@dataclass(frozen=True, kw_only=True)
class UnitEvent(DomainEvent):
    """Something that happened to a unit."""

    subject_kind: ClassVar[str] = "unit"
    subject_field: ClassVar[str] = "unit_id"
    unit_id: int


@dataclass(frozen=True, kw_only=True)
class UnitAmended(UnitEvent):
    words: ClassVar[str] = "“{old}”更名为“{name}”，原名保留为别称"
    old: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitClosed(UnitEvent):
    words: ClassVar[str] = "“{name}”自{on}起撤销，单位内{posts}项职务同时终止"
    name: str
    on: date
    posts: int


@dataclass(frozen=True, kw_only=True)
class UnitEstablished(UnitEvent):
    words: ClassVar[str] = "设立“{name}”（{kind}）{under}"
    name: str
    kind: str
    under: str


@dataclass(frozen=True, kw_only=True)
class UnitMovedUnder(UnitEvent):
    words: ClassVar[str] = "“{name}”的上级由{old}改为{now}"
    name: str
    old: str
    now: str


@dataclass(frozen=True, kw_only=True)
class UnitDescribed(UnitEvent):
    words: ClassVar[str] = "“{name}”的{what}"
    name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class UnitAliasAdded(UnitEvent):
    words: ClassVar[str] = "“{name}”增加别称“{alias}”"
    name: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class UnitAliasRemoved(UnitEvent):
    words: ClassVar[str] = "“{name}”删除别称“{alias}”"
    name: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class UnitCodeGiven(UnitEvent):
    words: ClassVar[str] = "“{name}”自{on}起的统计用区划代码为 {code}"
    name: str
    code: str
    on: date


@dataclass(frozen=True, kw_only=True)
class UnitCodeRemoved(UnitEvent):
    words: ClassVar[str] = "“{name}”的统计用区划代码 {code} 登记有误，已删除"
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class UnitMembersSet(UnitEvent):
    """The members of a class of units were edited on its page."""

    words: ClassVar[str] = "“{name}”现有 {count} 个成员单位{changes}"
    name: str
    count: int
    changes: str


@dataclass(frozen=True, kw_only=True)
class ReorganisationPlanned(UnitEvent):
    words: ClassVar[str] = "定于{on}起{what}"
    what: str
    on: date
    reorganisation_id: int


@dataclass(frozen=True, kw_only=True)
class ReorganisationWithdrawn(UnitEvent):
    words: ClassVar[str] = "撤回原定{on}起的调整：{what}"
    what: str
    on: date
    reorganisation_id: int


@dataclass(frozen=True, kw_only=True)
class ReorganisationFailed(UnitEvent):
    words: ClassVar[str] = "原定{on}起的调整未能生效：{fault}"
    fault: str
    on: date
    reorganisation_id: int


@dataclass(frozen=True, kw_only=True)
class UnitsReorganised(UnitEvent):
    """Closed units handed on what was open. `successors`: old → who takes over; `villages`: village → its unit now."""

    reorganisation_id: int
    on: date
    what: str
    successors: tuple[tuple[int, int], ...]
    villages: tuple[tuple[int, int], ...] = ()
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitsMerged(UnitsReorganised):
    words: ClassVar[str] = "自{on}起{what}"


@dataclass(frozen=True, kw_only=True)
class UnitSplit(UnitsReorganised):
    words: ClassVar[str] = "自{on}起{what}"


@dataclass(frozen=True, kw_only=True)
class ImportEvent(DomainEvent):
    """Something that happened to a table of units and people."""

    subject_kind: ClassVar[str] = "unit_import"
    subject_field: ClassVar[str] = "import_id"
    import_id: int
    units: int
    people: int
    posts: int


@dataclass(frozen=True, kw_only=True)
class UnitsImported(ImportEvent):
    words: ClassVar[str] = "从表格导入{units}个单位、{people}名人员、{posts}项职务"


@dataclass(frozen=True, kw_only=True)
class UnitsImportUndone(ImportEvent):
    words: ClassVar[str] = "撤销导入：删除{units}个单位、{people}名人员、{posts}项职务"


@dataclass(frozen=True, kw_only=True)
class PersonEvent(DomainEvent):
    """Something that happened to the posts of a person; the name stays out of the words."""

    subject_kind: ClassVar[str] = "person"
    subject_field: ClassVar[str] = "person_id"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PostsEnded(PersonEvent):
    words: ClassVar[str] = "一名人员的{what}"
    what: str
    on: date | None
    ended: int
    deleted: int


@dataclass(frozen=True, kw_only=True)
class PostChanged(PersonEvent):
    words: ClassVar[str] = "一名人员的职务自{on}起由“{old}”改为“{now}”"
    on: date
    old: str
    now: str


@dataclass(frozen=True, kw_only=True)
class PersonContactChanged(PersonEvent):
    words: ClassVar[str] = "{what}了一名人员的工作电话"
    what: str
