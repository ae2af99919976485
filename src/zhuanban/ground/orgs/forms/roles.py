"""Fields for giving and ending roles, and for naming deputies."""

from collections.abc import Mapping
from typing import Any

from django import forms

from zhuanban.ground.core import clock
from zhuanban.ground.core.forms import RowsField, ServiceForm
from zhuanban.ground.orgs.models import RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import accounts_to_seat, possible_deputies, seats_to_deputise, units_of

STATES = [("now", "现任"), ("coming", "尚未开始"), ("past", "已终止"), ("all", "全部")]
ORDERS = [("person", "按人员"), ("unit", "按单位")]


def a_day(label: str, **kwargs: Any) -> forms.DateField:
    """A day, chosen from the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class Account(forms.ModelChoiceField):  # type: ignore[type-arg]  # a class that is not generic at run time
    """An account by name and user name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class RolesFilterForm(forms.Form):
    """What the list of roles shows."""

    q = forms.CharField(label="姓名、用户名或单位", required=False, max_length=40)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部角色"), *Role.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    by = forms.ChoiceField(label="排列", required=False, choices=ORDERS)

    def asked(self) -> dict[str, str]:
        """What was asked that makes sense; present roles by person where nothing was."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"q": given.get("q", "").strip(), "role": given.get("role", ""), "state": given.get("state") or "now",
                "by": given.get("by") or "person"}  # fmt: skip


class GiveRoleForm(ServiceForm):
    """授予角色."""

    user = Account(label="账号", queryset=None)
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label="单位", queryset=None, required=False, empty_label="不写单位（全区）",
        help_text="部门、乡镇（街道）、村（社区）的角色要写明单位。",
    )  # fmt: skip
    campaign_id = forms.TypedChoiceField(
        label="专项行动", required=False, coerce=int, empty_value=None, help_text="不选则对本区各项行动都有效。"
    )
    starts_on = a_day("起")
    ends_on = a_day("止", required=False, help_text="最后一天；不填则一直有效，直到终止。")

    def __init__(self, *args: Any, giver: User, actions: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = accounts_to_seat(giver)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_of(giver.district_id or 0)  # type: ignore[attr-defined]
        self.fields["campaign_id"].choices = [("", "本区各项行动"), *actions.items()]  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today()


class Accounts(RowsField):
    """Accounts by name and user name, to be ticked."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class GiveRolesForm(GiveRoleForm):
    """授予一批人同一个角色."""

    users = Accounts(
        label="账号", queryset=None, widget=forms.CheckboxSelectMultiple, error_messages={"required": "请选择账号。"}
    )
    field_order = ("role", "unit", "campaign_id", "starts_on", "ends_on", "users")

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["user"]
        self.fields["users"].queryset = accounts  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was filled in, in plain values."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("role", "campaign_id", "starts_on", "ends_on")}
        users = sorted(user.pk for user in given["users"])
        return {**plain, "unit": given["unit"] and given["unit"].pk, "users": users}


class EndRoleForm(ServiceForm):
    """终止角色."""

    last_on = a_day("最后一天", help_text="过了这一天，角色就不再有效；从下一次打开页面起生效。")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class NameDeputyForm(ServiceForm):
    """委托代办."""

    seat: "forms.ModelChoiceField[RoleAssignment]" = forms.ModelChoiceField(
        label="委托人", queryset=None, empty_label=None
    )
    deputy = Account(label="代办人", queryset=None)
    starts_on = a_day("起")
    ends_on = a_day("止", required=False, help_text="最后一天；不填则到委托人的角色终止为止。")

    def __init__(self, *args: Any, principal: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = self.fields["seat"]
        seats.queryset = seats_to_deputise(principal)  # type: ignore[attr-defined]
        seats.label_from_instance = _seat_words  # type: ignore[attr-defined]
        self.fields["deputy"].queryset = possible_deputies(principal)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today()


def _seat_words(seat: Any) -> str:
    return f"{seat.user.name}（{seat.get_role_display()}）"
