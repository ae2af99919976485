"""Selects are drawn to the same HTML as Django's own templates draw them."""

from django import forms
from django.forms.renderers import DjangoTemplates

from zhuanban.ground.core.form_rendering import QuickRenderer

CHOICES = [("", "全部"), ("a&b", "甲 <乙>"), ("组", [("1", "一"), ("2", '"二"')]), (3, "三")]


class Both(forms.Form):
    one = forms.ChoiceField(choices=CHOICES, required=False)
    many = forms.MultipleChoiceField(choices=CHOICES, required=False)
    marked = forms.ChoiceField(
        choices=CHOICES, widget=forms.Select({"class": 'x"y', "data-x": 3, "autofocus": True, "disabled": False})
    )


def drawn(renderer, **given):
    form = Both(given, renderer=renderer)
    return ["".join(str(field).split()) for field in form]


def test_the_html_is_the_same():
    for given in ({}, {"one": "2", "many": ["1", "a&b"], "marked": "3"}, {"one": "nonsense"}):
        assert drawn(QuickRenderer(), **given) == drawn(DjangoTemplates(), **given)


def test_the_house_draws_so(settings):
    assert settings.FORM_RENDERER == "zhuanban.ground.core.form_rendering.QuickRenderer"
