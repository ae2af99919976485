from django import forms

from zhuanban.ground.core.forms import ServiceForm


class DecideForm(ServiceForm):
    """The opinion; the answer itself comes from the button that was pressed."""

    granted = forms.TypedChoiceField(
        label="审批结果",
        choices=[("yes", "同意"), ("no", "不同意")],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
        error_messages={"required": "请按“同意”或“不同意”。", "invalid_choice": "请按“同意”或“不同意”。"},
    )
    opinion = forms.CharField(
        label="审批意见",
        max_length=500,
        required=False,
        help_text="不同意时请写明意见，申请人会看到。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
