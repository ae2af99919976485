"""What each rule of retention deletes in the rooms of the ground and in the tables of the libraries."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet

from zhuanban.ground.core import clock
from zhuanban.ground.core.models import DoorAnswer
from zhuanban.ground.journal.selectors import failed_before, private_parts_before
from zhuanban.ground.journal.services import forget_errors, purge_private
from zhuanban.ground.orgs.models import Person, Post, User
from zhuanban.ground.orgs.services import write_phone
from zhuanban.ground.privacy.services.purging import Due, Held, purges
from zhuanban.ground.signin.selectors import sign_ins_before
from zhuanban.ground.signin.services import forget_sign_ins


def _deleting(model: type[Model]) -> Callable[[list[Any]], int]:
    def remove(keys: list[Any]) -> int:
        model._default_manager.filter(pk__in=keys).delete()
        return len(keys)

    return remove


@purges("journal-private")
def private_parts(before: datetime, held: Held) -> Due:
    rows = private_parts_before(before).exclude(entry__campaign_id__in=held.campaigns)
    rows = rows.exclude(entry__by__in=held.users)
    rows = rows.exclude(entry__subject_kind="person", entry__subject_id__in=held.people)
    return Due(rows.exclude(entry__subject_kind="user", entry__subject_id__in=held.users), purge_private)


@purges("sign-in-traces")
def sign_in_traces(before: datetime, held: Held) -> Due:
    return Due(sign_ins_before(before).exclude(user__in=held.users), forget_sign_ins)


@purges("sessions")
def sessions(before: datetime, _held: Held) -> Due:
    return Due(Session.objects.filter(expire_date__lte=before), _deleting(Session))


@purges("door-answers")
def door_answers(before: datetime, held: Held) -> Due:
    rows = DoorAnswer.objects.filter(answered_at__lte=before).exclude(actor__in=held.users)
    return Due(rows, _deleting(DoorAnswer))


@purges("phones")
def phones(before: datetime, held: Held) -> Due:
    return Due(people_gone(before).exclude(pk__in=held.people), _forget_phones)


def people_gone(before: datetime) -> "QuerySet[Person]":
    """People with a phone who have had no post and no account that signs in since then."""
    day = clock.local_day(before)
    serving = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day)).values("person")
    active = User.objects.filter(is_active=True, person__isnull=False).values("person")
    gone = Person.objects.filter(phone__isnull=False).exclude(pk__in=serving).exclude(pk__in=active)
    # Who never had a post counts from the day on which it was entered, which its outside key tells.
    return gone.filter(Q(posts__isnull=False) | Q(uid__lt=_first_uid(before))).distinct()


def _first_uid(instant: datetime) -> str:
    milliseconds = int(instant.astimezone(UTC).timestamp() * 1000)
    digits = f"{milliseconds:012x}{'0' * 20}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _forget_phones(keys: list[Any]) -> int:
    people = list(Person.objects.select_for_update().filter(pk__in=keys))
    for person in people:
        write_phone(person, "")
    return len(people)


@purges("delivery-errors")
def delivery_errors(before: datetime, _held: Held) -> Due:
    return Due(failed_before(before), forget_errors)


@purges("unused-columns")
def unused_columns(_before: datetime, _held: Held) -> Due:
    return Due(User.objects.exclude(email="", first_name="", last_name=""), _empty_columns)


def _empty_columns(keys: list[Any]) -> int:
    return User.objects.filter(pk__in=keys).update(email="", first_name="", last_name="")
