"""What the office does with a held visit: take it in after a look, or refuse it with a reason."""

from django.db import transaction

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.selectors import is_recused
from zhuanban.work.matters.models import Kind
from zhuanban.work.patrols.events import VisitRefused
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.rules import VisitState
from zhuanban.work.patrols.selectors.visits import stands_back
from zhuanban.work.patrols.services.carry import complete

RECUSED = "这次检查由您（代办时含委托人）上传，或者您在这个乡镇（街道）任职，按回避规定请由其他人处理。"


@transaction.atomic
def admit_visit(*, by: User, visit: Visit, township: Unit | None = None, kind: Kind | None = None) -> Visit:
    """Take a held visit in, in the office's own name, with the township and kind it chooses where these lack.

    Photos that have not arrived stay out. What the loop refuses is raised, and the visit stays held.
    """
    require(by, "visit.settle", visit)
    visit = lock(visit)
    _refuse_recused(by, visit, township)
    open_or_raise(visit)
    visit.township = township or visit.township
    visit.matter_kind = kind or visit.matter_kind
    return complete(by, visit)


@transaction.atomic
def refuse_visit(*, by: User, visit: Visit, reason: str) -> Visit:
    """Refuse a held visit; whoever sent it sees the reason."""
    require(by, "visit.settle", visit)
    visit = lock(visit)
    _refuse_recused(by, visit)
    open_or_raise(visit)
    if not reason.strip():
        raise Invalid("请写明不予受理的原因。", "reason")
    visit.state, visit.reason = VisitState.REFUSED, reason.strip()[:500]
    visit.save(update_fields=["state", "reason"])
    record(VisitRefused(campaign_id=visit.campaign_id, visit_id=visit.pk), by=by)
    return visit


def _refuse_recused(by: User, visit: Visit, township: Unit | None = None) -> None:
    """Refused for who stands back from the visit, or from the township that is chosen for it (回避)."""
    if stands_back(by, visit) or is_recused(by, township.pk if township else None):
        raise Refused(RECUSED)


def open_or_raise(visit: Visit) -> None:
    """Only what is held, or still waits for photos, can be settled by hand."""
    if visit.state not in (VisitState.HELD, VisitState.WAITING):
        raise Invalid(f"这次检查{visit.get_state_display()}，不用再处理。")
