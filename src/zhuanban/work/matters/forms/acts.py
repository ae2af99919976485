"""One small form for each act; the page shows those that are open to the reader."""

from dataclasses import dataclass
from typing import Any

from django import forms

from zhuanban.ground.core.forms import RowsField
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import units_of
from zhuanban.work.matters.forms.matters import MatterField
from zhuanban.work.matters.forms.photos import NO_SECRETS, PhotosField, PhotosForm
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules.loop import PAUSE_DAYS, Act
from zhuanban.work.matters.selectors.acts import UnitChoices, unit_choices
from zhuanban.work.matters.selectors.clocks import has_open_support
from zhuanban.work.matters.selectors.kinds import spec_of_matter

LINES = {"rows": 2}


class ActForm(PhotosForm):
    """What an act asks; every act is done to one matter."""

    def __init__(self, *args: Any, matter: Matter, by: User, **kwargs: Any) -> None:
        self.matter = matter
        super().__init__(*args, by=by, campaign=matter.campaign, **kwargs)


class DispatchForm(ActForm):
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(queryset=None, label="承办单位")
    support = RowsField(
        queryset=None, label="协办单位", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="可多选，不需要时不选。",
    )  # fmt: skip
    instruction = forms.CharField(label="交办要求", max_length=1000, required=False, widget=forms.Textarea(LINES))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = unit_choices(self.matter)
        for name in ("unit", "support"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = units_of(self.campaign.district_id)
                blank = [("", "请选择")] if name == "unit" else []
                field.choices = [*blank, *grouped_units(choices)]
        if choices.proposed:
            self.initial["unit"] = choices.proposed.pk
            self.fields["unit"].help_text = f"按类别和条款建议：{choices.proposed.name}"


def grouped_units(choices: UnitChoices, without: int | None = None) -> list[tuple[str, list[tuple[int, str]]]]:
    """The units that take part in the clause first, then the township, then all others."""
    groups = [
        ("该条款的牵头、参与单位", choices.by_duty),
        ("属地", [choices.township]),
        ("其他单位", choices.others),
    ]
    named = [(name, [(unit.pk, unit.name) for unit in units if unit.pk != without]) for name, units in groups]
    return [(name, units) for name, units in named if units]


class ReasonForm(ActForm):
    reason = forms.CharField(label="理由", max_length=1000, widget=forms.Textarea(LINES))


class ReturnForm(ReasonForm):
    misdirected = forms.BooleanField(label="派遣有误，不是本单位职责", required=False)


class ProgressForm(ActForm):
    text = forms.CharField(label="进展", max_length=1000, widget=forms.Textarea(LINES))


class StageForm(ActForm):
    text = forms.CharField(label="说明", max_length=1000, required=False, widget=forms.Textarea(LINES))


class HelpDoneForm(ActForm):
    text = forms.CharField(label="完成情况", max_length=1000, widget=forms.Textarea(LINES))


class DoneForm(ActForm):
    result = forms.CharField(label="办理结果", max_length=900, widget=forms.Textarea(LINES))
    photos = PhotosField(label="整改后照片")
    without = forms.CharField(
        label="不等协办单位的原因", max_length=90, required=False, help_text="协办单位都已完成的，不写。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = spec_of_matter(self.matter)
        if not self.is_bound and not has_open_support(self.matter):
            del self.fields["without"]
        if spec.attached_words:
            self.fields["photos"].help_text = f"必附{spec.attached_words}。{NO_SECRETS}"


class CloseForm(ActForm):
    opinion = forms.CharField(label="核查意见", max_length=1000, required=False, widget=forms.Textarea(LINES))
    photos = PhotosField(label="核查照片")


class SendBackForm(ReasonForm):
    photos = PhotosField(label="核查照片")


class ReferForm(ReasonForm):
    body = forms.CharField(label="执法机关", max_length=60)
    case_number = forms.CharField(label="案号", max_length=60, required=False)


class OutcomeForm(ActForm):
    outcome = forms.CharField(
        label="结果", max_length=300, widget=forms.Textarea(LINES), help_text="只写结论，当事人情况留在执法机关。"
    )
    case_number = forms.CharField(label="案号", max_length=60, required=False)


class SplitForm(ActForm):
    units = RowsField(
        queryset=None, label="拆给哪些单位", widget=forms.CheckboxSelectMultiple,
        help_text="每个单位得到一件自己的事项，各自计时、各自核查；全部销号后主办单位才能报结。",
    )  # fmt: skip
    instruction = forms.CharField(
        label="各单位要做什么", max_length=1000, required=False, widget=forms.Textarea(LINES)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = units_of(self.campaign.district_id)
            field.choices = grouped_units(unit_choices(self.matter), without=self.matter.handler_id)


class MergeForm(ActForm):
    into = MatterField(label="并入哪一件（编号）", max_length=24)
    reason = forms.CharField(label="理由", max_length=1000, required=False, widget=forms.Textarea(LINES))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, MatterField):
            field.sought_by, field.within = self.by, self.campaign


class SuspendForm(ReasonForm):
    until = forms.DateField(
        label="缓办至", widget=forms.DateInput({"type": "date"}),
        help_text=f"当日以后自动恢复办理。{PAUSE_DAYS} 天以内，更久的请用“申请缓办”。",
    )  # fmt: skip


class AskSuspendForm(ReasonForm):
    until = forms.DateField(
        label="缓办至", widget=forms.DateInput({"type": "date"}),
        help_text=f"超过 {PAUSE_DAYS} 天，或者超过本阶段结束日期的，由领导审批。",
    )  # fmt: skip


class ExtendForm(ActForm):
    until = forms.DateField(label="延期至", widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(label="理由和目前进展", max_length=1000, widget=forms.Textarea(LINES))


@dataclass(frozen=True)
class ActPart:
    """An act's form, how its button looks, and what is asked before it is done; its service is in services.acts."""

    form: type[ActForm]
    style: str = "primary"
    question: str = ""


ACT_PARTS: dict[Act, ActPart] = {
    Act.DISPATCH: ActPart(DispatchForm),
    Act.ACCEPT: ActPart(ActForm),
    Act.RETURN: ActPart(ReturnForm, "outline-secondary"),
    Act.PROGRESS: ActPart(ProgressForm, "outline-primary"),
    Act.FINISH_STAGE: ActPart(StageForm, "outline-primary"),
    Act.HELP_ACCEPT: ActPart(ActForm),
    Act.HELP_RETURN: ActPart(ReasonForm, "outline-secondary"),
    Act.HELP_DONE: ActPart(HelpDoneForm, "outline-primary"),
    Act.REPORT_DONE: ActPart(DoneForm),
    Act.CLOSE: ActPart(CloseForm),
    Act.SEND_BACK: ActPart(SendBackForm, "outline-danger"),
    Act.ASK_SUSPEND: ActPart(AskSuspendForm, "outline-secondary"),
    Act.SUSPEND: ActPart(SuspendForm, "outline-secondary"),
    Act.RESUME: ActPart(ActForm),
    Act.EXTEND: ActPart(ExtendForm, "outline-secondary"),
    Act.REFER: ActPart(ReferForm, "outline-secondary"),
    Act.REFER_CLOSE: ActPart(OutcomeForm),
    Act.REFER_BACK: ActPart(OutcomeForm, "outline-secondary"),
    Act.SAMPLE_PASS: ActPart(CloseForm),
    Act.SAMPLE_FAIL: ActPart(SendBackForm, "outline-danger"),
    Act.SPLIT: ActPart(SplitForm, "outline-primary", "拆分后各单位立即收到自己的事项，确定拆分吗？"),
    Act.MERGE: ActPart(MergeForm, "outline-secondary", "并案后这一件不再单独办理，确定吗？"),
    Act.UNMERGE: ActPart(ReasonForm, "outline-secondary"),
    Act.REOPEN: ActPart(ReasonForm, "outline-danger", "重新办理会撤销这次销号，确定吗？"),
    Act.VOID: ActPart(ReasonForm, "outline-danger", "作废后不能恢复，确定作废这件事项吗？"),
}
PROMPTED = (Act.REPORT_DONE, Act.DISPATCH, Act.ACCEPT, Act.CLOSE, Act.RESUME, Act.HELP_ACCEPT, Act.SAMPLE_PASS)


@dataclass(frozen=True)
class OpenAct:
    """An act as the page offers it; the one that is expected next stands open."""

    act: Act
    form: ActForm
    style: str
    question: str
    is_open: bool


def open_acts(acts: list[Act], matter: Matter, by: User, failed: ActForm | None, failed_act: str) -> list[OpenAct]:
    """The forms of the acts, the expected one first; a form that failed stands open with its errors."""
    ordered = sorted(acts, key=lambda act: (act not in PROMPTED, acts.index(act)))
    offered = []
    for place, act in enumerate(ordered):
        part, is_failed = ACT_PARTS[act], failed is not None and act == failed_act
        form = failed if failed and is_failed else part.form(matter=matter, by=by, auto_id=f"{act}_%s")
        is_open = is_failed or (place == 0 and not failed and act in PROMPTED)
        offered.append(OpenAct(act, form, part.style, part.question, is_open))
    return offered
