"""Reading threads: the thing, what is said of it, who can be mentioned, and where one was."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.threads.models import Comment, Mention
from zhuanban.ground.threads.rules.mentions import Reader
from zhuanban.ground.threads.rules.subjects import About, subject_of

CHANGED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Said:
    """A comment as its thread shows it."""

    comment: Comment
    is_mine: bool
    can_change: bool
    answers: "Sequence[Said]" = ()


def about_seen_by(user: User, kind: str, key: int) -> About | None:
    """The thing, where the person may see it."""
    subject = subject_of(kind)
    return subject.seen_by(user, [key]).get(key) if subject else None


def about_for(user: User, kind: str, key: int) -> About:
    """The thing; 404 where the person may not see it."""
    about = about_seen_by(user, kind, key)
    if about is None:
        raise Http404
    return about


def abouts_of(user: User, comments: Iterable[Comment]) -> dict[tuple[str, int], About]:
    """(kind, key) → the things of these comments that the person may see: a query or two for each kind."""
    keys: dict[str, set[int]] = {}
    for comment in comments:
        keys.setdefault(comment.subject_kind, set()).add(comment.subject_id)
    found: dict[tuple[str, int], About] = {}
    for kind, wanted in keys.items():
        if subject := subject_of(kind):
            found |= {(kind, key): about for key, about in subject.seen_by(user, wanted).items()}
    return found


def said_of(user: User, about: About) -> list[Said]:
    """What is said of a thing, oldest first, each with its answers."""
    rows = Comment.objects.filter(subject_kind=about.kind, subject_id=about.key).select_related("by", "unit")
    answers: dict[int, list[Said]] = {}
    tops: list[Said] = []
    now = clock.now()
    for row in rows.prefetch_related("former_texts").order_by("pk"):
        said = _said(row, user, now, answers.setdefault(row.pk, []))
        (answers.setdefault(row.answers_id, []) if row.answers_id else tops).append(said)
    return tops


def _said(row: Comment, user: User, now: datetime, answers: Sequence[Said]) -> Said:
    is_mine = row.by_id == user.pk and row.withdrawn_at is None
    return Said(row, is_mine, is_mine and now < row.at + CHANGED_WITHIN, answers)


def comment_to_change(user: User, uid: UUID) -> Comment:
    """One's own comment that is not withdrawn; 404 else."""
    rows = permitted(user, "comment.change", Comment).filter(withdrawn_at=None)
    return get_object_or_404(rows, uid=uid)


def comment_answered(about: About, uid: UUID | None) -> Comment | None:
    """The comment of this thread that is answered; an answer to an answer stands under the same comment."""
    if uid is None:
        return None
    rows = Comment.objects.filter(subject_kind=about.kind, subject_id=about.key).select_related("answers")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found.answers or found


def readers_of(user: User, about: About) -> list[Reader]:
    """Who sees the thing, for the @ of others: never oneself, no accounts that are closed."""
    subject = subject_of(about.kind)
    if subject is None:
        return []
    seats = RoleAssignment.objects.in_force(clock.today()).filter(subject.readers(about.key), user__is_active=True)
    rows = seats.exclude(user=user.pk).order_by("user__name", "user")
    units: dict[tuple[int, str], list[str]] = {}
    for pk, name, unit in rows.values_list("user", "user__name", "unit__name"):
        held = units.setdefault((pk, name), [])
        if unit and unit not in held:
            held.append(unit)
    return [Reader(pk, name, tuple(held)) for (pk, name), held in units.items()]


def units_among(readers: Iterable[Reader]) -> list[str]:
    """The units for which these people see the thing."""
    return sorted({unit for reader in readers for unit in reader.units})


def mentions_for(user: User) -> QuerySet[Mention]:
    """Where the person was mentioned, the newest first."""
    rows = permitted(user, "mention.read", Mention).filter(comment__withdrawn_at=None)
    return rows.select_related("comment__by", "comment__unit").order_by("-pk")


def mentions_unread(user: User) -> QuerySet[Mention]:
    """Those that the person has not read, in all actions."""
    return mentions_for(user).filter(is_read=False)


def mention_for(user: User, pk: int) -> Mention:
    """One mention of the person; 404 else."""
    return get_object_or_404(mentions_for(user), pk=pk)


def withdrawn_before(before: datetime, users: Collection[int], campaigns: Collection[int]) -> QuerySet[Comment]:
    """Comments withdrawn before the instant whose words are still there, but for what is held."""
    rows = Comment.objects.filter(withdrawn_at__lte=before).exclude(text="")
    return rows.exclude(by__in=users).exclude(campaign_id__in=campaigns)


def comments_by(user: User) -> QuerySet[Comment]:
    """What the person wrote and did not withdraw, the newest first."""
    return Comment.objects.filter(by=user.pk, withdrawn_at=None).order_by("-pk")
