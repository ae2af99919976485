"""What the stories of the desk share: matters of the action, brought as far as wanted through their services."""

from datetime import UTC, datetime, timedelta

from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.files.models import Photo
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Kind, Matter

# A Wednesday morning in the second phase, 9:00 in Shanghai.
MORNING = datetime(2024, 4, 10, 1, 0, tzinfo=UTC)
WEEKS_LATER = MORNING + timedelta(days=40)


def photo(cast: Cast, name: str) -> Photo:
    """A photo of the action, as a row."""
    return Photo.objects.create(
        campaign_id=cast.campaign.pk, sha256=name.rjust(64, "0"), content_type="image/jpeg", size=1, width=1, height=1,
        fingerprint="0" * 16, sent_by=cast.inspector, received_at=clock.now(),
    )  # fmt: skip


def kinds_in_use(cast: Cast) -> None:
    services.sync_kinds()
    services.activate_kinds(campaign=cast.campaign)


def registered(cast: Cast, number: int, town: int = 0) -> Matter:
    return services.register_matter(
        by=cast.inspector,
        campaign=cast.campaign,
        kind=Kind.objects.get(code="exposed-rubbish"),
        township=cast.towns[town],
        title=f"第{number}处垃圾成堆",
        place=f"中心大街{number}号",
        photos=[photo(cast, f"a{number}")],
    )


def dispatched(cast: Cast, number: int, town: int = 0) -> Matter:
    return services.dispatch_matter(by=cast.office, matter=registered(cast, number, town), unit=cast.bureau)


def handling(cast: Cast, number: int, town: int = 0) -> Matter:
    return services.accept_matter(by=cast.handler, matter=dispatched(cast, number, town))


def done(cast: Cast, number: int, town: int = 0) -> Matter:
    matter = handling(cast, number, town)
    return services.report_done(by=cast.handler, matter=matter, result="已清运", photos=[photo(cast, f"b{number}")])


def closed(cast: Cast, number: int, town: int = 0) -> Matter:
    return services.close_matter(by=cast.inspector, matter=done(cast, number, town))


def a_busy_morning(cast: Cast) -> None:
    """Two to dispatch, one of them returned; one to accept, one in hand, two to verify, one closed; later two red."""
    kinds_in_use(cast)
    with clock.moved_to(MORNING):
        registered(cast, 1)
        services.return_matter(by=cast.handler, matter=dispatched(cast, 2), reason="不属本单位职责")
        dispatched(cast, 3)
        handling(cast, 4, town=1)
        done(cast, 5)
        done(cast, 6)
        closed(cast, 7)
    with clock.moved_to(WEEKS_LATER):
        services.move_lights()
