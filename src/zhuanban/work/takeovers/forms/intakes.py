"""Old files: the upload, what their columns mean, and what a person corrects of what was read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from zhuanban.ground.core.forms import BytesField, ServiceForm, dress
from zhuanban.ground.orgs.models import Unit
from zhuanban.work.takeovers.forms.openings import DAY
from zhuanban.work.takeovers.rules.headings import LEFT_OUT, STATES, TARGETS
from zhuanban.work.takeovers.rules.items import Item

SUFFIXES = (".xlsx", ".xls", ".et", ".ods", ".csv", ".docx", ".doc", ".wps", ".zip")


class OldFileForm(ServiceForm):
    """An old file, the kind of its matters, and up to which day it speaks."""

    kind: Any = forms.ModelChoiceField(None, label="属于哪一类事项", empty_label="请选择")
    as_of = forms.DateField(label="资料截至日期", widget=DAY, help_text="资料里没有日期的按这一天登记")
    content = BytesField(
        label="资料文件", suffixes=SUFFIXES,
        help_text="Excel、WPS 表格，Word 前后对比表，或按“乡镇/地点/整改前、整改后”放照片的 .zip。严禁上传涉密内容。",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]


class MappingForm(ServiceForm):
    """Heading → what it means, and words of states and townships that the program does not know."""

    name = forms.CharField(label="这种表叫什么", max_length=60, help_text="下次上传同样列名的表，会自动按这里的对应读")

    def __init__(
        self, *args: Any, headings: Sequence[str], meant: Mapping[str, str], own: Mapping[str, str],
        unknown: Mapping[str, Sequence[str]], towns: Sequence[Unit], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.headings, self.unknown = headings, unknown
        choices = [(LEFT_OUT, "不导入"), *TARGETS.items(), *own.items()]
        for place, name in enumerate(headings):
            self._add(f"column-{place}", f"“{name}”对应", choices, meant.get(name, ""))
        named = [("", "请选择"), *((str(town.pk), town.name) for town in towns)]
        states = [("", "请选择"), *STATES.items()]
        for target, picks in (("state", states), ("township", named)):
            for place, said in enumerate(unknown.get(target, ())):
                self._add(f"{target}-{place}", f"“{said}”是", picks, "")

    def _add(self, key: str, label: str, choices: Sequence[tuple[str, str]], initial: str) -> None:
        field = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
        dress(field)
        self.fields[key] = field

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        if self.errors:
            return given
        values = {
            target: {said: given[f"{target}-{place}"] for place, said in enumerate(words) if given[f"{target}-{place}"]}
            for target, words in self.unknown.items()
        }
        columns = [(name, given[f"column-{place}"]) for place, name in enumerate(self.headings)]
        return {"name": given["name"], "columns": columns, "values": values}

    def rows(self, samples: Mapping[str, Sequence[str]]) -> list[tuple[str, Sequence[str], forms.BoundField]]:
        """Heading, some values below it, the choice."""
        return [(name, samples.get(name, ()), self[f"column-{place}"]) for place, name in enumerate(self.headings)]

    def translations(self) -> list[forms.BoundField]:
        """The choices for words that nobody has translated."""
        return [self[f"{target}-{place}"] for target, words in self.unknown.items() for place in range(len(words))]


class ItemsForm(ServiceForm):
    """The items of one page, as they were read and as a person corrects them."""

    def __init__(self, *args: Any, items: Sequence[Item], towns: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        named = [("", "请选择乡镇"), *((str(town.pk), town.name) for town in towns)]
        for item in items:
            for name, field in _fields_of(item, named).items():
                dress(field)
                self.fields[f"{name}-{item.row}"] = field

    def clean(self) -> dict[str, Any]:
        """Row → what its fields say now."""
        given = self.cleaned_data
        if self.errors:
            return given
        return {"corrected": {item.row: self._said(item, given) for item in self.items}}

    def _said(self, item: Item, given: Mapping[str, Any]) -> dict[str, Any]:
        said = {name: given[f"{name}-{item.row}"] for name in _fields_of(item, [])}
        said["township"] = int(said["township"]) if said["township"] else None
        for name in ("happened_on", "closed_on"):
            said[name] = said[name].isoformat() if said[name] else ""
        return said

    def rows(self) -> list[tuple[Item, dict[str, forms.BoundField]]]:
        """Each item with its fields."""
        return [(item, {name: self[f"{name}-{item.row}"] for name in _fields_of(item, [])}) for item in self.items]


def _fields_of(item: Item, towns: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "township": forms.ChoiceField(
            label="乡镇（街道）", choices=towns, required=False, initial=str(item.township or "")
        ),
        "place": forms.CharField(label="地点", max_length=120, required=False, initial=item.place),
        "title": forms.CharField(label="事项", max_length=120, required=False, initial=item.title),
        "happened_on": forms.DateField(label="发现日期", required=False, widget=DAY, initial=item.happened_on),
        "closed_on": forms.DateField(label="销号日期", required=False, widget=DAY, initial=item.closed_on),
        "is_closed": forms.BooleanField(label="接管前已办完", required=False, initial=item.is_closed),
        "attach": forms.CharField(label="并入已有事项（编号）", max_length=24, required=False, initial=item.attach),
        "skip": forms.BooleanField(label="不接收这一条", required=False, initial=item.skip),
    }
    if item.loose:
        roles = [("", "请选择"), ("before", "整改前"), ("after", "整改后")]
        fields["loose_as"] = forms.ChoiceField(label=f"{len(item.loose)} 张未分的照片是", choices=roles, required=False)
    return fields
