"""The form by which a matter is registered: what every matter has, then what its kind asks."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from zhuanban.ground.core.forms import dress
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import grouped_clauses, standings_of, tasks_of
from zhuanban.work.matters.forms.photos import NO_SECRETS, PhotosField, PhotosForm
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.rules.field_rules import controls
from zhuanban.work.matters.rules.fields import answers_so_far, form_name
from zhuanban.work.matters.rules.kinds import FieldSpec, KindSpec
from zhuanban.work.matters.rules.loop import Profile, Source
from zhuanban.work.matters.selectors.registering import facts_now

Specs = list[tuple[Kind, KindSpec]]
# Whatever changes what is asked lets the page be asked for the kind's part again.
ASKS_AGAIN = {
    "hx-get": "", "hx-trigger": "change", "hx-target": "#kind-part", "hx-select": "#kind-part", "hx-swap": "outerHTML",
}  # fmt: skip


class RegisterForm(PhotosForm):
    """Changing the kind asks the page for its fields again."""

    # Made with the page: what is sent twice is one matter.
    door_key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="类别")
    clause: "forms.ModelChoiceField[Clause]" = forms.ModelChoiceField(
        queryset=None, label="对应的任务条款", empty_label="请选择", required=False
    )
    township: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        queryset=None, label="乡镇（街道）", empty_label="请选择"
    )
    title = forms.CharField(label="事项", max_length=120, required=False, help_text="不填时用地点和类别。")
    place = forms.CharField(label="地点", max_length=120, help_text="写到路段、门牌或村居，便于核查和识别反弹。")
    detail = forms.CharField(label="说明", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    planned_on = forms.DateField(label="计划完成", required=False, widget=forms.DateInput({"type": "date"}))
    source = forms.ChoiceField(label="来源", choices=Source.choices, initial=Source.SURVEY)
    happened_at = forms.DateTimeField(
        label="发现时间",
        required=False,
        help_text="不填为现在。",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    photos = PhotosField(label="现场照片")

    def __init__(
        self,
        *args: Any,
        by: User,
        campaign: Campaign,
        specs: Specs,
        townships: QuerySet[Unit],
        is_refined: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, by=by, campaign=campaign, **kwargs)
        self.is_refined = is_refined
        self.kinds = {kind.code: kind for kind, _ in specs}
        code = str(self.data.get("kind") or self.initial.get("kind") or "")
        self.spec = next((spec for kind, spec in specs if kind.code == code), None)
        self._choose("kind", grouped(specs))
        self._query("township", townships)
        self._query("clause", tasks_of(campaign))
        self._tell_clauses_apart(campaign)
        if len(townships) == 1:
            self.initial.setdefault("township", townships[0].pk)
        self._shape(self.spec)

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择类别"), *choices]
        field.widget.attrs.update({**ASKS_AGAIN, "hx-include": "this"})

    def _query(self, name: str, queryset: QuerySet[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset

    def _tell_clauses_apart(self, campaign: Campaign) -> None:
        """Under their phases and chapters, for （一） comes again in each."""
        field = self.fields["clause"]
        if isinstance(field, forms.ModelChoiceField):
            tasks = grouped_clauses(tasks_of(campaign), standings_of(campaign))
            field.choices = [("", field.empty_label), *tasks]

    def _shape(self, spec: KindSpec | None) -> None:
        """Keep what the kind needs, and add its own fields."""
        if spec is None or not spec.is_general:
            del self.fields["clause"]
        if spec is None or spec.profile != Profile.LEDGER:
            del self.fields["planned_on"]
        if spec is None:
            return
        if spec.needs_photo:
            self.fields["photos"].help_text = f"必附：{spec.photo_reason}。{self.fields['photos'].help_text}"
        for field in spec.asked:
            made = form_field(field)
            if field.code in controls(spec):
                made.widget.attrs.update({**ASKS_AGAIN, "hx-include": "#kind-part, #id_kind"})
            dress(made)
            self.fields[form_name(field)] = made
        self.answers = answers_so_far(spec, self._own(spec), facts_now())

    def _own(self, spec: KindSpec) -> dict[str, Any]:
        """What is filled in of the kind's own fields, as it was typed."""
        typed = self.data if self.is_bound else self.initial
        return {field.code: typed.get(form_name(field)) for field in spec.asked}

    @property
    def asks_for_refinement(self) -> bool:
        """Whether the page, where scripts run, asks again at once: then only what applies is shown."""
        conditional = self.spec is not None and any(field.show_if for field in self.spec.asked)
        return conditional and not self.is_bound and not self.is_refined

    def clean(self) -> dict[str, Any]:
        """Name what the service takes: the kind's row, its own fields in one mapping, the door's key as the uid."""
        cleaned = super().clean() or self.cleaned_data
        own = {name: cleaned.pop(name) for name in list(cleaned) if name.startswith("field-")}
        cleaned["fields"] = {
            name.removeprefix("field-"): value for name, value in own.items() if value not in (None, "")
        }
        cleaned["uid"] = cleaned.pop("door_key", None)
        if "kind" in cleaned:
            cleaned["kind"] = self.kinds[cleaned["kind"]]
            cleaned["title"] = cleaned.get("title") or f"{cleaned.get('place', '')}{cleaned['kind'].name}"[:120]
        return cleaned

    @property
    def common_fields(self) -> list[forms.BoundField]:
        """What every matter has, but for its kind."""
        names = ("township", "place", "title", "detail", "photos", "source", "happened_at")
        return [self[name] for name in names]

    @property
    def kind_fields(self) -> list[forms.BoundField]:
        """What depends on the kind. A page that nobody has answered yet shows all, so that it works without scripts."""
        asked = self.spec.asked if self.spec else []
        left_out = {form_name(field) for field in asked if self._is_left_out(field)}
        wanted = [name for name in self.fields if name in {"clause", "planned_on"} or name.startswith("field-")]
        return [self[name] for name in wanted if name not in left_out]

    def _is_left_out(self, field: FieldSpec) -> bool:
        return (self.is_bound or self.is_refined) and field.code not in self.answers.shown

    @property
    def given_fields(self) -> list[tuple[FieldSpec, str]]:
        """What nobody is asked: shared data, and what is computed, with its value as far as it is known."""
        fields = self.spec.fields if self.spec else ()
        return [(field, self.answers.computed.get(field.code, "")) for field in fields if not field.is_asked]


