"""Documents as things that are commented on: drafts among insiders, what is issued by everybody."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import User
from zhuanban.ground.threads.rules.subjects import About, Subject
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.permissions import INSIDERS, READERS
from zhuanban.outward.documents.rules.lifecycle import State
from zhuanban.outward.documents.selectors.searching import DOCUMENT
from zhuanban.plan.campaigns.models import Campaign


def documents_commented(user: User, keys: Collection[int]) -> dict[int, About]:
    """Those of these documents that the person may see."""
    rows = permitted(user, "document.view", Document).filter(pk__in=keys).select_related("campaign")
    return {row.pk: _about(row) for row in rows}


def _about(row: Document) -> About:
    return About(
        kind=DOCUMENT,
        key=row.pk,
        campaign_id=row.campaign_id,
        action=row.campaign.slug,
        title=row.title,
        address=reverse("documents:detail", args=[row.campaign.slug, row.uid]),
        takes_comments=row.campaign.state == Campaign.State.RUNNING,
    )


def readers_of_document(key: int) -> Q:
    """The seats that see the document."""
    row = Document.objects.select_related("campaign").get(pk=key)
    roles = (*INSIDERS, *READERS) if row.state == State.PUBLISHED else INSIDERS
    here = Q(campaign_id=None) | Q(campaign_id=row.campaign_id)
    return Q(district=row.campaign.district_id, role__in=roles) & here


COMMENTED = Subject(DOCUMENT, "文书", documents_commented, readers_of_document)
