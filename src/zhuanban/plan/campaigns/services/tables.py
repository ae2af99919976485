"""Making rows equal to facts: a row keeps its key, and with it all that points at it, while its fact stays."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model, ProtectedError

from zhuanban.ground.core.errors import Invalid

M = TypeVar("M", bound=Model)


def make_equal(
    model: type[M],
    existing: Iterable[M],
    wanted: Mapping[Hashable, Mapping[str, Any]],
    key_of: Callable[[M], Hashable],
) -> None:
    """Delete the rows whose key is not wanted, change those that differ, write those that are missing."""
    kept: dict[Hashable, M] = {}
    surplus: list[int] = []
    for row in existing:
        key = key_of(row)
        if key in wanted and key not in kept:
            kept[key] = row
        else:
            surplus.append(row.pk)
    _delete(model, surplus)
    _change(model, kept, wanted)
    model._default_manager.bulk_create(model(**values) for key, values in wanted.items() if key not in kept)


def _delete(model: type[M], keys: list[int]) -> None:
    if not keys:
        return
    try:
        model._default_manager.filter(pk__in=keys).delete()
    except ProtectedError as error:
        label = model._meta.verbose_name
        raise Invalid(f"这项{label}已经有别的记录依据它，不能去掉，可以改正它的内容。") from error


def _change(model: type[M], kept: Mapping[Hashable, M], wanted: Mapping[Hashable, Mapping[str, Any]]) -> None:
    changed: list[M] = []
    names: set[str] = set()
    for key, row in kept.items():
        differing = [name for name, value in wanted[key].items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, wanted[key][name])
        if differing:
            changed.append(row)
            names.update(differing)
    if changed:
        model._default_manager.bulk_update(changed, sorted(names))
