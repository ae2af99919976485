"""What the stories of this room share: a phone that makes visits and photos, and sends them to the doors."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client
from PIL import Image

from zhuanban.ground.core import clock
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters import services as loop
from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.models import Visit
from zhuanban.work.patrols.selectors.visits import base_of
from zhuanban.work.patrols.services.carry import photos_of

KIND = "exposed-rubbish"


def kinds_in_use(cast: Any) -> None:
    loop.sync_kinds()
    loop.activate_kinds(campaign=cast.campaign)


def picture(seed: int = 1, edge: int = 64) -> bytes:
    """A small JPEG, another for each seed."""
    cells = hashlib.shake_256(str(seed).encode()).digest(8 * 8 * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (8, 8), cells).resize((edge, edge)).save(out, "JPEG")
    return out.getvalue()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Phone:
    """A phone signed in with one account, sending to one action."""

    cast: Any
    user: User
    slug: str = "yunxi-2024"
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    def body(self, photos: list[bytes] | None = None, **said: Any) -> dict[str, Any]:
        """A report with these photos."""
        instant = clock.now().isoformat()
        fix = {"captured_at": instant, "longitude": "116.118740", "latitude": "36.601820", "accuracy_m": 8}
        return {
            "schema_version": 1,
            "base_version": "v1",
            "kind": "report",
            "township": str(self.cast.towns[0].uid),
            "matter_kind": KIND,
            "place": "中心大街东首",
            "text": "路边垃圾成堆，约两立方米",
            "photos": [{"sha256": sha(photo), **fix} for photo in photos or []],
            **fix,
            **said,
        }

    def verdict(self, matter: Matter, verdict: str = "pass", text: str = "", **said: Any) -> dict[str, Any]:
        """A verification of a matter as it stands now."""
        said = {"base_version": base_of(matter), "kind": "verify", "text": text, **said}
        return {**self.body(**said), "matter": str(matter.uid), "verdict": verdict}

    def send(self, body: dict[str, Any], uid: Any = None, phone_clock: datetime | None = None) -> Any:
        """PUT the visit."""
        headers = {"X-Phone-Clock": (phone_clock or clock.now()).isoformat()}
        address = f"/api/v1/c/{self.slug}/visits/{uid or uuid7()}"
        content = json.dumps(body, ensure_ascii=False, sort_keys=True)
        return self.client.put(address, content, content_type="application/json", headers=headers)

    def part(self, photo: bytes, number: int = 1, count: int = 1, name: str = "") -> Any:
        """PUT piece `number` of `count` of a photo."""
        step = -(-len(photo) // count)
        piece = photo[(number - 1) * step : number * step]
        address = f"/api/v1/c/{self.slug}/photos/{name or sha(photo)}?part={number}&of={count}"
        return self.client.put(address, piece, content_type="application/octet-stream")


def finished(cast: Any) -> Matter:
    """A matter that the bureau has reported done."""
    photo = picture(90)
    Phone(cast, cast.inspector).part(photo)
    sent = Phone(cast, cast.inspector).send(Phone(cast, cast.inspector).body([photo])).json()
    matter = Matter.objects.get(uid=sent["matter_uid"])
    loop.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    loop.accept_matter(by=cast.handler, matter=matter)
    after = photos_of(Visit.objects.get(uid=sent["uid"]))
    return loop.report_done(by=cast.handler, matter=matter, result="已清运", photos=after)
