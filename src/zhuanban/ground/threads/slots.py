"""The thread in the page of a thing, and comments among what can be found."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhuanban.ground.core.slots import fill
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.rules.sources import searchable
from zhuanban.ground.threads.forms import CommentForm
from zhuanban.ground.threads.selectors import about_seen_by, said_of
from zhuanban.ground.threads.selectors.searching import COMMENTS


@fill("thread", "threads/_thread.html")
def thread_of(request: HttpRequest, context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What is said of the thing of the page (`about_kind`, `about_key`), and a place to say something."""
    if not isinstance(request.user, User):
        return None
    about = about_seen_by(request.user, context["about_kind"], context["about_key"])
    if about is None:
        return None
    return {"about": about, "said": said_of(request.user, about), "form": CommentForm(auto_id="thread_%s")}


searchable(COMMENTS)
