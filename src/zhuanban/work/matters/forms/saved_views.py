"""Keeping and renaming views, and choosing columns."""

from typing import Any

from django import forms
from django.http import QueryDict

from zhuanban.ground.core.forms import ServiceForm
from zhuanban.work.matters.selectors.columns import Column
from zhuanban.work.matters.services.keep_views import LONGEST_QUERY

# Not part of a view: the page one is on, and how one came there.
PASSING = ("page", "all", "cols_go")


class SaveViewForm(ServiceForm):
    title = forms.CharField(label="视图名称", max_length=30)
    query = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_QUERY)
    is_shared = forms.BooleanField(label="共享给本行动的所有人", required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean_query(self) -> str:
        """The filter as an address holds it, without what is not part of a view."""
        return plain_query(QueryDict(self.cleaned_data["query"]))


class RenameViewForm(ServiceForm):
    title = forms.CharField(label="视图名称", max_length=30)


def plain_query(given: QueryDict) -> str:
    """The filter, columns and order of an address."""
    kept = given.copy()
    for name in PASSING:
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        kept.pop(name)
    return kept.urlencode()


def columns_asked(given: QueryDict, known: list[Column]) -> str:
    """The codes of the ticked columns, by the numbers that were put beside them, for an address."""
    ticked = set(given.getlist("col"))
    numbers = {column.code: _number(given.get(f"at-{column.code}", "")) for column in known}
    chosen = [column.code for column in known if column.code in ticked]
    return ",".join(sorted(chosen, key=lambda code: numbers[code]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 999
