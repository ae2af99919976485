"""Carrying what is encrypted over to the newest key and the algorithm of the settings, in batches, while all runs on.

What is due is told by the first bytes of each value, so work that was stopped goes on where it was.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Substr

from zhuanban.ground.core import clock, encryption, key_records, keyring, progress
from zhuanban.ground.core.encryption import Unreadable
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.keyring import INDEX, KeyFault
from zhuanban.ground.core.models import KeyRecord
from zhuanban.ground.core.personal_fields import EncryptedTextField, Sealed, bound_to

BATCH = 500
WORK = "keys.rotate"
# A request that began with the old key has long ended by then.
REST_BEFORE_RETIRING = timedelta(minutes=10)


class Store(Protocol):
    """A place that holds sealed values."""

    @property
    def name(self) -> str: ...

    def heads(self) -> Counter[bytes]:
        """How many values begin with which bytes; what older forms wrote counts under empty bytes."""
        ...

    def renew(self, after: Any, current: bytes) -> "Renewal":
        """Carry over one batch behind this key of a row."""
        ...


@dataclass(frozen=True)
class Renewal:
    """What one batch came to: the last row looked at (None: there are no more), values renewed, rows unreadable."""

    last: Any
    renewed: int = 0
    unreadable: int = 0


@dataclass(frozen=True)
class ColumnStore:
    """A column of bytes. `renewed` gets the value and the row's `row_key`, by which it is bound."""

    name: str
    model: type[models.Model]
    column: str
    row_key: str
    renewed: Callable[[bytes, Any], bytes]

    def heads(self) -> Counter[bytes]:
        begun = Substr(self.column, 1, encryption.HEAD_BYTES, output_field=models.BinaryField())
        rows = self._filled().annotate(head=begun).values_list("head").annotate(count=models.Count("pk")).order_by()
        found: Counter[bytes] = Counter()
        for head, count in rows:
            found[known_head(bytes(head))] += count
        return found

    def renew(self, after: Any, current: bytes) -> Renewal:
        done = unreadable = 0
        with transaction.atomic():
            rows = self._filled().select_for_update(no_key=True).order_by("pk")
            if after is not None:
                rows = rows.filter(pk__gt=after)
            batch = list(rows.values_list("pk", self.row_key, self.column)[:BATCH])
            for pk, row_key, value in batch:
                if bytes(value[: encryption.HEAD_BYTES]) == current:
                    continue
                try:
                    sealed = Sealed(self.renewed(bytes(value), row_key))
                except (Unreadable, KeyFault):
                    unreadable += 1  # left as it is, and told: somebody has to look at it
                else:
                    done += self.write(pk, sealed)
        return Renewal(batch[-1][0] if batch else None, done, unreadable)

    def write(self, pk: Any, sealed: Sealed) -> int:
        """Put the renewed value into the row; returns 0 where the row is gone."""
        return self._filled().filter(pk=pk).update(**{self.column: sealed})

    def _filled(self) -> "models.QuerySet[Any]":
        return self.model._base_manager.filter(**{f"{self.column}__isnull": False})


@dataclass(frozen=True)
class JsonStore:
    """Texts of encryption.seal_text() inside a JSON column, all bound to the same words; for tables of few rows."""

    name: str
    model: type[models.Model]
    column: str
    bound_to: str

    def heads(self) -> Counter[bytes]:
        rows = self.model._base_manager.values_list(self.column, flat=True)
        sealed = (encryption.sealed_bytes(text) for row in rows for text in texts_of(row))
        return Counter(known_head(value[: encryption.HEAD_BYTES]) for value in sealed if value)

    def renew(self, after: Any, current: bytes) -> Renewal:
        done = unreadable = 0
        with transaction.atomic():
            rows = self.model._base_manager.select_for_update(no_key=True).order_by("pk")
            batch = list((rows if after is None else rows.filter(pk__gt=after))[:BATCH])
            for row in batch:
                due = [text for text in texts_of(getattr(row, self.column)) if _is_due(text, current)]
                try:
                    fresh = {text: encryption.seal_text(encryption.unseal_text(text, self.bound_to), self.bound_to)
                             for text in due}  # fmt: skip
                except (Unreadable, KeyFault):
                    unreadable += len(due)
                    continue
                if fresh:
                    changed = replaced(getattr(row, self.column), fresh)
                    self.model._base_manager.filter(pk=row.pk).update(**{self.column: changed})
                    done += len(fresh)
        return Renewal(batch[-1].pk if batch else None, done, unreadable)


def texts_of(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)


def replaced(value: Any, fresh: dict[str, str]) -> Any:
    """The JSON value with these texts exchanged."""
    if isinstance(value, dict):
        return {name: replaced(part, fresh) for name, part in value.items()}
    if isinstance(value, list):
        return [replaced(part, fresh) for part in value]
    return fresh.get(value, value) if isinstance(value, str) else value


def _is_due(text: str, current: bytes) -> bool:
    sealed = encryption.sealed_bytes(text)
    return bool(sealed) and sealed[: encryption.HEAD_BYTES] != current


_stores: list[Store] = []


