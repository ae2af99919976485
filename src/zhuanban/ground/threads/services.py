"""Writing, changing and withdrawing comments; mentions follow the words."""

from collections.abc import Collection

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.ground.threads.events import CommentChanged, CommentEvent, CommentWithdrawn, CommentWritten
from zhuanban.ground.threads.models import Comment, FormerText, Mention
from zhuanban.ground.threads.rules.mentions import named_in, names_somebody
from zhuanban.ground.threads.rules.subjects import About, subject_of
from zhuanban.ground.threads.selectors import CHANGED_WITHIN, about_seen_by, readers_of

MOST_LETTERS, MOST_MENTIONED = 1000, 50


@transaction.atomic
def write_comment(*, by: User, about: About, text: str, answers: Comment | None = None) -> Comment:
    """Say something of a thing that one sees, or answer to a comment of its thread."""
    seen = _seen(by, about.kind, about.key)
    if not seen.takes_comments:
        raise Invalid("行动没有在进行，不能留言。", "text")
    if answers and (answers.subject_kind, answers.subject_id) != (about.kind, about.key):
        raise Invalid("这条留言不在这里。", "text")
    text, named = _checked(by, seen, text, answers.by_id if answers else None)
    unit = next((seat.unit_id for seat in by.seats if seat.unit_id), None)
    comment = Comment.objects.create(
        subject_kind=seen.kind, subject_id=seen.key, campaign_id=seen.campaign_id, text=text, by=by, unit_id=unit,
        at=clock.now(), answers=answers.answers or answers if answers else None,
    )  # fmt: skip
    Mention.objects.bulk_create(Mention(comment=comment, reader_id=reader) for reader in sorted(named))
    _record(CommentWritten, comment, by)
    return comment


@transaction.atomic
def change_comment(*, by: User, comment: Comment, text: str) -> Comment:
    """Other words, within ten minutes; the ones before are kept. Who is no longer named has nothing to read."""
    require(by, "comment.change", comment)
    comment = lock(comment)
    seen = _seen(by, comment.subject_kind, comment.subject_id)
    if comment.withdrawn_at:
        raise Invalid("这条留言已经撤回。", "text")
    if clock.now() >= comment.at + CHANGED_WITHIN:
        raise Invalid("发出已超过 10 分钟，不能再改。可以撤回后重新写。", "text")
    text, named = _checked(by, seen, text, comment.answers.by_id if comment.answers else None)
    if text == comment.text:
        return comment
    FormerText.objects.create(comment=comment, text=comment.text, replaced_at=clock.now())
    comment.text = text
    comment.save(update_fields=["text"])
    Mention.objects.filter(comment=comment).exclude(reader__in=named).delete()
    fresh = [Mention(comment=comment, reader_id=reader) for reader in sorted(named)]
    Mention.objects.bulk_create(fresh, ignore_conflicts=True)
    _record(CommentChanged, comment, by)
    return comment


@transaction.atomic
def withdraw_comment(*, by: User, comment: Comment) -> Comment:
    """Take the words back: a line stays that there was a comment, and its answers stay."""
    require(by, "comment.change", comment)
    comment = lock(comment)
    if comment.withdrawn_at:
        return comment
    comment.withdrawn_at = clock.now()
    comment.save(update_fields=["withdrawn_at"])
    Mention.objects.filter(comment=comment).delete()
    _record(CommentWithdrawn, comment, by)
    return comment


@transaction.atomic
def read_mentions(*, by: User, mentions: Collection[int]) -> int:
    """Note that the person has read these mentions of itself; how many were unread. Nobody else learns of it."""
    rows = Mention.objects.filter(pk__in=list(mentions), reader=by.pk, is_read=False)
    return rows.update(is_read=True)


@transaction.atomic
def empty_withdrawn(keys: Collection[int]) -> int:
    """Delete the words of these withdrawn comments for good; how many."""
    FormerText.objects.filter(comment__in=list(keys)).delete()
    return Comment.objects.filter(pk__in=list(keys)).exclude(withdrawn_at=None).update(text="")


def _seen(by: User, kind: str, key: int) -> About:
    about = about_seen_by(by, kind, key)
    if about is None:
        raise Refused
    return about


def _checked(by: User, about: About, text: str, answered: int | None) -> tuple[str, set[int]]:
    """The words without blanks around them, and whom they are for: those who see the thing and nobody else."""
    text = text.strip()
    if not text:
        raise Invalid("请写留言。", "text")
    if len(text) > MOST_LETTERS:
        raise Invalid(f"留言不能超过 {MOST_LETTERS} 个字。", "text")
    if answered is None and not names_somebody(text):
        return text, set()
    readers = readers_of(by, about)
    named = named_in(text, readers)
    if named.ambiguous:
        name = named.ambiguous[0]
        whole = [reader.whole for reader in readers if reader.name == name]
        raise Invalid(f"有 {len(whole)} 个人叫“{name}”，请写明单位，如“@{whole[0]}”。", "text")
    if len(named.readers) > MOST_MENTIONED:
        raise Invalid(f"一条留言最多提到 {MOST_MENTIONED} 个人。", "text")
    return text, named.readers | {reader.pk for reader in readers if reader.pk == answered}


def _record(event: type[CommentEvent], comment: Comment, by: User) -> None:
    subject = subject_of(comment.subject_kind)
    record(
        event(
            comment_id=comment.pk,
            about_kind=comment.subject_kind,
            about_id=comment.subject_id,
            about=subject.words if subject else comment.subject_kind,
            campaign_id=comment.campaign_id,
        ),
        by=by,
        unit_id=comment.unit_id,
    )
