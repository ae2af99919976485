"""The milestones of a matter on its page: one row a step, plus rows for more."""

from datetime import date
from typing import Any

from django import forms

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import ServiceForm
from zhuanban.work.matters.models import Milestone
from zhuanban.work.matters.rules.milestones import MOST_STEPS, Step

NAMES = ("title", "day", "weight")


class ReachForm(ServiceForm):
    order = forms.IntegerField(widget=forms.HiddenInput)
    done_on = forms.DateField(required=False, label="完成日期", widget=forms.DateInput({"type": "date"}))


class PlanForm(ServiceForm):
    """As many rows as were sent; what is empty throughout is no step."""

    reason = forms.CharField(label="调整理由", max_length=300, required=False)
    confirmed = forms.BooleanField(required=False)

    def steps(self) -> list[Step]:
        """The steps that were filled in; Invalid names the row that is wrong."""
        found = []
        for place in range(1, MOST_STEPS + 1):
            said = [str(self.data.get(f"{name}-{place}", "")).strip() for name in NAMES]
            title, day, weight = said
            if not title and not day:
                continue
            found.append(Step(title, _day(day, place), None, _weight(weight, place)))
        return found


def _day(text: str, place: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"第 {place} 个里程碑的计划日期请写成 2024-03-01。") from error


def _weight(text: str, place: int) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise Invalid(f"第 {place} 个里程碑的权重请填 1 到 100 的整数。")
    return int(text)


def rows_of(milestones: list[Milestone], data: Any = None) -> list[dict[str, Any]]:
    """The rows of the form: what was sent, else what is kept, and two empty ones."""
    rows = []
    for place in range(1, min(MOST_STEPS, len(milestones) + 2) + 1):
        kept = milestones[place - 1] if place <= len(milestones) else None
        usual = (kept.title, kept.planned_on.isoformat(), kept.weight) if kept else ("", "", "")
        said = [data.get(f"{name}-{place}", "") for name in NAMES] if data else list(usual)
        rows.append({"place": place, **dict(zip(NAMES, said, strict=True))})
    return rows
