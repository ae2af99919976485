"""Which columns hold what is personal, why, for how long and how they are shown: declared by each room.

docs/personal-data.md is written from it, a test asks it about every column that looks personal, a person's copy and the
papers for the assessment are gathered from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of personal information."""

    NAME = "姓名"
    ACCOUNT = "账号"
    PHONE = "电话"
    ADDRESS = "住址"
    IDENTITY = "证件号码"
    MAIL = "邮箱"
    POST = "职务"
    PLACE = "办理地点"
    PICTURE = "照片"
    TRACE = "登录和操作痕迹"
    WORDS = "文字中可能提到的个人"


DUTY = "履行法定职责所必需（个人信息保护法第三十四条）"
LOGS = "留存网络日志不少于六个月（网络安全法）"
SECURITY = "保障账号安全（个人信息保护法第五十一条）"


@dataclass(frozen=True)
class PersonalColumn:
    """One column. `kept` is the key of a rule of retention, or words; `reveal` the action that may see it in full.

    `read` is for a column that is no personal field itself: it gives the row's masked value.
    """

    model: str
    column: str
    name: str
    kind: Kind
    purpose: str
    basis: str
    kept: str
    shown: str
    about: str = "工作人员"
    reveal: str = ""
    read: Callable[[Any], Any] | None = None

    @property
    def key(self) -> str:
        return f"{self.model}.{self.column}".lower()

    def value_in(self, row: Any) -> Any:
        """What the row holds, masked."""
        return self.read(row) if self.read else getattr(row, self.column)


_columns: dict[str, PersonalColumn] = {}


def declare(*columns: PersonalColumn) -> None:
    """State what these columns hold."""
    for column in columns:
        _columns[column.key] = column


def columns() -> list[PersonalColumn]:
    """All that are declared, by model and column."""
    return [_columns[key] for key in sorted(_columns)]


def column_of(key: str) -> PersonalColumn | None:
    """The column of this key, such as orgs.person.phone."""
    return _columns.get(key.lower())


@dataclass(frozen=True)
class Section:
    """A part of the copy that a person gets of what is held: a title, and rows under headings."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    order: int = field(default=50, compare=False)


# A contributor gets the account and gives its sections.
Contributor = Callable[[Any], Iterator[Section]]
_contributors: dict[str, Contributor] = {}


def contributes(work: Contributor) -> Contributor:
    """Take part in a person's copy with what this room holds on the person."""
    _contributors[f"{work.__module__}.{work.__name__}"] = work
    return work


def sections_about(user: Any) -> list[Section]:
    """All that the rooms hold on this account and its person, in the order of the sections."""
    found = [section for name in sorted(_contributors) for section in _contributors[name](user)]
    return sorted(found, key=lambda section: section.order)
