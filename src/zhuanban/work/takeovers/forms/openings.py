"""Opening states of a row or column of the matrix: one basis, and for each cell its state, words and figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from zhuanban.ground.core.forms import ServiceForm, dress
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Clause
from zhuanban.work.takeovers.models import Opening
from zhuanban.work.takeovers.rules.openings import (
    LONGEST_FIGURE,
    LONGEST_SOURCE,
    LONGEST_WORDS,
    Basis,
    SourceKind,
    Status,
)
from zhuanban.work.takeovers.services.openings import Stated

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True)
class Place:
    """A cell of the form, named as the page names it."""

    clause: Clause
    township: Unit
    label: str
    under: str = ""
    known: Opening | None = None

    @property
    def key(self) -> str:
        return f"{self.clause.pk}-{self.township.pk}"


class OpeningsForm(ServiceForm):
    """`changed()` gives the cells whose state, words or figure were filled in otherwise than they stand."""

    as_of = forms.DateField(label="截至日期", widget=DAY)
    source_kind = forms.ChoiceField(label="来源类型", choices=SourceKind.choices)
    source = forms.CharField(label="来源", max_length=LONGEST_SOURCE, help_text="文件名称、文号，或说明人的职务")

    def __init__(self, *args: Any, places: Sequence[Place], always: bool = False, **kwargs: Any) -> None:
        self.places, self._always = places, always
        super().__init__(*args, **kwargs)
        for name, field in _cell_fields(places).items():
            dress(field)
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Basis and cells as the service takes them."""
        given = self.cleaned_data
        if self.errors:
            return given
        basis = Basis(given["as_of"], given["source_kind"], given["source"])
        said = [stated for place in self.places if (stated := self._stated(place, given))]
        return {"stated": said, "basis": basis}

    def _stated(self, place: Place, given: dict[str, Any]) -> Stated | None:
        status, words, figure = (given[f"{name}-{place.key}"] for name in ("status", "words", "figure"))
        known = place.known
        is_same = (status, words, figure) == ((known.status, known.words, known.figure) if known else ("", "", ""))
        if not status or (is_same and not self._always):
            return None
        seen = given[f"seen-{place.key}"] or 0
        return Stated(place.clause, place.township, status, words, figure, seen)

    @property
    def basis_fields(self) -> list[forms.BoundField]:
        """As of when and by what source, for the page."""
        return [self[name] for name in ("as_of", "source_kind", "source")]

    def rows(self) -> list[tuple[Place, dict[str, forms.BoundField]]]:
        """The cells with their fields, for the page."""
        names = ("status", "words", "figure", "seen")
        return [(place, {name: self[f"{name}-{place.key}"] for name in names}) for place in self.places]


def _cell_fields(places: Sequence[Place]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for place in places:
        known = place.known
        fields[f"status-{place.key}"] = forms.ChoiceField(
            label=f"{place.label}：状态", required=False, choices=[("", "未登记"), *Status.choices],
            initial=known.status if known else "",
        )  # fmt: skip
        fields[f"words-{place.key}"] = forms.CharField(
            label=f"{place.label}：情况", required=False, max_length=LONGEST_WORDS, initial=known.words if known else ""
        )
        fields[f"figure-{place.key}"] = forms.CharField(
            label=f"{place.label}：数量", required=False, max_length=LONGEST_FIGURE,
            initial=known.figure if known else "",
        )  # fmt: skip
        fields[f"seen-{place.key}"] = forms.IntegerField(
            required=False, min_value=0, max_value=30_000, widget=forms.HiddenInput,
            initial=known.version if known else 0,
        )  # fmt: skip
    return fields


def first_basis(taken_over_on: date | None, known: Opening | None = None) -> dict[str, Any]:
    """What the basis is before anybody fills it in: the take-over day, or what was said of the cell."""
    if known:
        return {"as_of": known.as_of, "source_kind": known.source_kind, "source": known.source}
    return {"as_of": taken_over_on}
