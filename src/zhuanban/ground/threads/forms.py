from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm


class CommentForm(ServiceForm):
    """The words of a comment; an @ with a name or unit mentions somebody."""

    text = forms.CharField(
        label="留言",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "写留言；写 @姓名 或 @单位 提醒对方"}),
    )
    answers = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["aria-label"] = "留言"


class ChangeForm(ServiceForm):
    """Other words for one's own comment."""

    text = forms.CharField(label="留言", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
