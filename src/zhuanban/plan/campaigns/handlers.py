"""What the plan does by itself when the organisation changes."""

from zhuanban.ground.journal.registry import on
from zhuanban.ground.orgs.events import UnitMembersSet, UnitsMerged, UnitSplit, WorkHandedOver
from zhuanban.plan.campaigns.events import CampaignStarted, NoticeAmended
from zhuanban.plan.campaigns.services.following import follow_members, follow_units
from zhuanban.plan.campaigns.services.owners import pass_on_clauses
from zhuanban.plan.campaigns.services.searching import index_clauses


@on(UnitsMerged)
def hand_on_after_merger(event: UnitsMerged) -> None:
    """Duties go to the merged unit."""
    follow_units(event)


@on(UnitSplit)
def hand_on_after_split(event: UnitSplit) -> None:
    """Duties go to the parts."""
    follow_units(event)


@on(UnitMembersSet)
def pass_duties_to_members(event: UnitMembersSet) -> None:
    """Duties of a class of units go to the members that it has now."""
    follow_members(event)


@on(WorkHandedOver)
def pass_on_owned_clauses(event: WorkHandedOver) -> None:
    """落实责任人 follows the person's work."""
    if event.person_id and event.successor_person_id:
        pass_on_clauses(person_id=event.person_id, successor_id=event.successor_person_id)


@on(CampaignStarted)
def let_clauses_be_found(event: CampaignStarted) -> None:
    """The clauses of a confirmed plan are found by their words."""
    index_clauses(event.campaign_id)


@on(NoticeAmended)
def let_amended_clauses_be_found(event: NoticeAmended) -> None:
    """Amended clauses are found by their words of now, repealed ones as such."""
    index_clauses(event.campaign_id)
