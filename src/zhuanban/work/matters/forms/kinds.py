"""Editing a kind without YAML: what it says at large, and a row for each limit, field and piece of evidence."""

import re
from collections.abc import Mapping
from typing import Any

import yaml
from django import forms
from django.forms import BaseFormSet, formset_factory

from zhuanban.ground.core.forms import ServiceForm, dress
from zhuanban.ground.workdays.rules import LimitUnit
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import clauses_of, grouped_clauses, standings_of, tasks_of
from zhuanban.work.matters.forms.kind_aftercare import NAMES, AftercareFields, aftercare_said, initial_of
from zhuanban.work.matters.rules.kind_changes import SOURCES, TYPES
from zhuanban.work.matters.rules.kind_faults import BEAUTIES, MOST_STAGES, STEPS
from zhuanban.work.matters.rules.loop import Profile
from zhuanban.work.matters.selectors.kind_pages import Wanted

# What only the text of a kind can change.
KEPT_AS_THEY_ARE = ("whole_limit", "relapse_days")
APART = re.compile(r"[、，,;；\s]+")
LONGEST_YAML = 30_000


def words_in(text: str) -> list[str]:
    """Words written with any sign between them."""
    return [word for word in APART.split(text) if word]


def pairs(words: Any) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class KindFilterForm(forms.Form):
    """What the list of kinds is narrowed to."""

    profile = forms.ChoiceField(label="流程", required=False, choices=[("", "全部流程"), *Profile.choices])
    beautify = forms.ChoiceField(label="四化", required=False, choices=[("", "四化不限"), *pairs(BEAUTIES)])
    status = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "全部状态"), ("on", "启用"), ("off", "停用"), ("unused", "未启用"), ("draft", "起草中")],
    )  # fmt: skip
    clause = forms.TypedChoiceField(label="条款", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "全部条款"), *grouped_clauses(tasks_of(campaign), standings_of(campaign))]
        for each in self.fields.values():
            dress(each)

    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or getattr(Wanted(), name) for name in self.fields})


class ClauseChoice(ServiceForm):
    """Which clause of the action a kind serves."""

    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        queryset=None, label="服务的条款", empty_label="请选择", required=False
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["clause"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = clauses_of(campaign)
            field.choices = [("", "请选择"), *grouped_clauses(clauses_of(campaign), standings_of(campaign))]


class AddKindForm(ClauseChoice):
    """A kind of the district's own."""

    name = forms.CharField(label="名称", max_length=40, help_text="办事的人一看就懂的叫法，如“窨井盖普查”。")
    profile = forms.ChoiceField(
        label="流程", choices=Profile.choices, initial=Profile.LEDGER,
        help_text="案件：现场发现、限时处置；台账：摸排登记、按计划推进；议定事项：会议定下的事。",
    )  # fmt: skip
    group = forms.CharField(label="大类", max_length=20, initial="本地事项", help_text="列表里归在哪一组。")
    field_order = ("name", "profile", "group", "clause")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].required = True


