"""How forms are drawn: as Django draws them, but inputs and choices, of which a filter has hundreds, in one step."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"
INPUTS = frozenset(f"django/forms/widgets/{name}.html" for name in ("input", "hidden", "text", "date", "number"))


class QuickRenderer(DjangoTemplates):
    """Django's renderer; inputs and selects are put together here, to the same HTML."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        if template_name == SELECT:
            return SafeString("".join(_select(context["widget"])))  # every value is escaped below
        if template_name in INPUTS:
            return SafeString(_input(context["widget"]))
        return SafeString(super().render(template_name, context, request))


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{attributes(widget["attrs"])}>'


def _select(widget: Mapping[str, Any]) -> Iterable[str]:
    yield f'<select name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>'
    for name, options, _ in widget["optgroups"]:
        if name:
            yield f'\n  <optgroup label="{conditional_escape(name)}">'
        for option in options:
            value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
            yield f'\n  <option value="{value}"{attributes(option["attrs"])}>{label}</option>'
        if name:
            yield "\n  </optgroup>"
    yield "\n</select>"


def attributes(given: Mapping[str, Any]) -> str:
    """Attributes as they stand in a tag, escaped."""
    shown = ((conditional_escape(name), value) for name, value in given.items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{conditional_escape(value)}"' for name, value in shown)
