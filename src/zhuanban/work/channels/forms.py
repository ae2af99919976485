"""Export files: the upload, what their columns mean, what each row is."""

from collections.abc import Sequence
from typing import Any

from django import forms

from zhuanban.ground.core.forms import BytesField, ServiceForm, dress
from zhuanban.ground.orgs.models import Unit
from zhuanban.work.channels.rules.layouts import TARGETS, System
from zhuanban.work.channels.selectors.classes import ReportClass
from zhuanban.work.channels.selectors.files import ChannelRow

REFUSED = "skip"


class ExportFileForm(ServiceForm):
    """An export file, whose it is, and the kind of its matters."""

    system = forms.ChoiceField(label="来自", choices=System.choices)
    kind: Any = forms.ModelChoiceField(
        None, label="登记为哪一类事项", empty_label="请选择",
        help_text="表里有类别列的，各类别登记为什么由“类别对应”决定；没有写类别的行登记为这一类。",
    )  # fmt: skip
    content = BytesField(
        label="导出文件", suffixes=(".xlsx", ".xls", ".et", ".csv"),
        help_text="对方系统导出的原表，不用改。严禁上传涉密内容。",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]


class LayoutForm(ServiceForm):
    """Heading → what it means."""

    def __init__(self, *args: Any, headings: Sequence[str], meant: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings
        for place, name in enumerate(headings):
            field = forms.ChoiceField(
                label=name, choices=[("", "不用"), *TARGETS.items()], required=False, initial=meant.get(name, "")
            )
            dress(field)
            self.fields[f"column-{place}"] = field

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        if self.errors:
            return given
        return {"columns": [(name, given[f"column-{place}"]) for place, name in enumerate(self.headings)]}


class ClassesForm(ServiceForm):
    """Class → the kind that it becomes, or that such reports are not taken."""

    def __init__(self, *args: Any, classes: Sequence[ReportClass], kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.classes = classes
        named = [("", "请选择"), *((str(kind.pk), kind.name) for kind in kinds), (REFUSED, "这一类不收")]
        for place, each in enumerate(classes):
            initial = str(each.kind or (REFUSED if each.is_kept else ""))
            field = forms.ChoiceField(label=f"{each.name}登记为", choices=named, initial=initial)
            dress(field)
            self.fields[f"kind-{place}"] = field

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        if self.errors:
            return given
        chosen = {each.name: given[f"kind-{place}"] for place, each in enumerate(self.classes)}
        return {"kinds": {name: None if said == REFUSED else int(said) for name, said in chosen.items()}}

    def shown(self) -> list[tuple[ReportClass, forms.BoundField]]:
        """Each class with its choice."""
        return [(each, self[f"kind-{place}"]) for place, each in enumerate(self.classes)]


class RowsForm(ServiceForm):
    """Row → new, left out, or a matter that is here already; and its township where the file does not say it."""

    def __init__(self, *args: Any, rows: Sequence[ChannelRow], towns: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if not row.case]
        named = [("", "请选择乡镇"), *((str(town.pk), town.name) for town in towns)]
        for row in self.rows:
            known = [(each.number, f"就是 {each.number} {each.title[:20]}") for each in row.candidates]
            fields: dict[str, forms.Field] = {
                "as": forms.ChoiceField(
                    label=f"第 {row.row} 行怎么办", initial="skip" if row.is_refused else "new",
                    choices=[("new", "登记为新事项"), *known, ("skip", "不收")],
                ),
                "town": forms.ChoiceField(
                    label=f"第 {row.row} 行的乡镇", choices=named, required=False, initial=str(row.township or "")
                ),
            }
            for name, field in fields.items():
                dress(field)
                self.fields[f"{name}-{row.row}"] = field

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        if self.errors:
            return given
        towns = {row.row: int(given[f"town-{row.row}"]) for row in self.rows if given[f"town-{row.row}"]}
        return {"decided": {row.row: given[f"as-{row.row}"] for row in self.rows}, "townships": towns}

    def shown(self) -> dict[int, tuple[forms.BoundField, forms.BoundField]]:
        """Row → its two fields."""
        return {row.row: (self[f"as-{row.row}"], self[f"town-{row.row}"]) for row in self.rows}
