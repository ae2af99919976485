"""What the stories of appraisal share: a published scheme, and matters that a township brought to an end."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from zhuanban.ground.core import clock
from zhuanban.ground.files.models import Photo
from zhuanban.oversight.appraisals.models import Scheme
from zhuanban.oversight.appraisals.selectors.schemes import shipped_text
from zhuanban.oversight.appraisals.services import draft_scheme, publish_scheme
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.services import activate_kinds, sync_kinds

# Tuesday 20 February 2024, 9:00 in Shanghai: before the first period; and a Wednesday within it.
BEFORE = datetime(2024, 2, 20, 1, 0, tzinfo=UTC)
APRIL = datetime(2024, 4, 10, 1, 0, tzinfo=UTC)
FIRST_OF_MARCH = date(2024, 3, 1)


def a_scheme_in_force(cast: Any) -> Scheme:
    """The shipped scheme, published in February for the months from March on."""
    with clock.moved_to(BEFORE):
        scheme = draft_scheme(by=cast.office, campaign=cast.campaign, text=shipped_text())
        return publish_scheme(by=cast.office, scheme=scheme, starts_on=FIRST_OF_MARCH)


def kinds_in_use(cast: Any) -> None:
    sync_kinds()
    activate_kinds(campaign=cast.campaign)


def a_photo(cast: Any, name: str) -> Photo:
    """A photo as a row; these stories do not look at its bytes."""
    return Photo.objects.get_or_create(
        campaign_id=cast.campaign.pk,
        sha256=name.rjust(64, "0"),
        defaults={
            "content_type": "image/jpeg",
            "size": 1,
            "width": 1,
            "height": 1,
            "fingerprint": "0" * 16,
            "sent_by": cast.inspector,
            "received_at": clock.now(),
        },
    )[0]


def given_out(cast: Any, at: datetime = APRIL, town: int = 0, place: str = "", unit: Any = None) -> Matter:
    """A heap of rubbish that the inspector found, given to the township or to another unit."""
    with clock.moved_to(at):
        matter = services.register_matter(
            by=cast.inspector,
            campaign=cast.campaign,
            kind=Kind.objects.get(code="exposed-rubbish"),
            township=cast.towns[town],
            title="路边垃圾成堆",
            place=place or f"中心大街 {Matter.objects.count() + 1} 号",
            photos=[a_photo(cast, "1")],
        )
        return services.dispatch_matter(by=cast.office, matter=matter, unit=unit or cast.towns[town])


def in_hand(cast: Any, at: datetime = APRIL, town: int = 0, place: str = "", unit: Any = None) -> Matter:
    """The same accepted by the unit."""
    matter = given_out(cast, at, town, place, unit)
    with clock.moved_to(at):
        return services.accept_matter(by=hand_of(cast, matter.handler), matter=matter)


def hand_of(cast: Any, unit: Any) -> Any:
    """Who works for the unit."""
    return {cast.bureau.pk: cast.handler, cast.towns[1].pk: cast.other_township}.get(unit.pk, cast.township)


def finished(
    cast: Any,
    at: datetime = APRIL,
    town: int = 0,
    *,
    late: bool = False,
    sent_back: bool = False,
    place: str = "",
    unit: Any = None,
) -> Matter:
    """The same brought to its closing: in time or two days late, at once or after one send-back."""
    matter = in_hand(cast, at, town, place, unit)
    done_at = at + (timedelta(days=2) if late else timedelta(hours=1))
    if sent_back:
        reported(cast, matter, done_at)
        with clock.moved_to(done_at):
            matter = services.send_back_matter(by=cast.inspector, matter=matter, reason="仍有残留")
    reported(cast, matter, done_at)
    with clock.moved_to(done_at + timedelta(hours=1)):
        return services.close_matter(by=cast.inspector, matter=Matter.objects.get(pk=matter.pk))


def reported(cast: Any, matter: Matter, at: datetime) -> None:
    """Reported done, with a photo."""
    matter = Matter.objects.get(pk=matter.pk)
    with clock.moved_to(at):
        services.report_done(
            by=hand_of(cast, matter.handler), matter=matter, result="已清运", photos=[a_photo(cast, "2")]
        )
