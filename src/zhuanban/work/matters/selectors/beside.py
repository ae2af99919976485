"""What the page of a matter shows beside the loop."""

from typing import Any

from zhuanban.ground.core import clock
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.work.matters.models import Matter, OutsideNumber, Urging
from zhuanban.work.matters.rules.loop import OPEN, State
from zhuanban.work.matters.selectors.persons import person_of
from zhuanban.work.matters.selectors.relations import related_to


def beside_of(user: User, matter: Matter) -> dict[str, Any]:
    """Related matters, who sees to it, the last reminder, and what of it the reader may do."""
    is_urgeable = matter.handler_id is not None and matter.state in OPEN and matter.state != State.DONE
    urging = Urging.objects.filter(matter=matter).first()
    is_urged = urging is not None and urging.day == clock.today()
    asks = user.has_role(*OFFICE_ROLES, Role.LEADER) and is_urgeable and not is_urged
    return {
        **related_to(user, matter),
        **person_of(user, matter),
        "outside_numbers": list(OutsideNumber.objects.filter(matter=matter)),
        "urging": urging if is_urgeable else None,
        "may_urge": asks and may(user, "matter.urge", matter),
    }
