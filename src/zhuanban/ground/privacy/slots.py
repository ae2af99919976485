"""What the room puts into pages of other rooms."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest

from zhuanban.ground.core.permits import may
from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User


@fill("account", "privacy/_account.html")
def link_to_own_information(_request: HttpRequest, _context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """From one's own account to what is held on oneself."""
    return {}


@fill("person", "privacy/_person.html")
def link_to_person(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """From a name to how to reach the person, for who may look; the question is asked once a page and district."""
    person = context["person"]
    known = request.__dict__.setdefault("_districts_looked_into", {})
    if person.district_id not in known:
        # person.look goes by the district alone, so one of its people answers for all.
        known[person.district_id] = may(cast(User, request.user), "person.look", person)
    return {"person": person} if known[person.district_id] else None


@fill("one_account", "privacy/_one_account.html")
def links_of_an_account(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """From the page of an account to its person, and to the copy that is taken on request."""
    user, account = cast(User, request.user), context["account"]
    person = account.person if account.person and may(user, "person.look", account.person) else None
    copied = account if may(user, "person.copy", account) else None
    return {"person": person, "account": copied} if person or copied else None
