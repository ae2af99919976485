"""Fields of a hand-over."""

from typing import Any

from django import forms

from zhuanban.ground.core import clock
from zhuanban.ground.core.forms import RowsField, ServiceForm
from zhuanban.ground.orgs.forms.roles import Account, a_day
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import posts_to_pass, seats_to_pass, successors_of


class HandOverForm(ServiceForm):
    """工作移交."""

    successor = Account(label="接手人", queryset=None)
    on = a_day("移交日期", help_text="从这一天起由接手人办理。")
    seats = RowsField(
        label="移交的角色", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    posts = RowsField(
        label="移交的职务", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    disables = forms.BooleanField(label="移交当天停用移交人的账号", required=False)

    def __init__(self, *args: Any, giver: User, leaving: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors_of(giver, leaving)  # type: ignore[attr-defined]
        seats, posts = self.fields["seats"], self.fields["posts"]
        seats.queryset, posts.queryset = seats_to_pass(leaving), posts_to_pass(leaving)  # type: ignore[attr-defined]
        seats.label_from_instance = _seat_words  # type: ignore[attr-defined]
        posts.label_from_instance = _post_words  # type: ignore[attr-defined]
        seats.initial = [seat.pk for seat in seats.queryset]  # type: ignore[attr-defined]
        self.fields["on"].initial = clock.today()


def _seat_words(seat: Any) -> str:
    return f"{seat.get_role_display()}{f'（{seat.unit}）' if seat.unit else ''}"


def _post_words(post: Any) -> str:
    return f"{post.unit or ''}{post.title}"
