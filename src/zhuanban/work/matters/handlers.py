"""What matters do by themselves: kinds at the start of an action, lights and figures, outcomes of approvals."""

from datetime import time, timedelta

from zhuanban.ground.approvals.events import ApprovalDecided
from zhuanban.ground.journal.registry import every, every_day, on
from zhuanban.ground.orgs.events import UnitAmended, UnitsMerged, UnitSplit
from zhuanban.plan.campaigns.events import (
    CampaignStarted,
    DutiesHandedOn,
    GroupMembersSet,
    LeadAssigned,
    LeadRemoved,
    NoticeAmended,
)
from zhuanban.work.matters import services
from zhuanban.work.matters.events import MattersRegistered, MattersWithdrawn
from zhuanban.work.matters.events.amended import MattersAmended
from zhuanban.work.matters.selectors.amending import matters_amended
from zhuanban.work.matters.selectors.batches import matters_of_batch
from zhuanban.work.matters.selectors.kinds import campaign_of
from zhuanban.work.matters.services.extend import EXTENSION
from zhuanban.work.matters.services.suspend import SUSPENSION


@on(CampaignStarted)
def activate_kinds(event: CampaignStarted) -> None:
    """Put into use the kinds that the notice's words call for."""
    services.sync_kinds()
    services.activate_kinds(campaign=campaign_of(event.campaign_id))


@on(LeadAssigned)
def show_clause_to_lead(event: LeadAssigned) -> None:
    """The lead of a clause sees its matters."""
    _show_anew(event.campaign_id, event.clause_id)


@on(LeadRemoved)
def hide_clause_from_past_lead(event: LeadRemoved) -> None:
    """Who leads no more sees what it handled, and what it still takes part in."""
    _show_anew(event.campaign_id, event.clause_id)


@on(GroupMembersSet)
def show_clauses_to_members(event: GroupMembersSet) -> None:
    """The members of a class of units see the matters of its clauses."""
    _show_anew(event.campaign_id)


@on(UnitAmended)
def index_under_new_name(event: UnitAmended) -> None:
    """The matters of a township are found by the name that it has now."""
    services.index_township(event.unit_id)


@on(UnitsMerged)
def follow_merger(event: UnitsMerged) -> None:
    """Open matters go to the merged unit, and what was kept."""
    services.follow_units(event)
    services.keepers_follow_units(event)


@on(UnitSplit)
def follow_split(event: UnitSplit) -> None:
    """Open matters, and what was kept, go to the part of their village, or to the one that takes over."""
    services.follow_units(event)
    services.keepers_follow_units(event)


@on(DutiesHandedOn)
def show_clauses_to_successors(event: DutiesHandedOn) -> None:
    """Who took over a duty sees the matters of its clause."""
    _show_anew(event.campaign_id)


@on(NoticeAmended)
def follow_amendment(event: NoticeAmended) -> None:
    """Tell open matters what the amended notice means for them, and move those whose clause or day moved."""
    services.follow_amendment(event)


@on(MattersAmended)
def index_amended(event: MattersAmended) -> None:
    """Matters are found by what they say now."""
    services.index_matters(matters_amended(event.amending_id))


@on(MattersRegistered)
def index_batch(event: MattersRegistered) -> None:
    """What a file registered is found by its words."""
    services.index_matters(matters_of_batch(event.batch_id))


@on(MattersWithdrawn)
def index_withdrawn(event: MattersWithdrawn) -> None:
    """What was taken back is found as void."""
    services.index_matters(matters_of_batch(event.batch_id))


@on(ApprovalDecided)
def apply_extension(event: ApprovalDecided) -> None:
    """Let an extension that the office granted take effect."""
    if event.action == EXTENSION:
        services.apply_extension(approval_id=event.approval_id)


@on(ApprovalDecided)
def apply_suspension(event: ApprovalDecided) -> None:
    """Let a matter rest, where that was granted."""
    if event.action == SUSPENSION:
        services.apply_suspension(approval_id=event.approval_id)


@every(timedelta(minutes=1))
def move_lights() -> None:
    """Change the lights whose time has come."""
    services.move_lights()


@every(timedelta(seconds=3))
def fold_tallies() -> None:
    """Fold what the acts added to the figures."""
    services.fold_tallies()


@every_day(at=time(4))
def set_provisional_limits() -> None:
    """Set the limits that rest on a year whose holidays have become known."""
    services.set_provisional_limits()


@every_day(at=time(3, 20))
def count_rows() -> None:
    """Let the database see how its rows are spread."""
    services.count_rows()


@every_day(at=time(2))
def draw_samples() -> None:
    """Draw what is verified by another of what was mended on the spot."""
    services.draw_samples()


@every_day(at=time(0, 10))
def turn_with_the_day() -> None:
    """Take up what rested until yesterday; let rest what waits for the season."""
    services.turn_with_the_day()


def _show_anew(campaign_id: int | None, clause_id: int | None = None) -> None:
    """Say again who sees which matter of the action, in the scopes and, where that changed, in the index of words."""
    campaign = campaign_of(campaign_id)
    services.rebuild_scopes(campaign)
    services.index_campaign(campaign, clause_id)
