"""The way of a document over the leader to the issued file; nothing goes out that no leader has approved."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from zhuanban.ground.approvals.models import Approval
from zhuanban.ground.approvals.services import Request, ask_approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.outward.documents.events import (
    DocumentApproved,
    DocumentPublished,
    DocumentRejected,
    DocumentSubmitted,
)
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.lifecycle import WHY_NOT, Act, Disclosure, State, follows
from zhuanban.outward.documents.selectors.documents import (
    APPROVAL_ACTION,
    digest_of,
    path_of,
    remarks_on,
    rendered,
)


@transaction.atomic
def submit_document(*, by: User, document: Document, disclosure: str, disclosure_reason: str = "") -> Document:
    """Put the document before a leader, with its disclosure settled; the linter's errors bar the way."""
    require(by, "document.submit", document)
    document = lock(document)
    if not follows(Act.SUBMIT, document.state):
        raise Invalid(WHY_NOT[Act.SUBMIT])
    if disclosure not in Disclosure.values:
        raise Invalid("请选定公开属性。", "disclosure")
    reason = disclosure_reason.strip()
    if disclosure != Disclosure.OPEN and not reason:
        raise Invalid("不主动公开的，请写明理由和依据。", "disclosure_reason")
    document.disclosure, document.disclosure_reason = disclosure, reason
    if errors := [remark.message for remark in remarks_on(document) if remark.severity == "error"]:
        raise Invalid("还不能送签：" + " ".join(errors))
    approval = ask_approval(by=by, request=_request(document))
    document.state, document.approval = State.SUBMITTED, approval
    document.save(update_fields=["state", "approval", "disclosure", "disclosure_reason"])
    record(
        DocumentSubmitted(
            document_id=document.pk,
            title=document.title,
            disclosure=document.get_disclosure_display(),
            campaign_id=document.campaign_id,
        ),
        by=by,
    )
    return document


def _request(document: Document) -> Request:
    campaign = document.campaign
    return Request(
        action=APPROVAL_ACTION,
        subject_kind="document",
        subject_id=document.pk,
        title=f"签发：{document.title}"[:120],
        decider_role=Role.LEADER,
        district_id=campaign.district_id,
        campaign_id=campaign.pk,
        reason=f"公开属性：{document.get_disclosure_display()}。{document.disclosure_reason}",
        link=reverse("documents:detail", args=[campaign.slug, document.uid]),
        details={"digest": digest_of(document)},
        authors=(document.drafted_by_id,),
    )


@transaction.atomic
def settle_document(*, approval_id: int) -> None:
    """Take over what a leader decided; runs for the journal and bears running twice."""
    approval = Approval.objects.get(pk=approval_id)
    document = Document.objects.select_for_update().filter(approval=approval, state=State.SUBMITTED).first()
    if document is None:
        return
    granted = approval.state == Approval.State.GRANTED and approval.details.get("digest") == digest_of(document)
    document.state = State.APPROVED if granted else State.REJECTED
    document.save(update_fields=["state"])
    key, title, campaign_id = document.pk, document.title, document.campaign_id
    if granted:
        record(DocumentApproved(document_id=key, title=title, campaign_id=campaign_id), by=approval.decided_by)
    else:
        # What a leader writes may name people; it stands with the approval.
        record(
            DocumentRejected(document_id=key, title=title, campaign_id=campaign_id),
            by=approval.decided_by,
            private={"opinion": approval.opinion},
        )


@transaction.atomic
def publish_document(*, by: User, document: Document) -> Document:
    """Number, date and issue the document; its file is sealed by its SHA-256 and stays as it is."""
    require(by, "document.publish", document)
    document = lock(document)
    if not follows(Act.PUBLISH, document.state) or not _is_approved(document):
        raise Invalid(WHY_NOT[Act.PUBLISH])
    day = clock.today()
    serial = next_number(f"document:{document.campaign.district_id}:{document.code_word}:{day.year}")
    document.number, document.dated_on = f"{document.code_word}〔{day.year}〕{serial}号", day
    content = rendered(document)
    document.sha256 = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(path_of(document.sha256)):
        default_storage.save(path_of(document.sha256), ContentFile(content))
    document.state, document.published_by, document.published_at = State.PUBLISHED, by, clock.now()
    document.full_clean(exclude=["content"])
    document.save()
    record(
        DocumentPublished(
            document_id=document.pk,
            title=document.title,
            number=document.number,
            sha256=document.sha256,
            campaign_id=document.campaign_id,
        ),
        by=by,
    )
    return document


def _is_approved(document: Document) -> bool:
    """A leader who did not draft it has approved just these words."""
    approval = document.approval
    return (
        approval is not None
        and approval.state == Approval.State.GRANTED
        and approval.decided_by_id not in (None, document.drafted_by_id)
        and approval.details.get("digest") == digest_of(document)
    )
