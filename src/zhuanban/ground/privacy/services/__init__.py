"""Writing what concerns personal information; the names that other rooms use."""

from zhuanban.ground.privacy.services import keys, purgers
from zhuanban.ground.privacy.services.copying import Copy, copy_for_other, own_copy
from zhuanban.ground.privacy.services.holding import begin_hold, end_hold
from zhuanban.ground.privacy.services.purging import Due, Held, purge, purge_plan, purges
from zhuanban.ground.privacy.services.revealing import reveal_field

__all__ = [
    "Copy",
    "Due",
    "Held",
    "begin_hold",
    "copy_for_other",
    "end_hold",
    "keys",
    "own_copy",
    "purge",
    "purge_plan",
    "purgers",
    "purges",
    "reveal_field",
]
