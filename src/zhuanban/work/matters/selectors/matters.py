"""Which matters a person sees, works on, or is to verify."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.core.prepared import Prepared
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import own_units_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.models import Matter, MatterPhoto, Urging
from zhuanban.work.matters.rules.loop import Act, State
from zhuanban.work.matters.selectors.sight import SHOWN, seen


def matters_for(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """The matters of the action that this person may see, newest first, with all that a list shows."""
    return seen(user, campaign).select_related(*SHOWN)


def matter_for(user: User, campaign: Campaign, uid: UUID) -> Matter:
    """One matter with all that its page shows; 404 where the person may not see it."""
    matters = permitted(user, "matter.view", Matter).filter(campaign=campaign, uid=uid)
    matter = matters.select_related(*SHOWN, "filed_by", "relapse_of", "campaign__district", "batch_row__batch").first()
    if matter is None:
        raise Http404
    return matter


def matter_seen(user: User, campaign: Campaign, uid: UUID) -> Matter:
    """The row's key alone, for an act that reads and locks it; 404 where the person may not see it."""
    matter = SEEN.first(actor=user, campaign=campaign.pk, uid=uid)
    if matter is None:
        raise Http404
    return matter


SEEN: Prepared[Matter] = Prepared(
    lambda actor, campaign, uid: permitted(actor, "matter.view", Matter).filter(campaign=campaign, uid=uid).only("pk")
)


def matters_to_verify(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """Reported done, and this person may verify it: not its own, not its unit's, not where it holds a post (回避)."""
    own = own_units_of(user)
    matters = permitted(user, f"matter.{Act.CLOSE}", Matter).filter(campaign=campaign, state=State.DONE)
    return matters.exclude(Q(handler__in=own) | Q(township__in=own)).select_related(*SHOWN).order_by("pk")


def matters_to_do(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """What waits for this person's unit: to accept or to handle, the most pressing first."""
    units = [seat.unit_id for seat in user.seats if seat.unit_id]
    matters = permitted(user, "matter.view", Matter).filter(campaign=campaign, handler__in=units)
    waiting = matters.filter(state__in=[State.DISPATCHED, State.HANDLING])
    return waiting.select_related(*SHOWN).order_by("due_at", "pk")


def matters_urged(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """What the person's unit was reminded of and has not reported done, with the words of the last reminder."""
    urgings = Urging.objects.filter(matter=OuterRef("pk"), unit=OuterRef("handler"))
    rows = matters_to_do(user, campaign).filter(Exists(urgings))
    return rows.annotate(urged_text=Subquery(urgings.values("text")[:1]), urged_at=Subquery(urgings.values("at")[:1]))


def matters_to_dispatch(user: User, campaign: Campaign) -> QuerySet[Matter]:
    """What waits for the office to be given to a unit, the oldest first."""
    matters = permitted(user, f"matter.{Act.DISPATCH}", Matter).filter(campaign=campaign, state=State.REGISTERED)
    return matters.select_related(*SHOWN).order_by("pk")


def photos_of(matter: Matter) -> QuerySet[MatterPhoto]:
    """The matter's photos in the order in which they came."""
    return MatterPhoto.objects.filter(matter=matter).select_related("photo").order_by("pk")
