"""Documents in the index of words: the office and leaders find all, everybody else what is issued."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from zhuanban.ground.core.permits import permitted, seats_with
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.rules.sources import Due, Shown, Source
from zhuanban.ground.search.rules.tokens import joined, mark
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.permissions import issued
from zhuanban.outward.documents.rules.blocks import plain_text
from zhuanban.outward.documents.rules.lifecycle import State
from zhuanban.plan.campaigns.models import Campaign

DOCUMENT = "document"
INSIDE, ISSUED = "d", "di"
COLOURS = {State.PUBLISHED: "green", State.REJECTED: "red", State.APPROVED: "blue", State.SUBMITTED: "yellow"}


def documents_due(keys: Collection[int]) -> Iterator[Due]:
    """The entries of these documents: title, number and running text; the figures of tables are not searched."""
    for row in Document.objects.filter(pk__in=keys):
        marks = {mark(INSIDE, row.campaign_id), mark("state", DOCUMENT, row.state)}
        if row.state == State.PUBLISHED:
            marks.add(mark(ISSUED, row.campaign_id))
        text = joined([row.title, row.number, row.recipients, plain_text(row.content)])
        yield Due(row.pk, row.campaign_id, text, frozenset(marks), row.dated_on or row.period_until)


def document_keys(after: int) -> Iterator[int]:
    """Every document behind this one."""
    return Document.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def document_marks(user: User, campaign: Campaign) -> Iterator[str]:
    """The same as the rules of `document.view`, told for one action."""
    for where, (_, seats) in seats_with(user, "document.view", Document, campaign.pk).items():
        if any(seat.district_id == campaign.district_id for seat in seats):
            yield mark(ISSUED if where is issued else INSIDE, campaign.pk)


def documents_shown(user: User, campaign: Campaign, keys: Collection[int]) -> dict[int, Shown]:
    """These documents as results."""
    rows = permitted(user, "document.view", Document).filter(campaign=campaign, pk__in=keys)
    return {row.pk: _shown(row, campaign) for row in rows}


def _shown(row: Document, campaign: Campaign) -> Shown:
    facts = (row.get_kind_display(), row.number, f"{row.dated_on or row.period_until:%Y-%m-%d}")
    return Shown(
        address=reverse("documents:detail", args=[campaign.slug, row.uid]),
        title=row.title,
        text=plain_text(row.content),
        tag=row.get_state_display(),
        colour=COLOURS.get(State(row.state), "grey"),
        facts=tuple(fact for fact in facts if fact),
    )


DOCUMENTS = Source(
    kind=DOCUMENT,
    words="文书",
    icon="file-earmark-text",
    order=40,
    due=documents_due,
    keys=document_keys,
    seen_by=document_marks,
    shown=documents_shown,
    follows=DOCUMENT,
)
