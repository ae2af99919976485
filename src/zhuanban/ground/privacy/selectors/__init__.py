"""Reading what concerns personal information."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404

from zhuanban.ground.core.encryption import Unreadable
from zhuanban.ground.core.keyring import KeyFault
from zhuanban.ground.core.permits import may, permitted
from zhuanban.ground.core.personal import PersonalColumn, column_of
from zhuanban.ground.core.personal_fields import Masked, mask_all
from zhuanban.ground.journal import secrets
from zhuanban.ground.journal.models import Private
from zhuanban.ground.journal.selectors import acts_of
from zhuanban.ground.orgs.models import Person, RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.privacy.models import Hold, Reveal
from zhuanban.ground.signin.selectors import sign_ins_of

UNREADABLE = "密文打不开"
# What lies beside entries, by the names under which the rooms put it there.
SAID = {
    "address": "网络地址", "device": "设备", "explanation": "说明", "name": "姓名", "note": "批注", "opinion": "意见",
    "reason": "理由", "username": "用户名", "words": "原文",
}  # fmt: skip


@dataclass(frozen=True)
class RevealLine:
    """A reveal as its list shows it; the reason only for who may read it."""

    at: datetime
    who: str
    what: str
    row: str
    reason: str | None


def person_for(user: User, uid: UUID) -> Person:
    """A person of whom this user may look at how to reach it: a colleague of the district, or oneself."""
    person = permitted(user, "person.look", Person).filter(uid=uid).first()
    own = Person.objects.filter(uid=uid, user=user).first()
    if not (found := person or own):
        raise Http404
    return found


def revealable(user: User, key: str, pk: int) -> tuple[PersonalColumn, Model]:
    """The column and the row, where this user may see the value in full; 404 for anything else."""
    column = column_of(key)
    if column is None or not column.reveal:
        raise Http404
    row = permitted(user, column.reveal, apps.get_model(column.model)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return column, row


def may_reveal(user: User, column: str, row: Model) -> bool:
    """Whether the page offers to show the value of this column in full."""
    declared = column_of(column)
    return bool(declared and declared.reveal and may(user, declared.reveal, row))


def reveals_in(user: User) -> "QuerySet[Reveal]":
    """Who saw what in this district, newest first; 404 for who does not watch over it."""
    if user.district is None or not may(user, "reveals.view", user.district):
        raise Http404
    rows = Reveal.objects.filter(district=user.district_id).select_related("by", "entry__private")
    return rows.order_by("-pk")


def reveal_lines(user: User, rows: Iterable[Reveal]) -> list[RevealLine]:
    """The lines of a page of the list."""
    with_reasons = user.district is not None and may(user, "reveals.reasons", user.district)
    return [
        RevealLine(row.at, row.by.name, name_of(row.column), f"{row.row_id}", reason_of(row) if with_reasons else None)
        for row in rows
    ]


def name_of(key: str) -> str:
    """What a column is called; its key where no room declares it any more."""
    column = column_of(key)
    return column.name if column else key


def reason_of(row: Reveal) -> str:
    """The reason that was given, or why it cannot be read."""
    private = getattr(row.entry, "private", None)
    if private is None:
        return "已按保存期限删除"
    try:
        return str(_opened(private)["reason"])
    except (Unreadable, KeyFault):
        return UNREADABLE


def _opened(private: Private) -> dict[str, Any]:
    """What lies encrypted beside an entry."""
    return dict(json.loads(secrets.decrypt(bytes(private.sealed), str(private.pk))))


def private_words(private: Private) -> Masked:
    """The same as lines of words, masked."""
    try:
        lines = [f"{SAID.get(name, name)}：{value}" for name, value in _opened(private).items() if value]
    except (Unreadable, KeyFault):
        lines = [UNREADABLE]
    return Masked.of("；".join(lines), mask_all)


def holds_in(user: User) -> "QuerySet[Hold]":
    """What is or was held in this district, the running ones first; 404 for who does not watch over it."""
    if user.district is None or not may(user, "retention.view", user.district):
        raise Http404
    rows = Hold.objects.filter(district=user.district_id).select_related("person", "begun_by")
    return rows.order_by("ended_at", "-pk")


def hold_for(user: User, pk: int) -> Hold:
    """A hold that this user may end."""
    hold = permitted(user, "hold.end", Hold).filter(pk=pk).first()
    if hold is None:
        raise Http404
    return hold


def accounts_to_copy(user: User) -> "QuerySet[User]":
    """The accounts of which this user may take a copy on request."""
    return permitted(user, "person.copy", User).order_by("username")


def whom_to_ask(user: User) -> list[str]:
    """The security administrators of the district, who put right or delete what is wrong."""
    seats = RoleAssignment.objects.filter(
        role=Role.SECURITY_ADMIN, district=user.district_id, ends_on=None, user__is_active=True
    )
    return sorted(set(seats.values_list("user__name", flat=True)))


def people_in(user: User) -> "QuerySet[Person]":
    """The people of the district, by name."""
    return Person.objects.filter(district=user.district_id).order_by("name", "pk")


def reveals_by(user: User) -> list[tuple[datetime, str, int]]:
    """What this account saw in full."""
    rows = Reveal.objects.filter(by=user).order_by("-pk").values_list("at", "column", "row_id")
    return [(at, name_of(column), row) for at, column, row in rows]


def traces_of(user: User) -> tuple[list[tuple[datetime, str, str]], list[tuple[str, int]]]:
    """The sign-ins of an account, and how often which event was recorded by it."""
    return [(row.began_at, row.way, row.device) for row in sign_ins_of(user)], acts_of(user)
