"""Reading the journal in pages that cost the same at any size: each goes on behind an entry, none counts pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.journal.events import event_kinds, names_of_rooms
from zhuanban.ground.journal.models import Entry, Private, Seal, Unsealed, Verification
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.outward.audit.permissions import ABOUT_ACCOUNTS
from zhuanban.outward.audit.rules import Chosen, named
from zhuanban.plan.campaigns.models import Campaign

PAGE, COUNTED, MOST_PEOPLE = 100, 1000, 50
LONGEST_CURSOR = 18


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    entry: Entry
    who: str
    for_whom: str
    kind: str
    subject: str
    position: int | None
    is_refused: bool


@dataclass(frozen=True)
class Page:
    """At most a hundred lines, newest first, and behind which entry the next page begins."""

    lines: list[Line]
    next_after: int | None


def is_open_to(user: User) -> bool:
    """Whether the person has a journal to read at all."""
    return user.district is not None and may(user, "journal.open", user.district)


def may_verify(user: User) -> bool:
    """Whether the person may have the whole journal verified."""
    return user.district is not None and may(user, "journal.verify", user.district)


def kinds_for(user: User) -> list[str]:
    """The kinds of events that the person may read, by their words."""
    names = event_kinds() if user.has_role(Role.AUDITOR) else names_of_rooms(ABOUT_ACCOUNTS)
    return sorted(names, key=lambda name: event_kinds()[name])


def actions_of(user: User) -> list[Campaign]:
    """The actions of the person's district; to the security administrator they say nothing."""
    if not user.has_role(Role.AUDITOR):
        return []
    return list(Campaign.objects.filter(district=user.district_id).order_by("-pk"))


def entries_for(user: User, chosen: Chosen) -> QuerySet[Entry]:
    """The entries that the person may read and asked for, newest first."""
    entries = permitted(user, "journal.audit", Entry).order_by("-at", "-id")
    if chosen.since:
        entries = entries.filter(at__gte=clock.start_of(chosen.since))
    if chosen.until:
        entries = entries.filter(at__lt=clock.end_of(chosen.until))
    if chosen.person:
        entries = entries.filter(by__in=_people(user, chosen.person))
    wanted = {
        "event": chosen.event, "subject_kind": chosen.subject_kind, "subject_id": chosen.subject_id,
        "campaign_id": chosen.action,
    }  # fmt: skip
    return entries.filter(**{name: value for name, value in wanted.items() if value})


def entries_up_to_now(user: User, chosen: Chosen) -> QuerySet[Entry]:
    """The same without what comes later: a file holds as many lines as its own entry says."""
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return entries_for(user, chosen).filter(pk__lte=newest)


def _people(user: User, words: str) -> list[int]:
    named = Q(name__icontains=words) | Q(username__iexact=words)
    return list(User.objects.filter(named, district=user.district_id).values_list("pk", flat=True)[:MOST_PEOPLE])


def page_of(entries: QuerySet[Entry], after: int | None) -> Page:
    """The page behind this entry, or the first."""
    found = list(_with_all(_behind(entries, after))[: PAGE + 1])
    shown = found[:PAGE]
    return Page(lines_of(shown), shown[-1].pk if len(found) > PAGE else None)


def _behind(entries: QuerySet[Entry], after: int | None) -> QuerySet[Entry]:
    last = Entry.objects.filter(pk=after).values_list("at", flat=True).first() if after else None
    if last is None:
        return entries
    return entries.filter(at__lte=last).exclude(at=last, id__gte=after)


def _with_all(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("by", "seal", "unsealed")


def revealable_in(user: User, page: Page) -> set[int]:
    """The entries of the page whose private part is there and may be seen by this person."""
    keys = [line.entry.pk for line in page.lines if line.entry.private_digest]
    found = permitted(user, "journal.private", Private).filter(pk__in=keys) if keys else Private.objects.none()
    return set(found.values_list("pk", flat=True))


def count_of(entries: QuerySet[Entry]) -> str:
    """Exact up to a thousand, then said to be more."""
    count = entries.order_by()[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if count > COUNTED else f"{count:,}"


def lines_of(entries: list[Entry]) -> list[Line]:
    """With the names of those for whom deputies acted."""
    principals = User.objects.in_bulk({entry.acting_for_id for entry in entries if entry.acting_for_id})
    return [_line(entry, principals) for entry in entries]


def _line(entry: Entry, principals: dict[int, User]) -> Line:
    seal, waits = getattr(entry, "seal", None), getattr(entry, "unsealed", None)
    principal = principals.get(entry.acting_for_id or 0)
    return Line(
        entry=entry,
        who=str(entry.by) if entry.by else "系统",
        for_whom=str(principal) if principal else "",
        kind=event_kinds().get(entry.event, entry.event),
        subject=named(entry.subject_kind),
        position=seal.position if seal else None,
        is_refused=bool(waits and waits.refused_at) or not (seal or waits),
    )


def all_lines(entries: QuerySet[Entry]) -> Iterator[Line]:
    """Every line for the file, page by page, so that memory stays flat."""
    after = None
    while True:
        page = page_of(entries, after)
        yield from page.lines
        if page.next_after is None:
            return
        after = page.next_after


@dataclass(frozen=True)
class Health:
    """What was found when the journal was last verified, and whether that is going on now."""

    running: Verification | None
    last: Verification | None
    waiting: int
    refused: int


def percent_of(running: Verification) -> int:
    """How far a verification has come along the chain, 0 to 99: at the end it is no longer running."""
    last = Seal.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return min(99, 100 * (running.position - running.began_behind) // max(last - running.began_behind, 1))


def health() -> Health:
    """The state of the seals."""
    walks = Verification.objects.select_related("asked_by").order_by("-pk")
    waiting = Unsealed.objects.filter(refused_at=None)
    return Health(
        running=walks.filter(finished_at=None).first(),
        last=walks.filter(finished_at__isnull=False).first(),
        waiting=waiting.count(),
        refused=Unsealed.objects.count() - waiting.count(),
    )
