"""What a merger or split means for acceptance: what is settled is history, what is open goes to who takes over."""

from collections import Counter, defaultdict

from django.db import transaction

from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import UnitsReorganised
from zhuanban.oversight.appraisals.events import AcceptancesHandedOn
from zhuanban.oversight.appraisals.models import Acceptance
from zhuanban.oversight.appraisals.rules.acceptance import SETTLED, Decision, State
from zhuanban.plan.campaigns.models import Campaign


@transaction.atomic
def follow_units(event: UnitsReorganised) -> None:
    """What has to be mended is still to be mended, by its day; what was only stated is stated anew.

    A clause has one acceptance in a township: of several, what is to be mended first goes on. A successor that has one
    of its own keeps it. A second run finds nothing left.
    """
    heirs = dict(event.successors)
    rows = Acceptance.objects.select_for_update(of=("self",)).filter(
        township__in=heirs, clause__campaign__state=Campaign.State.RUNNING
    )
    held: dict[tuple[int, int], list[Acceptance]] = defaultdict(list)
    for row in rows.exclude(decision__in=SETTLED).select_related("clause").order_by("due_on", "pk"):
        held[row.clause_id, heirs[row.township_id]].append(row)
    known = set(Acceptance.objects.filter(township__in=heirs.values()).values_list("clause", "township"))
    moved: Counter[int] = Counter()
    restated: Counter[int] = Counter()
    for (clause, heir), found in held.items():
        chosen = next((row for row in found if row.decision == Decision.MEND), found[0])
        campaign = chosen.clause.campaign_id
        # Statements that nobody has decided on are made from data, and made again for who takes over.
        Acceptance.objects.filter(pk__in=[row.pk for row in found if row is not chosen and not row.decision]).delete()
        if (clause, heir) in known:
            continue
        moved[campaign] += 1
        restated[campaign] += not chosen.decision
        _hand_on(chosen, heir)
    for campaign, count in sorted(moved.items()):
        told = AcceptancesHandedOn(
            campaign_id=campaign, what=event.what, count=count, restated=restated[campaign]
        )
        record(told, by=None)


def _hand_on(row: Acceptance, heir: int) -> None:
    row.township_id = heir
    if not row.decision:
        row.state, row.statement, row.stated_at = State.OPEN, {}, None
    row.save(update_fields=["township", "state", "statement", "stated_at"])
