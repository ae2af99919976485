"""Editing the rules of lights."""

from django import forms

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.work.matters.rules.lights import LONGEST, faults_in


class LightRulesForm(ServiceForm):
    text = forms.CharField(
        label="规则", max_length=LONGEST, strip=False,
        widget=forms.Textarea({"rows": 22, "class": "mono", "spellcheck": "false"}),
    )  # fmt: skip
    note = forms.CharField(label="为什么改", max_length=200)

    def clean_text(self) -> str:
        """Without what a browser puts at the ends of lines; every fault is told."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if faults := faults_in(text):
            raise forms.ValidationError(faults[:10])
        return text
