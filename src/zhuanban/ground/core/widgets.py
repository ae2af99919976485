"""Selects of filters, which every page of a list draws with the same hundred choices."""

from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from zhuanban.ground.core.form_rendering import attributes

Pairs = tuple[tuple[str, Any], ...]


class KeptSelect(forms.Select):
    """A select that is put together once for the same choices and selection, to the HTML that Django makes."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        given = tuple(self.build_attrs(self.attrs, attrs).items())
        return _drawn(name, _plain(self.choices), "" if value is None else str(value), given)


def _plain(choices: Iterable[Any]) -> tuple[Hashable, ...]:
    """Choices, and groups of choices, as something that can be looked up."""
    return tuple(
        (value, _plain(words) if isinstance(words, list | tuple) else str(words)) for value, words in choices
    )


@lru_cache(maxsize=500)
def _drawn(name: str, choices: tuple[Any, ...], selected: str, given: Pairs) -> SafeString:
    begin = f'<select name="{conditional_escape(name)}"{attributes(dict(given))}>'
    return mark_safe("\n".join([begin, *_lines(choices, selected), "</select>"]))  # all is escaped


def _lines(choices: tuple[Any, ...], selected: str) -> Iterator[str]:
    for value, words in choices:
        if isinstance(words, tuple):
            yield f'  <optgroup label="{conditional_escape(value)}">'
            yield from _lines(words, selected)
            yield "  </optgroup>"
        else:
            chosen = " selected" if str(value) == selected else ""
            yield f'  <option value="{conditional_escape(value)}"{chosen}>{conditional_escape(words)}</option>'
