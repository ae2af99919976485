"""What is done beside the loop on a matter's page: related matters, who sees to it, reminders."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.beside import BesideForm, PersonForm, RelateForm, UrgeForm
from zhuanban.work.matters.selectors import matter_for
from zhuanban.work.matters.selectors.relations import relation_of
from zhuanban.work.matters.services.persons import set_person
from zhuanban.work.matters.services.relating import relate_matters, unrelate_matters
from zhuanban.work.matters.services.urging import urge_matter
from zhuanban.work.matters.views.matter import shown


@dataclass(frozen=True)
class Part:
    """A form, the service that it calls, and what is said when it is done."""

    form: type[BesideForm]
    service: Any
    done: str


PARTS = {
    "relate": Part(RelateForm, relate_matters, "已关联。"),
    "person": Part(PersonForm, set_person, "承办人已更新。"),
    "urge": Part(UrgeForm, urge_matter, "已催办，承办单位在待办里看到。"),
}


@require_POST
def beside(request: HttpRequest, campaign: str, uid: UUID, what: str) -> HttpResponse:
    """Do one of them; what the service rejects stands on the page of the matter."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter = matter_for(user, action, uid)
    part = PARTS.get(what)
    if part is None:
        raise Http404
    form = part.form(request.POST, matter=matter, by=user, auto_id=f"{what}_%s")
    if form.run(part.service, by=user, matter=matter):
        messages.success(request, part.done)
        return redirect("matters:detail", action.slug, uid)
    return shown(request, action, matter_for(user, action, uid), form, what)


@require_POST
def unrelate(request: HttpRequest, campaign: str, uid: UUID, relation: int) -> HttpResponse:
    """Take a relation away."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matter = matter_for(user, action, uid)
    row = relation_of(user, matter, relation)
    if row is None:
        raise Http404
    unrelate_matters(by=user, relation=row)
    messages.success(request, "已取消关联。")
    return redirect("matters:detail", action.slug, uid)
