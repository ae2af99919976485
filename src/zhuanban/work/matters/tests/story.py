"""What the stories of this room share: kinds in use, a photo, and a matter brought as far as wanted."""

from datetime import UTC, datetime, timedelta
from typing import Any

from zhuanban.ground.core import clock
from zhuanban.ground.files.models import Photo
from zhuanban.work.matters import services
from zhuanban.work.matters.models import CampaignKind, Kind, Matter
from zhuanban.work.matters.selectors import steps_of
from zhuanban.work.matters.services import activate_kinds, sync_kinds

# A Wednesday morning in the second phase, 9:00 in Shanghai.
MORNING = datetime(2024, 4, 10, 1, 0, tzinfo=UTC)


def kinds_in_use(cast: Any) -> None:
    """Every kind whose words the cast's notice holds, and by the office's choice one of three stages."""
    sync_kinds()
    activate_kinds(campaign=cast.campaign)
    CampaignKind.objects.get_or_create(campaign=cast.campaign, kind=kind("illegal-structure"), clause=cast.order)


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


def suspended(cast: Any, **said: Any) -> Matter:
    return services.suspend_matter(
        by=cast.office, matter=handling(cast, **said), reason="等待施工许可", until=clock.today() + timedelta(days=10)
    )


def referred(cast: Any, **said: Any) -> Matter:
    return services.refer_matter(by=cast.office, matter=handling(cast, **said), body="区执法大队", reason="拒不整改")


def voided(cast: Any, **said: Any) -> Matter:
    return services.void_matter(by=cast.office, matter=registered(cast, **said), reason="登记有误")


def fresh(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def address(matter: Matter, act: str = "") -> str:
    """The address of a matter's page, or of one of its acts."""
    page = f"/c/{matter.campaign.slug}/matters/{matter.uid}/"
    return f"{page}{act}/" if act else page


def post(client: Any, by: Any, matter: Matter, act: str, **said: Any) -> Any:
    """Do an act as the page does it."""
    client.force_login(by)
    return client.post(address(matter, act), said)


def last_sentence(matter: Matter) -> str:
    """The newest line of the time line."""
    return steps_of(matter)[-1].sentence