class KindForm(AftercareFields, ClauseChoice):
    """What a kind says at large. Words in one line may be set apart by any sign."""

    name = forms.CharField(label="名称", max_length=40)
    group = forms.CharField(label="大类", max_length=20)
    beautify = forms.ChoiceField(label="四化", choices=pairs(BEAUTIES))
    serves = forms.CharField(
        label="条款用词", max_length=300, help_text="凭这些词在通知里认出条款，最特别的写在最前，用顿号隔开。"
    )
    departments = forms.CharField(
        label="部门用词", max_length=300, required=False, help_text="交办时据此建议承办单位；可以不写。"
    )
    closing_standard = forms.CharField(
        label="销号标准", max_length=200, widget=forms.Textarea({"rows": 2}), help_text="现场达到什么样子才能销号。"
    )
    trivial = forms.BooleanField(label="可以立查立改（发现、整改、销号一次完成）", required=False)
    photo_reason = forms.CharField(
        label="必须拍照的理由", max_length=100, required=False, help_text="写了理由才必附照片；不写就是可附可不附。"
    )
    source = forms.CharField(label="时限来源", max_length=100, help_text="本地文件的名称和文号；估计的写“E”。")
    plan_by = forms.BooleanField(label="计划完成日期取条款写明的期限（台账用）", required=False)
    milestones = forms.CharField(
        label="里程碑", required=False, max_length=300, help_text="台账从开始到完成的步骤，按先后用顿号隔开。"
    )
    field_order = (
        "name", "group", "clause", "beautify", "serves", "departments", "closing_standard", "photo_reason", "source",
        "milestones", "trivial", "plan_by", *NAMES,
    )  # fmt: skip

    def __init__(self, *args: Any, raw: Mapping[str, Any], is_own: bool, clause: Clause | None, **kwargs: Any) -> None:
        self.raw = raw
        kwargs["initial"] = {
            **{name: raw.get(name, "") for name in ("name", "group", "beautify", "closing_standard", "source")},
            **{name: "、".join(raw.get(name) or []) for name in ("serves", "departments", "milestones")},
            "trivial": raw.get("trivial"),
            "photo_reason": raw.get("photo_reason", "") if raw.get("photo") == "required" else "",
            "plan_by": raw.get("plan_by") == "clause",
            "clause": clause,
            **initial_of(raw),
        }
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["name"], self.fields["group"]
        if raw.get("general"):
            del self.fields["clause"]
        if raw.get("profile") != Profile.LEDGER:
            del self.fields["milestones"], self.fields["plan_by"]

    def said(self) -> dict[str, Any]:
        """The kind at large, as its file would say it; without what stands in rows."""
        given = self.cleaned_data
        kept = {key: self.raw[key] for key in ("code", "name", "profile", "group") if key in self.raw}
        kept |= {key: given[key].strip() for key in ("name", "group") if key in given}
        said = {
            **kept,
            "beautify": given["beautify"],
            **{key: words_in(given[key]) for key in ("serves", "departments")},
            "closing_standard": given["closing_standard"].strip(),
            "trivial": given["trivial"],
            "photo": "required" if given["photo_reason"].strip() else "optional",
            "source": given["source"].strip(),
        }
        if given["photo_reason"].strip():
            said["photo_reason"] = given["photo_reason"].strip()
        if self.raw.get("local") and said["source"] == self.raw.get("source"):
            said["local"] = True
        if given.get("plan_by"):
            said["plan_by"] = "clause"
        if given.get("milestones"):
            said["milestones"] = words_in(given["milestones"])
        if self.raw.get("general"):
            said["general"] = True
        said |= {key: self.raw[key] for key in KEPT_AS_THEY_ARE if key in self.raw}
        return said | aftercare_said(given, words_in(given["care_days"]))


