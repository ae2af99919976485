"""The kind's own fields of a matter: from what was sent to what is kept, in a form that JSON holds exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rulebook.model import Value
from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters.rules.field_rules import breaks, derived, is_shown, value_of
from zhuanban.work.matters.rules.kinds import FieldSpec, KindSpec

MOST_LETTERS = 200
MOST_NUMBER = Decimal(10) ** 12


def kept_fields(
    spec: KindSpec, given: Mapping[str, Any], facts: Mapping[str, Value] | None = None
) -> dict[str, str | bool]:
    """The fields of the kind that were given: numbers and money as decimal text, days in ISO 8601, yes-no as bool.

    What the kind does not ask under these answers is left out, what it computes is computed whatever was given.
    Raises Invalid with the field named (`field-<code>`) for what is unknown, missing, of another type or against its
    constraint.
    """
    unknown = given.keys() - {field.code for field in spec.fields}
    if unknown:
        raise Invalid(f"“{spec.name}”没有字段 {'、'.join(sorted(unknown))}。", "fields")
    kept: dict[str, str | bool] = {}
    known: dict[str, Value] = dict(facts or {})
    for field in spec.fields:
        if not is_shown(spec, field, known):
            continue
        value = derived(spec, field, known) if field.rule else given.get(field.code)
        if value is None or (isinstance(value, str) and not value.strip()):
            if field.required and not field.rule:
                raise Invalid(f"请填写{field.name}。", form_name(field))
            continue
        kept[field.code] = kept_value(field, value)
        known[field.name] = value_of(field, kept[field.code])
    for field in spec.fields:
        if breaks(spec, field, known):
            raise Invalid(field.constraint_words, form_name(field))
    return kept


@dataclass(frozen=True)
class Answers:
    """What answers so far mean for the other fields: which are asked, what is computed."""

    shown: frozenset[str]
    computed: dict[str, str]


def answers_so_far(spec: KindSpec, given: Mapping[str, Any], facts: Mapping[str, Value] | None = None) -> Answers:
    """Read what is filled in already, leaving out what cannot be read; never raises."""
    known: dict[str, Value] = dict(facts or {})
    shown, computed = set(), {}
    for field in spec.fields:
        if not is_shown(spec, field, known):
            continue
        shown.add(field.code)
        value = derived(spec, field, known) if field.rule else given.get(field.code)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        try:
            kept = kept_value(field, value)
        except Invalid:
            continue
        known[field.name] = value_of(field, kept)
        if field.rule:
            computed[field.code] = shown_value(field, kept)
    return Answers(frozenset(shown), computed)


def form_name(field: FieldSpec) -> str:
    """The field's name in forms and errors."""
    return f"field-{field.code}"


def kept_value(field: FieldSpec, value: Any) -> str | bool:
    """One value in its kept form."""
    if field.type == "yes-no":
        return _yes_no(field, value)
    if field.type in {"number", "money"}:
        return _number(field, value)
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    if len(text) > MOST_LETTERS:
        raise Invalid(f"{field.name}不能超过 {MOST_LETTERS} 个字。", form_name(field))
    if field.type == "choice" and text not in field.choices:
        raise Invalid(f"{field.name}只能选{'、'.join(field.choices)}。", form_name(field))
    if field.type == "day":
        _day(field, text)
    return text


def _yes_no(field: FieldSpec, value: Any) -> bool:
    known = {"是": True, "true": True, "否": False, "false": False}
    if isinstance(value, bool):
        return value
    if str(value).strip().lower() not in known:
        raise Invalid(f"{field.name}请填“是”或“否”。", form_name(field))
    return known[str(value).strip().lower()]


def _number(field: FieldSpec, value: Any) -> str:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise Invalid(f"{field.name}应是数字。", form_name(field)) from error
    if not number.is_finite() or not 0 <= number <= MOST_NUMBER:
        raise Invalid(f"{field.name}超出范围。", form_name(field))
    places = Decimal("0.01") if field.type == "money" else Decimal("0.0001")
    return format(number.quantize(places).normalize(), "f")


def _day(field: FieldSpec, text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{field.name}应是日期，如 2024-03-01。", form_name(field)) from error


def shown_fields(spec: KindSpec, kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of the kept fields, in the kind's order, as people read them."""
    return [(field.name, shown_value(field, kept[field.code])) for field in spec.fields if field.code in kept]


def shown_value(field: FieldSpec, kept: Any) -> str:
    """One kept value as people read it, with its unit."""
    if isinstance(kept, bool):
        return "是" if kept else "否"
    return f"{kept} {field.unit}" if field.unit else str(kept)
