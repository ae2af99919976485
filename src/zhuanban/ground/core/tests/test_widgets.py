"""A select and an input put together in one step are what Django's templates make."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from zhuanban.ground.core.form_rendering import QuickRenderer
from zhuanban.ground.core.widgets import KeptSelect

CHOICES = [("", "全部"), ("a", "甲 & <b>"), ("第一章", [(1, "一"), (2, '"二"')])]


def shape(html: str) -> str:
    """The HTML without the white space between tags."""
    return re.sub(r">\s+<", "><", html.strip())


@pytest.mark.parametrize("value", [None, "", "a", 2, "nowhere"])
def test_a_kept_select_is_drawn_as_django_draws_it(value):
    attrs = {"class": "form-select", "aria-label": "条款", "disabled": True, "hidden": False}
    kept = KeptSelect(attrs, choices=CHOICES).render("clause", value, {"id": "id_clause"})
    usual = forms.Select(attrs, choices=CHOICES).render("clause", value, {"id": "id_clause"}, DjangoTemplates())
    assert shape(kept) == shape(usual)


@pytest.mark.parametrize("widget", [forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.DateInput])
@pytest.mark.parametrize("value", [None, "", "2024-03-05", '"><script>'])
def test_an_input_is_drawn_as_django_draws_it(widget, value):
    quick, usual = (
        widget({"class": "form-control"}).render("q", value, {"id": "id_q"}, renderer())
        for renderer in (QuickRenderer, DjangoTemplates)
    )
    assert shape(quick) == shape(usual)
