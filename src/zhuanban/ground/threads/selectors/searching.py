"""Comments in the index of words: whoever finds a thing finds what is said of it."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from zhuanban.ground.core.clock import local_day
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.rules.sources import Action, Due, Shown, Source, source_of
from zhuanban.ground.search.rules.tokens import joined, marks_beside
from zhuanban.ground.search.selectors import marks_of
from zhuanban.ground.threads.models import Comment
from zhuanban.ground.threads.rules.subjects import About, subjects
from zhuanban.ground.threads.selectors import abouts_of

COMMENT, LETTER = "comment", "k"


def comments_due(keys: Collection[int]) -> Iterator[Due]:
    """The entries of these comments, for those who find the thing; what is withdrawn is not found."""
    rows = list(Comment.objects.filter(pk__in=keys, withdrawn_at=None))
    marks: dict[tuple[str, int], Collection[str]] = {}
    for kind in {row.subject_kind for row in rows}:
        found = marks_of(kind, [row.subject_id for row in rows if row.subject_kind == kind])
        marks |= {(kind, key): marks for key, marks in found.items()}
    for row in rows:
        about = marks.get((row.subject_kind, row.subject_id), ())
        yield Due(
            key=row.pk, campaign_id=row.campaign_id, text=joined([row.text]), day=local_day(row.at),
            marks=frozenset(marks_beside(about, LETTER)),
        )  # fmt: skip


def comment_keys(after: int) -> Iterator[int]:
    """Every comment behind this one."""
    return Comment.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def comments_about(kind: str, keys: Collection[int]) -> list[int]:
    """The comments on these things, whose readers changed with those of the thing."""
    rows = Comment.objects.filter(Q(subject_kind=kind, subject_id__in=keys)).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def comment_marks(user: Any, action: Action) -> Iterator[str]:
    """What the person holds for the things, for what is said of them."""
    for subject in subjects():
        yield from marks_beside(source_of(subject.kind).seen_by(user, action), LETTER)


def comments_shown(user: User, _action: Action, keys: Collection[int]) -> dict[int, Shown]:
    """These comments as results, where the person may see the thing now."""
    rows = list(Comment.objects.filter(pk__in=keys, withdrawn_at=None).select_related("by", "unit"))
    abouts = abouts_of(user, rows)
    places = ((row, abouts.get((row.subject_kind, row.subject_id))) for row in rows)
    return {row.pk: _shown(row, about) for row, about in places if about}


def _shown(row: Comment, about: About) -> Shown:
    facts = (row.by.name, row.unit.name if row.unit else "", f"{local_day(row.at):%Y-%m-%d}")
    return Shown(
        address=f"{about.address}#comment-{row.uid}",
        title=f"留言 · {about.title}",
        text=row.text,
        facts=tuple(fact for fact in facts if fact),
    )


COMMENTS = Source(
    kind=COMMENT,
    words="留言",
    icon="chat-left-text",
    order=30,
    due=comments_due,
    keys=comment_keys,
    seen_by=comment_marks,
    shown=comments_shown,
    follows=COMMENT,
    beside=comments_about,
)
