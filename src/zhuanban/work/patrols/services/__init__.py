"""What a phone sends comes in by receive_visit and receive_photo_part; the office settles what is held."""

from zhuanban.work.patrols.services.admit import admit_visit, refuse_visit
from zhuanban.work.patrols.services.parts import purge_stale_parts, receive_photo_part, seal_photo
from zhuanban.work.patrols.services.receive import receive_visit
from zhuanban.work.patrols.services.succeed import follow_units

__all__ = [
    "admit_visit",
    "follow_units",
    "purge_stale_parts",
    "receive_photo_part",
    "receive_visit",
    "refuse_visit",
    "seal_photo",
]
