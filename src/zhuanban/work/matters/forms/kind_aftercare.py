"""What a kind says of keeping after closing, in fields of a form."""

from collections.abc import Mapping
from typing import Any

from django import forms

from zhuanban.work.matters.rules.aftercare import Keeper

NAMES = ("care_keeper", "care_post", "care_standard", "care_days", "care_photo_reason")


class AftercareFields(forms.Form):
    care_keeper = forms.ChoiceField(
        label="销号后由谁管护", required=False, choices=[("", "不要求管护"), *Keeper.choices],
        help_text="选了的，销号时自动交给管护单位并排好回头看的日期。",
    )  # fmt: skip
    care_post = forms.CharField(label="管护岗位", max_length=40, required=False, help_text="如环卫管护员；不写姓名。")
    care_standard = forms.CharField(label="管护标准", max_length=200, required=False)
    care_days = forms.RegexField(
        r"^\s*\d{1,4}(\s*[、，,\s]\s*\d{1,4}){0,5}\s*$", label="回头看（销号后天数）", required=False,
        help_text="如 30、90、180，最多 6 次。", error_messages={"invalid": "请写天数，用顿号隔开，如 30、90、180。"},
    )  # fmt: skip
    care_photo_reason = forms.CharField(
        label="回头看必须拍照的理由", max_length=100, required=False, help_text="写了理由才必附照片。"
    )


def initial_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The fields filled with what the kind says."""
    said = raw.get("aftercare") or {}
    days = "、".join(str(day) for day in said.get("days") or [])
    return {
        "care_keeper": said.get("keeper", ""), "care_post": said.get("post", ""), "care_days": days,
        "care_standard": said.get("standard", ""), "care_photo_reason": said.get("photo_reason", ""),
    }  # fmt: skip


def aftercare_said(given: Mapping[str, Any], days: list[str]) -> dict[str, Any]:
    """The aftercare as its file would say it; nothing where no keeper was chosen."""
    if not given["care_keeper"]:
        return {}
    said = {
        "keeper": given["care_keeper"], "standard": given["care_standard"].strip(), "days": [int(day) for day in days],
    }  # fmt: skip
    for key in ("post", "photo_reason"):
        if given[f"care_{key}"].strip():
            said[key] = given[f"care_{key}"].strip()
    return {"aftercare": said}
