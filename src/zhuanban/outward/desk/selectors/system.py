"""For the three administrators: does the house run, is its journal sealed, who has an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from zhuanban.ground.journal.models import Delivery, Entry, Seal
from zhuanban.ground.journal.selectors import dead_deliveries
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import accounts_of
from zhuanban.plan.campaigns.models import Campaign

MOST_SHOWN = 50


@dataclass(frozen=True)
class SealState:
    """How much of the journal is sealed, when last, and with which hash."""

    entries: int
    unsealed: int
    sealed_at: datetime | None
    digest: str


def seal_state() -> SealState:
    """Counts from the chain itself."""
    last = Seal.objects.order_by("-position").first()
    unsealed = Entry.objects.filter(seal=None).count()
    return SealState(
        entries=(last.position if last else 0) + unsealed,
        unsealed=unsealed,
        sealed_at=last.sealed_at if last else None,
        digest=last.digest if last else "",
    )


def dead_in(user: User) -> QuerySet[Delivery]:
    """Deliveries that failed too often, of the actions of the person's district."""
    actions = Campaign.objects.filter(district=user.district_id)
    return dead_deliveries(list(actions.values_list("pk", flat=True)))


def dead_shown(user: User) -> list[Delivery]:
    """The newest of them."""
    return list(dead_in(user)[:MOST_SHOWN])


def accounts_in(user: User) -> list[RoleAssignment]:
    """The accounts of the person's district with roles and units."""
    return list(accounts_of(user.district_id)) if user.district_id else []


def figures_for(user: User) -> dict[str, Any]:
    """What the administrator's own office counts: failures for the system, seals for the audit, accounts for all."""
    figures: dict[str, Any] = {"accounts": len(accounts_in(user))}
    if user.has_role(Role.SYSTEM_ADMIN):
        figures["dead"] = dead_in(user).count()
    if user.has_role(Role.AUDITOR):
        figures["seal"] = seal_state()
    return figures
