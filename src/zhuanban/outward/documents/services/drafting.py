"""Drafting a document from live data, and a clerk's changes to it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.outward.documents.events import DocumentDrafted, DocumentEdited
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.blocks import content_of, edited
from zhuanban.outward.documents.rules.circular import circular, period_words, title_of
from zhuanban.outward.documents.rules.lifecycle import WHY_NOT, Act, State, follows
from zhuanban.outward.documents.selectors.facts import basis_for, heading_of
from zhuanban.plan.campaigns.models import Campaign

LONGEST_AHEAD = timedelta(days=366)  # a running period may be told of before its end


@transaction.atomic
def draft_circular(*, by: User, campaign: Campaign, since: date, until: date) -> Document:
    """Write a circular for the period from the scores and figures as they are now; a person then edits it."""
    require(by, "document.draft", campaign)
    if campaign.state == Campaign.State.DRAFT:
        raise Invalid("方案还没有确认，还没有可以通报的数据。")
    if since > until:
        raise Invalid("起始日期晚于截止日期。", "until")
    if since > clock.today():
        raise Invalid("这段时间还没有到，没有数据。", "since")
    if until > clock.today() + LONGEST_AHEAD:
        raise Invalid("截止日期太晚，请核对年份。", "until")
    basis = basis_for(campaign, since, until)
    heading = heading_of(campaign)
    now = clock.now()
    document = Document(
        campaign=campaign,
        title=title_of(basis.facts)[:120],
        issuer=heading.office[:60],
        signer=heading.office[:60],
        recipients=heading.recipients[:300],
        code_word=heading.code_word,
        content=content_of(circular(basis.facts)),
        period_from=since,
        period_until=until,
        scheme_version=str(basis.run.scheme)[:80] if basis.run else "",
        run=basis.run,
        drafted_by=by,
        drafted_at=now,
        changed_at=now,
    )
    document.full_clean()
    document.save()
    record(
        DocumentDrafted(
            document_id=document.pk,
            title=document.title,
            period=period_words(since, until),
            campaign_id=campaign.pk,
        ),
        by=by,
    )
    return document


@dataclass(frozen=True)
class Changes:
    """What a clerk may change; the figures of the tables come from the data and are nobody's to type."""

    title: str
    issuer: str
    signer: str
    recipients: str
    copies_to: str
    code_word: str
    text: str


@transaction.atomic
def edit_document(*, by: User, document: Document, changes: Changes) -> Document:
    """Change a draft, or one that a leader sent back."""
    require(by, "document.edit", document)
    document = lock(document)
    if not follows(Act.EDIT, document.state):
        raise Invalid(WHY_NOT[Act.EDIT])
    for name in ("title", "issuer", "signer", "recipients", "copies_to", "code_word"):
        setattr(document, name, getattr(changes, name).strip())
    document.content = edited(document.content, changes.text)
    document.state, document.changed_at = State.DRAFT, clock.now()
    document.full_clean()
    document.save()
    record(
        DocumentEdited(document_id=document.pk, title=document.title, campaign_id=document.campaign_id),
        by=by,
    )
    return document
