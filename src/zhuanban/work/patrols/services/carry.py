"""From a visit to its matter: what an inspector found is registered, what was verified is closed or sent back."""

from django.core.exceptions import ValidationError
from django.db import transaction

from zhuanban.ground.core.errors import Invalid, ServiceError
from zhuanban.ground.core.permits import lock
from zhuanban.ground.files.models import Photo
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.rules import Source
from zhuanban.work.matters.services import close_matter, register_matter, send_back_matter
from zhuanban.work.patrols.events import VisitCompleted, VisitHeld
from zhuanban.work.patrols.models import Visit, VisitPhoto
from zhuanban.work.patrols.rules import POSITION_WORDS, Verdict, VisitKind, VisitState
from zhuanban.work.patrols.selectors.visits import base_of, lacking


@transaction.atomic
def settle_visit(*, by: User, visit: Visit) -> Visit:
    """Carry a visit down, once, when all its photos are here; what the loop refuses is held and nothing is lost."""
    visit = lock(visit)
    if visit.state != VisitState.WAITING or lacking(visit):
        return visit
    reason = doubt_about(visit)
    if reason:
        return hold(by, visit, reason)
    try:
        with transaction.atomic():
            return complete(by, visit)
    except ServiceError as error:
        return hold(by, visit, error.message)
    except ValidationError as error:
        return hold(by, visit, "；".join(error.messages))


def doubt_about(visit: Visit) -> str:
    """Why a person should look before this visit is carried down; "" when nothing speaks against it."""
    fault = VisitPhoto.objects.filter(visit=visit).exclude(fault="").values_list("fault", flat=True).first()
    if fault:
        return fault
    if visit.kind == VisitKind.VERIFY:
        if visit.matter is None:
            return "找不到要核查的事项。"
        return "" if visit.base_version == base_of(visit.matter) else "手机上的页面打开之后，这件事项又有了变化。"
    if visit.township is None:
        return "手机上选的乡镇（街道）已不在名单里。"
    if visit.matter_kind is None or not visit.matter_kind.is_active:
        return "手机上选的类别已取消。"
    return ""


def complete(by: User, visit: Visit) -> Visit:
    """Carry the visit down in the name of `by` and keep the matter it led to."""
    visit.result = register(by, visit) if visit.kind == VisitKind.REPORT else verify(by, visit)
    visit.state, visit.reason = VisitState.COMPLETE, ""
    visit.save(update_fields=["result", "state", "reason", "township", "matter_kind"])
    record(
        VisitCompleted(
            campaign_id=visit.campaign_id,
            visit_id=visit.pk,
            matter_id=visit.result.pk,
            matter_number=visit.result.number,
        ),
        by=by,
    )
    return visit


def register(by: User, visit: Visit) -> Matter:
    """Register what was found; the matter bears the uid that the phone gave, so it is never registered twice."""
    if visit.matter_kind is None or visit.township is None:
        raise Invalid("请先选定类别和乡镇（街道）。")
    return register_matter(
        by=by,
        campaign=visit.campaign,
        kind=visit.matter_kind,
        township=visit.township,
        title=f"{visit.place.split(POSITION_WORDS)[0][:70]}：{visit.matter_kind.name}",
        place=visit.place,
        detail=visit.text,
        source=Source.PATROL,
        happened_at=visit.happened_at,
        longitude=visit.longitude,
        latitude=visit.latitude,
        fields=visit.body.get("fields") or None,
        photos=photos_of(visit),
        clause=visit.clause,
        uid=visit.uid,
    )


def verify(by: User, visit: Visit) -> Matter:
    """Close the matter, or send it back; its own services know who may verify it."""
    if visit.matter is None:
        raise Invalid("找不到要核查的事项。")
    if visit.verdict == Verdict.PASS:
        return close_matter(by=by, matter=visit.matter, opinion=visit.text, photos=photos_of(visit))
    return send_back_matter(by=by, matter=visit.matter, reason=visit.text, photos=photos_of(visit))


def photos_of(visit: Visit) -> list[Photo]:
    """The photos of the visit that are here, in order."""
    rows = VisitPhoto.objects.filter(visit=visit, photo__isnull=False).select_related("photo").order_by("order")
    return [row.photo for row in rows if row.photo]


def hold(by: User, visit: Visit, reason: str) -> Visit:
    """Keep the visit for the office, with the reason."""
    visit.state, visit.reason = VisitState.HELD, reason[:500]
    visit.save(update_fields=["state", "reason"])
    record(VisitHeld(campaign_id=visit.campaign_id, visit_id=visit.pk, reason=visit.reason[:200]), by=by)
    return visit
