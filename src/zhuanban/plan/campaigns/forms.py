"""Fields and their parsing. The form of a fact is made from the field list of its kind."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms

from notice_compiler import FORMATS, SUFFIXES
from zhuanban.ground.core.forms import BytesField, RowsField, ServiceForm, dress
from zhuanban.plan.campaigns.rules.facts import Field
from zhuanban.plan.campaigns.rules.wording import quantity
from zhuanban.plan.campaigns.selectors.amendments import Amendment
from zhuanban.plan.campaigns.services.amending import DROP, KEEP, Choices

UNIT_LIST = "unit-names"
ANSWERS = [("right", "核对无误"), ("corrected", "已更正"), ("referred", "转发文单位核实")]
GONE = "选的这一项不在新文本里，请刷新后再选。"


def _day() -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False)


def _long() -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)


def _lines() -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="每行写一项。")


def _number() -> forms.Field:
    return forms.DecimalField(required=False, widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}))


def _unit() -> forms.Field:
    hint = "可从已有单位中选，也可写新的单位全称。"
    return forms.CharField(widget=forms.TextInput(attrs={"list": UNIT_LIST}), required=False, help_text=hint)


_MAKERS: dict[str, Callable[[], forms.Field]] = {
    "day": _day, "long": _long, "lines": _lines, "number": _number, "share": _number, "unit": _unit,
}


class FactForm(ServiceForm):
    """One fact, with the fields that fields_of() lists; the service gets them as one `value`."""

    def __init__(
        self, fields: Iterable[Field], clauses: Iterable[tuple[str, str]], values: Mapping[str, Any], *args: Any
    ) -> None:
        super().__init__(*args)
        self.sorts = {field.name: field.sort for field in fields}
        for field in fields:
            made = _made(field, clauses)
            made.label, made.required, made.initial = field.label, False, _shown(field, values.get(field.name))
            if field.is_required:
                made.widget.attrs["aria-required"] = "true"
            dress(made)
            self.fields[field.name] = made

    def clean(self) -> dict[str, Any]:
        """What is written under the one name `value`; a percentage becomes a share."""
        written = dict(self.cleaned_data)
        for name, sort in self.sorts.items():
            if sort == "share" and written.get(name) is not None:
                written[name] = written[name] / Decimal(100)
        return {"value": written}


def _made(field: Field, clauses: Iterable[tuple[str, str]]) -> forms.Field:
    if field.sort == "choice":
        return forms.ChoiceField(choices=list(field.choices.items()))
    if field.sort == "clause":
        return forms.ChoiceField(choices=list(clauses))
    return _MAKERS.get(field.sort, forms.CharField)()


def _shown(field: Field, value: Any) -> Any:
    if field.sort == "lines":
        return "\n".join(value or ())
    if field.sort == "share":
        return "" if value in (None, "") else quantity(Decimal(str(value)) * 100)
    return quantity(value) if field.sort == "number" else value


class ConfirmForm(ServiceForm):
    """What was seen of several facts, to be confirmed at once."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)


class FindingForm(ServiceForm):
    """What became of a finding."""

    answer = forms.ChoiceField(
        label="结论", choices=ANSWERS, widget=forms.RadioSelect, error_messages={"required": "请选择怎样处理。"}
    )
    note = forms.CharField(label="说明（可不填）", max_length=200, required=False)


