"""What workbooks put into the pages of matters: the ways in and out by Excel and WPS."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill


@fill("ledger_actions", "workbooks/_ledger_actions.html")
def ways_by_workbook(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The same list as a workbook, and the door for workbooks."""
    return {name: context.get(name, "") for name in ("campaign", "query", "may_register")}


@fill("register_actions", "workbooks/_register_actions.html")
def template_of_kind(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The template of the kind that is being registered."""
    return {"campaign": context["campaign"], "kind": context.get("kind", "")}
