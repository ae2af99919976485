from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zhuanban.ground.journal.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RoleGiven(DomainEvent):
    subject_kind: ClassVar[str] = "user"
    subject_field: ClassVar[str] = "user_id"
    words: ClassVar[str] = "授予角色：{role_name}"
    user_id: int
    role: str
    role_name: str


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
