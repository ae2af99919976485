"""What the stories of this room share: kinds in use, a photo, and a matter brought as far as wanted."""

from datetime import UTC, datetime
from typing import Any

from zhuanban.ground.core import clock
from zhuanban.ground.files.models import Photo
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Kind, Matter
from zhuanban.work.matters.services import activate_kinds, sync_kinds

# A Wednesday morning in the second phase, 9:00 in Shanghai.
MORNING = datetime(2024, 4, 10, 1, 0, tzinfo=UTC)


def kinds_in_use(cast: Any) -> None:
    """Every kind whose words the cast's notice holds."""
    sync_kinds()
    activate_kinds(campaign=cast.campaign)


def kind(code: str) -> Kind:
    return Kind.objects.get(code=code)


def a_photo(cast: Any, campaign: Any = None, name: str = "1") -> Photo:
    """A photo of the action, as a row; these stories do not look at its bytes."""
    campaign = campaign or cast.campaign
    return Photo.objects.get_or_create(
        campaign_id=campaign.pk,
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


def registered(
    cast: Any, *, code: str = "exposed-rubbish", by: Any = None, town: int = 0, place: str = "中心大街东首", **said: Any
) -> Matter:
    """A problem that an inspector reports."""
    said = {"title": "路边垃圾成堆", "photos": [a_photo(cast)], **said}
    return services.register_matter(
        by=by or cast.inspector,
        campaign=cast.campaign,
        kind=kind(code),
        township=cast.towns[town],
        place=place,
        **said,
    )


def dispatched(cast: Any, **said: Any) -> Matter:
    return services.dispatch_matter(by=cast.office, matter=registered(cast, **said), unit=cast.bureau)


def handling(cast: Any, **said: Any) -> Matter:
    return services.accept_matter(by=cast.handler, matter=dispatched(cast, **said))


def done(cast: Any, **said: Any) -> Matter:
    return services.report_done(
        by=cast.handler, matter=handling(cast, **said), result="已清运", photos=[a_photo(cast, name="2")]
    )


def closed(cast: Any, **said: Any) -> Matter:
    return services.close_matter(by=cast.inspector, matter=done(cast, **said))


def fresh(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)