def grouped(specs: Specs) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds under the headings of their files."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind, _ in specs:
        groups.setdefault(f"{kind.get_profile_display()} · {kind.group}", []).append((kind.code, kind.name))
    return list(groups.items())


def form_field(spec: FieldSpec) -> forms.Field:
    """A form field for a kind's field, with the reason why it is asked."""
    why = f"{spec.condition}；{spec.why}" if spec.show_if else spec.why
    required = spec.required and not spec.show_if  # the service knows whether it applies
    said: dict[str, Any] = {"label": spec.label, "help_text": why, "required": required}
    if spec.type == "choice":
        return forms.ChoiceField(choices=[("", "请选择"), *((word, word) for word in spec.choices)], **said)
    if spec.type == "yes-no":
        return forms.ChoiceField(choices=[("", "请选择"), ("是", "是"), ("否", "否")], **said)
    if spec.type in {"number", "money"}:
        return forms.DecimalField(min_value=0, max_digits=16, decimal_places=4, **said)
    if spec.type == "day":
        return forms.DateField(widget=forms.DateInput({"type": "date"}), **said)
    return forms.CharField(max_length=200, **said)


class MendForm(RegisterForm):
    """What was found and mended in one visit: the same, with a photo of afterwards."""

    photos_after = PhotosField(label="整改后照片")

    def __init__(self, *args: Any, specs: Specs, **kwargs: Any) -> None:
        trivial = [(kind, spec) for kind, spec in specs if spec.is_trivial and spec.profile == Profile.CASE]
        super().__init__(*args, specs=trivial, **kwargs)
        self.fields["photos"].label = "整改前照片"
        for name in ("photos", "photos_after"):
            self.fields[name].help_text = f"至少一张，凭照片抽查。{NO_SECRETS}"

    @property
    def common_fields(self) -> list[forms.BoundField]:
        """As for what is registered, with both photos."""
        names = ("township", "place", "title", "detail", "photos", "photos_after", "source", "happened_at")
        return [self[name] for name in names]
