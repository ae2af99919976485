"""Columns of what is personal: encrypted in the database, masked wherever they are shown.

`person.phone` is a text that reads 138****1234 in pages, exports and logs alike; `in_full()` gives the words, and only
who may reveal them calls it. Nobody filters by such a column; a BlindIndexField beside it finds the exact words.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from zhuanban.ground.core import encryption

Mask = Callable[[str], str]


def mask_phone(words: str) -> str:
    """138****1234; shorter numbers keep their last two digits."""
    return f"{words[:3]}****{words[-4:]}" if len(words) >= 11 else f"****{words[-2:]}"


def mask_name(words: str) -> str:
    return words[:1] + "＊" * max(1, len(words) - 1)


def mask_identity(words: str) -> str:
    return f"{words[:3]}***********{words[-2:]}" if len(words) >= 15 else "******"


def mask_address(words: str) -> str:
    return f"{words[:6]}＊＊＊" if len(words) > 8 else "＊＊＊"


def mask_all(words: str) -> str:
    return "＊＊＊"


def plain_phone(words: str) -> str:
    """A phone number as it is kept: digits only, without 86 in front."""
    digits = re.sub(r"[\s()（）+-]", "", words)
    return digits[2:] if re.fullmatch(r"86\d{11}", digits) else digits


class Sealed(bytes):
    """A ciphertext as the database holds it."""

    def __repr__(self) -> str:
        return f"Sealed({len(self)})"


class Masked(str):
    """What everybody sees of a personal value: a text that is its mask, and that can give the words in full."""

    __slots__ = ("_words",)
    _words: str

    @classmethod
    def of(cls, words: str, mask: Mask) -> "Masked":
        masked = cls(mask(words) if words else "")
        masked._words = words
        return masked

    def in_full(self) -> str:
        """The words. Only for services that may reveal, delete or hand over what they hold."""
        return self._words

    def __reduce__(self) -> Any:
        return str, (str(self),)


class EncryptedAttribute(DeferredAttribute):
    """Opens the ciphertext when the attribute is read."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or isinstance(value, Masked):
            return value
        field: Any = self.field
        if isinstance(value, Sealed):
            value = encryption.unseal(value, field.bound(instance)).decode()
        return Masked.of(value or "", field.mask)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Text that is encrypted at rest, bound to its model, column and row (`bound_to`, by default its uid)."""

    descriptor_class = EncryptedAttribute
    empty_values = [None, "", b""]

    def __init__(self, *args: Any, mask: Mask = mask_all, bound_to: str = "uid", **kwargs: Any) -> None:
        self.mask, self.bound_to = mask, bound_to
        kwargs |= {"null": True, "blank": True, "editable": False}
        kwargs.pop("default", None)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs = {key: value for key, value in kwargs.items() if key not in ("null", "blank", "editable")}
        return name, "zhuanban.ground.core.personal_fields.EncryptedTextField", args, kwargs

    def bound(self, instance: models.Model) -> str:
        """What the ciphertext of this row is bound to."""
        return bound_to(self, getattr(instance, self.bound_to))

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        return value

    def pre_save(self, instance: models.Model, add: bool) -> Sealed | None:  # noqa: FBT001 - Django's own
        kept = instance.__dict__.get(self.attname)
        if isinstance(kept, Sealed) and not add and bytes(kept[:4]) == encryption.current_head():
            return kept
        words = getattr(instance, self.attname).in_full()
        return Sealed(encryption.seal(words.encode(), self.bound(instance))) if words else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: Any = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise FieldError(f"{self.name}: personal values are written with save(), which binds them to their row")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name}: encrypted, cannot be looked up; use its blind index")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        return str(getattr(obj, self.attname))


def bound_to(field: "models.Field[Any, Any]", row: Any) -> str:
    """Model, column and row, as one text."""
    if not row:
        raise ValueError(f"{field.model.__name__}.{field.name}: the row has no key to bind the value to yet")
    return f"{field.model._meta.label_lower}.{field.name}:{row}"


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """A keyed digest of another column's words, kept by save(): finds exactly these words and tells nothing else."""

    def __init__(self, *args: Any, of: str = "", plain: Callable[[str], str] = str, **kwargs: Any) -> None:
        self.of, self.plain = of, plain
        super().__init__(
            *args, **{**kwargs, "max_length": 32, "blank": True, "default": "", "editable": False, "db_index": True}
        )

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        for given in ("max_length", "blank", "default", "editable", "db_index"):
            kwargs.pop(given, None)
        return name, "zhuanban.ground.core.personal_fields.BlindIndexField", args, kwargs

    def digest(self, words: str) -> str:
        """What the column holds for these words."""
        plain = self.plain(words)
        return encryption.digest(f"{self.model._meta.label_lower}.{self.of}", plain) if plain else ""

    def pre_save(self, instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's own
        kept = instance.__dict__.get(self.of)
        if isinstance(kept, Sealed) and not add:
            return str(getattr(instance, self.attname))
        digest = self.digest(getattr(instance, self.of).in_full())
        setattr(instance, self.attname, digest)
        return digest


def with_words(model: type[models.Model], index: str, words: str) -> models.Q:
    """The condition that a row's indexed column holds exactly these words; nothing where the words are empty."""
    field: Any = model._meta.get_field(index)
    digest = field.digest(words)
    return models.Q(**{index: digest}) if digest else models.Q(pk__in=[])
