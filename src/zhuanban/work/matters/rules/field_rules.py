"""The rules of a kind's fields, in the language of `rulebook`: when one is asked, what it may say, what follows.

A rule names fields by their Chinese names. It may skip or compute by fields that stand before its own only, so that
one walk in the kind's order settles them all; a constraint may look at every field.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from rulebook import Rule, RuleError, Type, compile_rule
from rulebook.model import Value
from zhuanban.work.matters.rules.kinds import FieldSpec, KindSpec

TYPES = {
    "text": Type.TEXT,
    "choice": Type.TEXT,
    "number": Type.NUMBER,
    "money": Type.NUMBER,
    "day": Type.DAY,
    "yes-no": Type.BOOLEAN,
}
# What every matter knows when it is registered.
FACTS = {"登记日": Type.DAY, "发现日": Type.DAY}
MOST_CACHED = 2000


def names_before(spec: KindSpec, code: str) -> dict[str, Type]:
    """What a rule of this field may name: the facts and the fields before it."""
    names = dict(FACTS)
    for field in spec.fields:
        if field.code == code:
            break
        names[field.name] = TYPES[field.type]
    return names


def all_names(spec: KindSpec) -> dict[str, Type]:
    """What a constraint may name: the facts and every field."""
    return FACTS | {field.name: TYPES[field.type] for field in spec.fields}


def is_shown(spec: KindSpec, field: FieldSpec, known: Mapping[str, Value]) -> bool:
    """Whether the field is asked; what its rule names and nobody has filled in answers no."""
    if not field.show_if:
        return True
    try:
        rule = _compiled(field.show_if, _key(names_before(spec, field.code)), Type.BOOLEAN)
        return bool(rule(**known))
    except RuleError:
        return False


def derived(spec: KindSpec, field: FieldSpec, known: Mapping[str, Value]) -> Value | None:
    """What the field's rule gives; None where a figure is missing or there is no base."""
    try:
        return _compiled(field.rule, _key(names_before(spec, field.code)), TYPES[field.type])(**known)
    except RuleError:
        return None


def breaks(spec: KindSpec, field: FieldSpec, known: Mapping[str, Value]) -> bool:
    """Whether the field's value breaks its constraint; with a figure missing it breaks nothing."""
    if not field.constraint or field.name not in known:
        return False
    try:
        return not _compiled(field.constraint, _key(all_names(spec)), Type.BOOLEAN)(**known)
    except RuleError:
        return False


def value_of(field: FieldSpec, kept: Value) -> Value:
    """A kept value in the type of the rule language."""
    if field.type in {"number", "money"}:
        return Decimal(str(kept))
    if field.type == "day":
        return date.fromisoformat(str(kept))
    return kept


def controls(spec: KindSpec) -> frozenset[str]:
    """The codes of the fields on which other fields depend: a change of them changes what is asked."""
    rules = [(field.show_if or field.rule) for field in spec.fields]
    named = [field for field in spec.fields if any(field.name in rule for rule in rules if rule)]
    return frozenset(field.code for field in named)


def _key(names: Mapping[str, Type]) -> tuple[tuple[str, Type], ...]:
    return tuple(names.items())


@lru_cache(MOST_CACHED)
def _compiled(source: str, names: tuple[tuple[str, Type], ...], result: Type) -> Rule:
    return compile_rule(source, dict(names), result=result)
