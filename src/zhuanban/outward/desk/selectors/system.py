"""For the three administrators: does the house run, is its journal sealed, who has an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.journal.models import Delivery, Seal, Unsealed, Verification
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
    """Counts from the chain and from the queue of the sealer."""
    last = Seal.objects.order_by("-position").first()
    waiting = Unsealed.objects.count()
    return SealState(
        entries=(last.position if last else 0) + waiting,
        unsealed=waiting,
        sealed_at=last.sealed_at if last else None,
        digest=last.digest if last else "",
    )


def broken_places() -> int:
    """How many faults the last verification of the journal found, with the entries that were refused a seal."""
    last = Verification.objects.filter(finished_at__isnull=False).order_by("-pk").first()
    refused = Unsealed.objects.filter(refused_at__isnull=False).count()
    return max(last.fault_count if last else 0, refused)


def delivery_for(user: User, pk: int) -> Delivery:
    """A delivery that the person may settle; Http404 for all others."""
    return get_object_or_404(permitted(user, "delivery.settle", Delivery), pk=pk)


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
    figures: dict[str, Any] = {"accounts": len(accounts_in(user)), "broken": broken_places()}
    if user.has_role(Role.SYSTEM_ADMIN):
        figures["dead"] = dead_in(user).count()
    if user.has_role(Role.AUDITOR):
        figures["seal"] = seal_state()
    return figures
