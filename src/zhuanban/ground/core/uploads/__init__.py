"""The one guard of every door that takes a file: what it is by content, how big, whether it hides or carries anything.

A file that is refused is kept nowhere. What it means is for the room to read, under bounds of its own.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import archives, pictures, polyglots, secrecy, telling, viruses
from zhuanban.ground.core.uploads.kinds import DOCUMENTS, PHOTOS, PICTURES, SHEETS, TABLES, Kind, kind_of
from zhuanban.ground.core.uploads.secrecy import refuse_marked_start

__all__ = [
    "DOCUMENTS",
    "PHOTOS",
    "PICTURES",
    "SHEETS",
    "TABLES",
    "UNKEPT",
    "Admitted",
    "Kind",
    "admit",
    "admit_document",
    "clean_name",
    "kind_of",
    "refuse_marked_start",
]
# Controls, marks that turn the direction of writing, and what separates folders.
UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\:*?\"<>|]")
LONGEST_NAME = 120
# What was refused for being secret, infected, or not scanned: not even a piece of it may lie here.
UNKEPT = frozenset({"E422-50", "E422-58", "E422-59"})
MOST_DOCUMENT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Admitted:
    """A file that may come in: its content, a name that may be shown and stored, and what it is."""

    content: bytes
    name: str
    kind: Kind


def admit(content: bytes, name: str, *, kinds: Collection[Kind], most_bytes: int, field: str | None = None) -> Admitted:
    """The file, if it may come in; Invalid with one sentence and a number, about the field, where not."""
    try:
        return _judged(content, clean_name(name), kinds, most_bytes)
    except Invalid as error:
        error.field = field
        raise


def _judged(content: bytes, name: str, kinds: Collection[Kind], most_bytes: int) -> Admitted:
    if not content:
        raise Invalid("文件是空的，没有可以读取的内容。", number="E422-48")
    if len(content) > most_bytes:
        raise Invalid(f"文件超过 {most_bytes // 1024 // 1024} MB，没有接收。", number="E422-49")
    kind = kind_of(content)
    if kind not in kinds:
        raise Invalid(telling.not_taken(kind, name, kinds), number="E422-47")
    look = pictures.judge(content, kind)
    polyglots.judge(content, kind, look)
    if kind in (Kind.OFFICE, Kind.OPEN_SHEET):
        archives.judge_office(content)
    elif kind is Kind.ARCHIVE:
        archives.judge_folder(content)
    elif kind is Kind.OLD_OFFICE:
        archives.judge_old_office(content)
    secrecy.refuse_secret(content, name, kind, look)
    viruses.refuse_infected(content)
    return Admitted(content, name, kind)


def admit_document(content: bytes, name: str) -> Admitted:
    """A notice, a plan or another text of an office, perhaps as a scan; Invalid where it may not come in."""
    return admit(content, name, kinds=DOCUMENTS | PICTURES, most_bytes=MOST_DOCUMENT_BYTES, field="content")


def clean_name(name: str) -> str:
    """The last part of a file's name without what cannot be written or shown; 未命名 where nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    plain = UNWRITABLE.sub("", last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > LONGEST_NAME:
        plain = f"{(stem or suffix)[: LONGEST_NAME - 12]}{dot}{suffix[:10]}"
    return plain or "未命名"