class TextForm(ServiceForm):
    """What misread words should be."""

    now = forms.CharField(
        label="改为", max_length=500, error_messages={"required": "请填写正确的文字。"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AttachForm(ServiceForm):
    """The fact, or the clause, to which a correction belongs now."""

    target = forms.ChoiceField(label="现在是哪一项", error_messages={"required": "请选择一项。"})

    def __init__(self, choices: Iterable[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        cast("forms.ChoiceField", self.fields["target"]).choices = [("", "请选择"), *choices]


class NoticeForm(ServiceForm):
    """A notice to load."""

    content = BytesField(
        suffixes=SUFFIXES,
        label="通知文件",
        error_messages={"required": "请选择一个通知文件。"},
        help_text=f"可用 {FORMATS}，最多 20 MB。",
    )


class StartForm(ServiceForm):
    """From when the action is judged."""

    taken_over_on = forms.DateField(
        label="接管日期（可不填）",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="行动已经进行了一段时间才启用本系统时填写：这一天以前发生的事项不亮灯、不算逾期、不计分。",
    )


class LeadForm(ServiceForm):
    """The lead of one clause."""

    unit: Any = forms.ModelChoiceField(queryset=None, label="牵头单位", empty_label="请选择")

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Any]", self.fields["unit"])
        field.queryset = units
        field.error_messages["required"] = "请选择牵头单位。"


class MembersForm(ServiceForm):
    """Which units a class of units is."""

    names = forms.CharField(
        label="成员单位",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行写一个单位全称；本区还没有的单位会新设。",
        error_messages={"required": "请至少写一个单位，每行一个。"},
    )

    def clean_names(self) -> list[str]:
        """One name a line."""
        return [line.strip() for line in str(self.cleaned_data["names"]).splitlines() if line.strip()]


class OwnersForm(ServiceForm):
    """One person for the ticked clauses of a unit."""

    person_name = forms.CharField(
        label="责任人姓名", max_length=30, error_messages={"required": "请填写责任人姓名。"},
        widget=forms.TextInput(attrs={"list": "people-names", "autocomplete": "off"}),
    )
    clauses: Any = RowsField(
        queryset=None, label="条款", error_messages={"required": "还没有选中任何一条，请勾选后再填姓名。"},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, clauses: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["clauses"]).queryset = clauses

    def clean_clauses(self) -> list[Any]:
        """The clauses in the order of the text."""
        return list(self.cleaned_data["clauses"])


class AmendmentForm(NoticeForm):
    """An amended notice of the running action."""

    amends = forms.ChoiceField(
        label="内容",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "由系统判断"), ("plan", "修订后的完整方案"), ("roster", "只调整专班成员")],
        help_text="载入后先比对，不会马上生效。",
    )


class DiscardForm(ServiceForm):
    """Why an amendment does not take effect."""

    reason = forms.CharField(label="弃用理由", max_length=300, error_messages={"required": "请写明弃用的理由。"})


class ApplyForm(ServiceForm):
    """What the office decides with an amendment; the service gets it as one `choices`."""

    def __init__(self, amendment: Amendment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.amendment = amendment
        for held in amendment.lost:
            facts = [(anchor, f"用于：{line}") for anchor, line in held.choices]
            choices = [("", "请决定"), *facts, (DROP, "放弃这项更正")]
            told = {"required": "请决定这项更正用于哪一项，或者放弃。", "invalid_choice": GONE}
            self._add(
                f"correction-{held.id}",
                forms.ChoiceField(label=held.words, choices=choices, initial=held.suggested, error_messages=told),
            )
        for row in amendment.removed:
            if row.clause:
                tasks = [(position, f"移至 {heading}") for position, heading in amendment.tasks]
                choices = [(KEEP, "留在本条，按原要求办结"), *tasks]
                moving = forms.ChoiceField(label="在办事项", choices=choices, required=False)
                self._add(f"clause-{row.clause.pk}", moving)
        if amendment.left:
            names = [(each.name, each.name) for each in amendment.left]
            boxes = forms.CheckboxSelectMultiple
            field = forms.MultipleChoiceField(label="仍在专班", choices=names, required=False, widget=boxes)
            self._add("staying", field)

    def _add(self, name: str, field: forms.Field) -> None:
        # The fields stand beside what they decide on, outside the form's own element.
        field.widget.attrs["form"] = "apply"
        dress(field)
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """All choices under one name."""
        written = self.cleaned_data
        corrections = {held.id: str(written.get(f"correction-{held.id}") or "") for held in self.amendment.lost}
        removed = {row.clause.pk: str(written.get(f"clause-{row.clause.pk}") or KEEP)
                   for row in self.amendment.removed if row.clause}  # fmt: skip
        return {"choices": Choices(corrections, removed, frozenset(written.get("staying") or ()))}
