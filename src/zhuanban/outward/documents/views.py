"""The documents of an action: list, draft, one document with what may be done to it, its file."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.journal.handing_out import handed_out, record_handing_out
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import User
from zhuanban.outward.documents import services
from zhuanban.outward.documents.forms import DraftForm, EditForm, SubmitForm
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.blocks import plain_text
from zhuanban.outward.documents.rules.circular import last_whole_month
from zhuanban.outward.documents.rules.lifecycle import Act, State, follows
from zhuanban.outward.documents.selectors.documents import (
    document_for,
    documents_for,
    file_of,
    remarks_on,
    title_lines,
)
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import campaign_for

PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def listing(request: HttpRequest, campaign: str) -> HttpResponse:
    """The documents that this person may see, by state."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    state = request.GET.get("state", "")
    state = state if state in State.values else ""
    context = {
        "campaign": action,
        "page": Paginator(documents_for(user, action, state), PAGE).get_page(request.GET.get("page")),
        "states": State.choices,
        "state": state,
        "may_draft": may(user, "document.draft", action),
    }
    return render(request, "documents/list.html", context)


def draft(request: HttpRequest, campaign: str) -> HttpResponse:
    """Draft a circular for a period; the last whole month is proposed."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    if not may(user, "document.draft", action):
        raise Http404
    since, until = last_whole_month(clock.today())
    form = DraftForm(request.POST or None, initial={"since": since, "until": until})
    if document := form.run(services.draft_circular, by=user, campaign=action):
        messages.success(request, "已根据数据拟出初稿，请核对修改后送签。")
        return redirect("documents:detail", campaign, document.uid)
    return render(request, "documents/draft.html", {"campaign": action, "form": form}, status=_status(form))


@require_safe
def detail(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """One document as it will be printed, the check, the way to the leader, and its time line."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    return _detail(request, user, action, document_for(user, action, uid), SubmitForm())


def _detail(request: HttpRequest, user: User, action: Campaign, document: Document, form: SubmitForm) -> HttpResponse:
    mine = may(user, "document.edit", document)
    open_acts = [act for act in Act if mine and follows(act, document.state)]
    remarks = remarks_on(document) if mine or document.state == State.SUBMITTED else []
    context: dict[str, Any] = {
        "campaign": action,
        "document": document,
        "title_lines": title_lines(document),
        "remarks": remarks,
        "errors": sum(remark.severity == "error" for remark in remarks),
        "acts": [str(act) for act in open_acts],
        "form": form,
        "entries": timeline_of("document", document.pk),
        "sees_approval": document.approval is not None and may(user, "approval.view", document.approval),
    }
    return render(request, "documents/detail.html", context, status=_status(form))


def edit(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Change a draft."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    document = document_for(user, action, uid)
    if not may(user, "document.edit", document):
        raise Http404
    form = EditForm(request.POST or None, initial={**vars(document), "text": plain_text(document.content)})
    if form.run(_edit, by=user, document=document):
        messages.success(request, "已保存。")
        return redirect("documents:detail", campaign, uid)
    return render(
        request, "documents/edit.html", {"campaign": action, "document": document, "form": form}, status=_status(form)
    )


def _edit(*, by: User, document: Document, **given: str) -> Document:
    return services.edit_document(by=by, document=document, changes=services.Changes(**given))


@require_POST
def submit(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Put the document before a leader."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    document = document_for(user, action, uid)
    form = SubmitForm(request.POST)
    if form.run(services.submit_document, by=user, document=document):
        messages.success(request, "已送领导签发。")
        return redirect("documents:detail", campaign, uid)
    return _detail(request, user, action, document, form)


@require_POST
def publish(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Number and issue an approved document."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    document = services.publish_document(by=user, document=document_for(user, action, uid))
    messages.success(request, f"已印发：{document.number}。")
    return redirect("documents:detail", campaign, uid)


@require_safe
def docx(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """The file: as issued and sealed, or of the draft as it stands."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    document = document_for(user, action, uid)
    content = file_of(document)
    entry = record_handing_out(
        by=user, what="文书", count=1, unit="件", of=("document", document.pk), campaign_id=action.pk
    )
    return handed_out(entry, content, name=f"{document.number or '草稿'} {document.title}.docx", kind=DOCX)


def _status(form: DraftForm | EditForm | SubmitForm) -> int:
    return 422 if form.errors else 200
