"""Reading documents: lists, one document, its layout and what the linter says of it."""

import hashlib
import json
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import Http404

from official_document import DocumentError, OfficialDocument, Remark, break_title, lint, render_docx
from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.blocks import blocks_of
from zhuanban.outward.documents.rules.lifecycle import Disclosure, State
from zhuanban.plan.campaigns.models import Campaign

APPROVAL_ACTION = "document.issue"


def documents_for(user: User, campaign: Campaign, state: str = "") -> QuerySet[Document]:
    """The documents this person may see, the newest first."""
    rows = permitted(user, "document.view", Document).filter(campaign=campaign).select_related("drafted_by")
    return (rows.filter(state=state) if state else rows).order_by("-pk")


def document_for(user: User, campaign: Campaign, uid: UUID) -> Document:
    """One document; 404 where this person may not see it."""
    rows = permitted(user, "document.view", Document).filter(campaign=campaign)
    document = rows.select_related("campaign__district", "drafted_by", "approval__decided_by").filter(uid=uid).first()
    if document is None:
        raise Http404
    return document


def documents_waiting(user: User, campaign: Campaign) -> dict[str, int]:
    """State → number of documents that wait for the office: drafts, sent back, approved but not issued."""
    waiting = (State.DRAFT, State.REJECTED, State.APPROVED)
    states = permitted(user, "document.edit", Document).filter(campaign=campaign, state__in=waiting)
    counts = dict.fromkeys((str(state) for state in waiting), 0)
    for state in states.values_list("state", flat=True):
        counts[state] += 1
    return counts


def title_lines(document: Document) -> tuple[str, ...]:
    """The title in the lines in which it is printed, no word broken."""
    return break_title(document.title, (document.issuer, document.signer))


def laid_out(document: Document, number: str | None = None) -> OfficialDocument:
    """The document as the layout takes it; without a number it stands without one."""
    day = document.dated_on or clock.today()
    return OfficialDocument(
        kind="通报",
        issuer=document.issuer,
        number=number or document.number or None,
        title=document.title,
        blocks=blocks_of(document.content),
        signer=document.signer,
        date=day,
        sealed=True,
        recipients=document.recipients,
        note="此件公开发布" if document.disclosure == Disclosure.OPEN else "",
        copies_to=document.copies_to,
        printed_by=document.signer,
        printed_on=day,
        units=(document.signer,),
    )


def remarks_on(document: Document) -> list[Remark]:
    """What the linter says: errors bar the way to the leader. The serial is tried with 1, which it may become."""
    number = document.number or f"{document.code_word}〔{clock.today().year}〕1号"
    return lint(laid_out(document, number), sender_is_coordinating_body=True)


def digest_of(document: Document) -> str:
    """SHA-256 over all that is printed except number and day: what a leader approves."""
    printed = [
        document.kind,
        document.title,
        document.issuer,
        document.signer,
        document.recipients,
        document.copies_to,
        document.code_word,
        document.disclosure,
        document.content,
    ]
    return hashlib.sha256(json.dumps(printed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def rendered(document: Document) -> bytes:
    """The .docx of the document as it stands. Raises Invalid where its content cannot be set."""
    try:
        return render_docx(laid_out(document)).content
    except DocumentError as error:
        raise Invalid(str(error)) from error


def path_of(sha256: str) -> str:
    """Where an issued file lies in the storage."""
    return f"documents/{sha256[:2]}/{sha256}.docx"


def file_of(document: Document) -> bytes:
    """The issued file, checked against its seal; a draft as it stands. Raises Invalid where the seal is broken."""
    if document.state != State.PUBLISHED:
        return rendered(document)
    with default_storage.open(path_of(document.sha256)) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Invalid("已印发的文件与封存时不一致，不能下载。请系统管理员从备份恢复。", number="E422-40")
    return content