class Row(forms.Form):
    """A row of a table; an untouched one counts for nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class LimitRow(Row):
    stage = forms.CharField(label="阶段", max_length=20)
    amount = forms.IntegerField(label="时限", min_value=1, max_value=1000)
    unit = forms.ChoiceField(label="单位", choices=pairs(LimitUnit.labels), initial="工作日")

    def has_changed(self) -> bool:
        return super().has_changed() and bool(self.data.get(self.add_prefix("stage")) or self.initial)


class EvidenceRow(Row):
    name = forms.CharField(label="要什么", max_length=60)
    at = forms.ChoiceField(label="什么时候", choices=pairs(STEPS), initial="报结")
    why = forms.CharField(label="为什么要", max_length=100)
    required = forms.BooleanField(label="报结时必备", required=False)
    field = forms.CharField(label="填在哪个字段（不填是附照片）", max_length=20, required=False)

    def has_changed(self) -> bool:
        return super().has_changed() and bool(self.data.get(self.add_prefix("name")) or self.initial)


class FieldRow(Row):
    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    name = forms.CharField(label="名称", max_length=20)
    type = forms.ChoiceField(label="类型", choices=list(TYPES.items()))
    unit = forms.CharField(label="单位", max_length=10, required=False)
    source = forms.ChoiceField(label="来源", choices=list(SOURCES.items()), initial="ask")
    why = forms.CharField(label="为什么要（共享、计算的写从哪里来）", max_length=100)
    choices = forms.CharField(label="选项（选择型，顿号隔开）", max_length=400, required=False)
    required = forms.BooleanField(label="必填", required=False)
    query = forms.BooleanField(label="供查询", required=False)
    show_if = forms.CharField(label="何时填（规则）", max_length=300, required=False)
    constraint = forms.CharField(label="约束（规则）", max_length=300, required=False)
    constraint_words = forms.CharField(label="不符合约束时怎样说", max_length=100, required=False)
    rule = forms.CharField(label="算法（来源为计算时）", max_length=300, required=False)

    def has_changed(self) -> bool:
        return super().has_changed() and bool(self.data.get(self.add_prefix("name")) or self.initial)


LimitRows = formset_factory(LimitRow, extra=1, can_delete=True, max_num=MOST_STAGES, absolute_max=MOST_STAGES + 2)
EvidenceRows = formset_factory(EvidenceRow, extra=1, can_delete=True, max_num=8, absolute_max=10)
FieldRows = formset_factory(FieldRow, extra=1, can_delete=True, can_order=True, max_num=20, absolute_max=22)
SIMPLE = ("code", "name", "type", "source", "why", "query", "required")


class KindRows:
    """The tables of a kind: limits, fields, evidence."""

    def __init__(self, data: Any, raw: Mapping[str, Any]) -> None:
        fields = [{**field, "choices": "、".join(field.get("choices") or [])} for field in raw.get("fields") or []]
        self.limits: BaseFormSet[Any] = LimitRows(data, initial=raw.get("limits") or [], prefix="limits")
        self.fields: BaseFormSet[Any] = FieldRows(data, initial=fields, prefix="fields")
        self.evidence: BaseFormSet[Any] = EvidenceRows(data, initial=raw.get("evidence") or [], prefix="evidence")

    def is_valid(self) -> bool:
        valid = [rows.is_valid() for rows in (self.limits, self.fields, self.evidence)]
        return all(valid)  # each has said what is wrong with it

    def said(self) -> dict[str, Any]:
        """The rows as the file would say them; a new field has no code yet."""
        said: dict[str, Any] = {"limits": [_plain(row, ("stage", "amount", "unit")) for row in kept_rows(self.limits)]}
        said["fields"] = [field_said(row.cleaned_data) for row in self.fields.ordered_forms]
        evidence = [_evidence_said(row) for row in kept_rows(self.evidence)]
        return {**said, "evidence": evidence} if evidence else said


def kept_rows(rows: "BaseFormSet[Any]") -> list[Any]:
    """The rows that are filled in and not marked for deletion."""
    there = rows.initial_form_count()
    return [
        row
        for place, row in enumerate(rows.forms)
        if (place < there or row.has_changed()) and not row.cleaned_data.get("DELETE")
    ]


def _plain(row: forms.Form, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: row.cleaned_data[key] for key in keys}


def _evidence_said(row: forms.Form) -> dict[str, Any]:
    """What is not said of a piece of evidence is left out, as in the files."""
    more = {"required": row.cleaned_data["required"], "field": row.cleaned_data["field"].strip()}
    return _plain(row, ("name", "at", "why")) | {key: value for key, value in more.items() if value}


def field_said(given: Mapping[str, Any]) -> dict[str, Any]:
    """A field as its file would say it."""
    said = {key: given[key] for key in SIMPLE}
    if words := words_in(given["choices"]):
        said["choices"] = words
    for key in ("unit", "show_if", "constraint", "constraint_words", "rule"):
        if given[key].strip():
            said[key] = given[key].strip()
    return said


class PlainLoader(yaml.SafeLoader):
    """Reads no aliases: a few of them can stand for more than any memory holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


class YamlForm(forms.Form):
    """A kind as text, for whoever keeps it in files."""

    text = forms.CharField(
        label="规格（YAML）", max_length=LONGEST_YAML, strip=False,
        widget=forms.Textarea({"rows": 24, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def clean_text(self) -> dict[str, Any]:
        """The mapping that the text holds."""
        try:
            read = yaml.load(self.cleaned_data["text"], Loader=PlainLoader)  # noqa: S506  # a safe loader
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            where = f"第 {mark.line + 1} 行" if mark else "这段文字"
            raise forms.ValidationError(f"{where}读不懂，请检查缩进和冒号。") from error
        if isinstance(read, list) and len(read) == 1:
            read = read[0]
        if not isinstance(read, dict):
            raise forms.ValidationError("应是一个类别的规格：一组“键: 值”。")
        return read


class NoteForm(ServiceForm):
    note = forms.CharField(
        label="修改说明", max_length=200, help_text="为什么改，写进版本记录，如“按区政府某号文件调整时限”。"
    )


def as_yaml(raw: Mapping[str, Any]) -> str:
    """A kind as its file would hold it."""
    return str(yaml.safe_dump([dict(raw)], allow_unicode=True, sort_keys=False, width=110))
