"""Forms about one unit. Each knows the unit, so that it offers only what can be chosen."""

from typing import Any, cast

from django import forms

from zhuanban.ground.core import clock
from zhuanban.ground.core.forms import RowsField, ServiceForm
from zhuanban.ground.orgs.models import District, Post, Unit
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.selectors.tree import bodies_of, members_kept, parents_for, parents_to_choose

NAME = 80


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, chosen from the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class ParentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # a class that is not generic at run time
    """A unit above; the kind of each is told with its name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.get_kind_display()}）"


class UnitForm(ServiceForm):
    """A form about a unit that is there."""

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)


class EstablishForm(ServiceForm):
    """A new unit."""

    name = forms.CharField(label="名称", max_length=NAME)
    kind = forms.ChoiceField(label="类别", choices=UnitKind)
    parent: Any = ParentField(queryset=None, label="上级单位", required=False, empty_label="（没有上级）")
    aliases = forms.CharField(
        label="别称", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="文件里还怎么称呼它，每行一个。",
    )  # fmt: skip
    area = forms.CharField(label="范围", required=False, max_length=60, help_text="例如：镇政府驻地。")
    opens_on = day("设立日期", required=False, help_text="不清楚的可以不填；填将来的日期，到那天才出现在各处。")

    def __init__(self, district: District, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = str(self.data.get("parent") or self.initial.get("parent") or "")
        rows = parents_to_choose(district.pk, int(given) if given.isascii() and given.isdigit() else None)
        cast("forms.ModelChoiceField[Any]", self.fields["parent"]).queryset = rows

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class RenameForm(UnitForm):
    name = forms.CharField(label="新名称", max_length=NAME, help_text="原名保留为别称，以前的文件仍能对上。")


class AliasForm(UnitForm):
    alias = forms.CharField(label="别称", max_length=NAME, help_text="文件里对它的另一种称呼。")


class DescribeForm(UnitForm):
    kind = forms.ChoiceField(label="类别", choices=UnitKind)
    area = forms.CharField(label="范围", required=False, max_length=60)
    opens_on = day("设立日期", required=False)

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": unit.kind, "area": unit.area, "opens_on": unit.opens_on}
        super().__init__(unit, *args, **kwargs)


class MoveForm(UnitForm):
    parent: Any = ParentField(queryset=None, label="上级单位", required=False, empty_label="（没有上级）")

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"parent": unit.parent_id}
        super().__init__(unit, *args, **kwargs)
        rows = parents_for(unit, unit.district_id, unit.kind)
        cast("forms.ModelChoiceField[Any]", self.fields["parent"]).queryset = rows


class CloseForm(UnitForm):
    on = day("撤销日期", help_text="从这一天起不再是现有单位；单位内的职务到前一天终止。")

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()}
        super().__init__(unit, *args, **kwargs)


class CodeForm(UnitForm):
    code = forms.CharField(
        label="统计用区划代码", max_length=30, help_text="12 位：省 2、市 2、县 2、乡 3、村 3。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    on = day("启用日期", help_text="原有代码到前一天停用。")

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()}
        super().__init__(unit, *args, **kwargs)


class MembersForm(UnitForm):
    members: Any = RowsField(
        queryset=None, label="成员单位", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"members": members_kept(unit)}
        super().__init__(unit, *args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["members"]).queryset = bodies_of(
            unit.district_id, local=False
        )


class ChangePostForm(ServiceForm):
    """Another post in place of this one."""

    title = forms.CharField(label="职务", max_length=80)
    unit: Any = ParentField(queryset=None, label="单位", required=False, empty_label="（不在单位任职）")
    on = day("自", help_text="从这一天起任新的职务；原职务到前一天终止，留作历史。")

    def __init__(self, post: Post, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": post.title, "unit": post.unit_id, "on": clock.today()}
        super().__init__(*args, **kwargs)
        rows = parents_to_choose(post.person.district_id, post.unit_id)
        cast("forms.ModelChoiceField[Any]", self.fields["unit"]).queryset = rows


class EndPostForm(ServiceForm):
    """The post ends."""

    on = day("自", help_text="从这一天起不再任这项职务。")

    def __init__(self, _post: Post, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()}
        super().__init__(*args, **kwargs)
