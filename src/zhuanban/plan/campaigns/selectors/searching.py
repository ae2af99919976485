"""Clauses in the index of words: whoever sees the plan of an action finds them."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from zhuanban.ground.core.permits import permitted, seats_with
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.rules.sources import Due, Shown, Source
from zhuanban.ground.search.rules.tokens import joined, mark
from zhuanban.plan.campaigns.models import Campaign, Clause

CLAUSE = "clause"


def clauses_due(keys: Collection[int]) -> Iterator[Due]:
    """The entries of these clauses, repealed ones too: marker, title and words as they stand now."""
    for clause in Clause.objects.filter(pk__in=keys, current__isnull=False).select_related("current"):
        if clause.current:
            text = joined([f"{clause.current.marker}{clause.current.title}", clause.current.body])
            marks = frozenset([mark("c", clause.campaign_id)])
            yield Due(key=clause.pk, campaign_id=clause.campaign_id, text=text, marks=marks)


def clause_keys(after: int) -> Iterator[int]:
    """Every clause behind this one."""
    return Clause.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def clause_marks(user: User, campaign: Campaign) -> Iterator[str]:
    """The same as the rule of `clause.view`, told for one action."""
    held = seats_with(user, "clause.view", Clause, campaign.pk).values()
    if any(seat.district_id == campaign.district_id for _, seats in held for seat in seats):
        yield mark("c", campaign.pk)


def clauses_shown(user: User, campaign: Campaign, keys: Collection[int]) -> dict[int, Shown]:
    """These clauses as results."""
    rows = permitted(user, "clause.view", Clause).filter(campaign=campaign, pk__in=keys, current__isnull=False)
    return {row.pk: _shown(row, campaign) for row in rows.select_related("current")}


def _shown(row: Clause, campaign: Campaign) -> Shown:
    version = row.current
    tag, colour = ("条款已废止", "red") if row.repealed_in_id else ("现行", "green")
    return Shown(
        address=reverse("campaigns:clause", args=[campaign.slug, row.pk]),
        title=f"{version.marker}{version.title}" if version else str(row),
        text=version.body if version else "",
        tag=tag,
        colour=colour,
        facts=(version.get_kind_display(),) if version else (),
    )


CLAUSES = Source(
    kind=CLAUSE,
    words="条款",
    icon="card-text",
    order=20,
    due=clauses_due,
    keys=clause_keys,
    seen_by=clause_marks,
    shown=clauses_shown,
    follows=CLAUSE,
)