def add_store(store: Store) -> None:
    """Take part in rotation with a column that is no EncryptedTextField."""
    _stores.append(store)


def stores() -> list[Store]:
    """Every place that holds encrypted values, by name."""
    fields = (field for model in apps.get_models() for field in model._meta.fields)
    found = [_store_of(field) for field in fields if isinstance(field, EncryptedTextField)]
    return sorted([*found, *_stores], key=lambda store: store.name)


def _store_of(field: EncryptedTextField) -> Store:
    def renewed(value: bytes, row: Any) -> bytes:
        bound = bound_to(field, row)
        return encryption.seal(encryption.unseal(value, bound), bound)

    return ColumnStore(f"{field.model._meta.label}.{field.name}", field.model, field.attname, field.bound_to, renewed)


def known_head(head: bytes) -> bytes:
    """The head, where seal() may have written it and the ring holds its key; else empty bytes."""
    fits = len(head) == encryption.HEAD_BYTES and head[0] == encryption.VERSION and head[3] in encryption.NAMES
    return head if fits and encryption.key_number(head) in keyring.current().keys else b""


@dataclass(frozen=True)
class Step:
    """How far a rotation has come."""

    store: str
    done: int
    total: int
    unreadable: int


@dataclass(frozen=True)
class KeyUse:
    """A key as the list shows it: its age, and how many values it reads with which algorithm."""

    number: int
    made_at: datetime
    writes: bool
    values: dict[str, int]

    @property
    def days(self) -> int:
        return (clock.now() - self.made_at).days


def key_uses() -> tuple[list[KeyUse], int]:
    """Every key in use, oldest first; and how many values an older form wrote without a number."""
    total = sum((store.heads() for store in stores()), Counter[bytes]())
    newest = keyring.current().newest.number
    uses = []
    for record in KeyRecord.objects.filter(retired_at=None).exclude(number=INDEX).order_by("number"):
        mine = {head: count for head, count in total.items() if head and encryption.key_number(head) == record.number}
        values = {encryption.NAMES[head[3]]: count for head, count in sorted(mine.items())}
        uses.append(KeyUse(record.number, record.made_at, record.number == newest, values))
    return uses, total[b""]


def due_count() -> int:
    """How many values are not yet under the newest key and the algorithm of the settings."""
    current = encryption.current_head()
    return sum(count for store in stores() for head, count in store.heads().items() if head != current)


@transaction.atomic
def begin_key() -> int:
    """Put a new key on the ring; from now on it writes. Its number."""
    if settings.PRIVATE_KEYS:
        raise Invalid("密钥由 ZHUANBAN_PRIVATE_KEYS 给出：请加上 zhuanban keys new 打印的一行，重启后再轮换。")
    known = _locked_records()
    ring = keyring.current()
    key = keyring.fresh(max([ring.newest.number, *known]) + 1)
    keyring.write([*ring.keys.values(), key])
    key_records.note(key)
    return key.number


def _locked_records() -> list[int]:
    """The numbers of all keys that ever were; nobody else changes the ring until the transaction ends."""
    return [record.number for record in KeyRecord.objects.select_for_update().order_by("number")]


def rotate() -> Iterator[Step]:
    """Renew all that is due, telling after each batch; a last round looks for what was written meanwhile."""
    total, done, unreadable = due_count(), 0, -1
    progress.begin(WORK, "更换个人信息的密钥", total)
    while due_count() > max(unreadable, 0):
        unreadable = 0
        for store in stores():
            batch = store.renew(None, encryption.current_head())
            while batch.last is not None:
                done, unreadable = done + batch.renewed, unreadable + batch.unreadable
                progress.move(WORK, done, store.name)
                yield Step(store.name, done, total, unreadable)
                batch = store.renew(batch.last, encryption.current_head())
    progress.finish(WORK)


@transaction.atomic
def retire(number: int) -> str:
    """Take a key from the ring that nothing uses any more; it is put aside, since older backups may need it."""
    if settings.PRIVATE_KEYS:
        raise Invalid("密钥由 ZHUANBAN_PRIVATE_KEYS 给出，请在那里删去这一行。")
    _locked_records()
    ring = keyring.current()
    if number not in ring.keys or number == INDEX:
        raise Invalid(f"没有编号为 {number} 的密钥。")
    if number == ring.newest.number:
        raise Invalid(f"密钥 {number} 正在使用，不能停用；请先轮换。")
    used = sum(count for store in stores() for head, count in store.heads().items() if _needs(head, number))
    if used:
        raise Invalid(f"还有 {used} 处内容要用密钥 {number} 才能读出，不能停用；请先轮换。")
    successor = KeyRecord.objects.get(number=ring.newest.number)
    if clock.now() - successor.made_at < REST_BEFORE_RETIRING:
        raise Invalid("新密钥启用不到 10 分钟，可能还有页面在用旧密钥保存；请稍后再停用。")
    file = keyring.put_aside(ring.keys[number])
    keyring.write(key for key in ring.keys.values() if key.number != number)
    KeyRecord.objects.filter(number=number).update(retired_at=clock.now())
    return file.name


def _needs(head: bytes, number: int) -> bool:
    return bool(head) and encryption.key_number(head) == number
