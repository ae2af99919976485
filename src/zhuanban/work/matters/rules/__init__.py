"""Pure decisions about matters: the loop, limits and lights, kinds as data, what counts."""

from zhuanban.work.matters.rules.figures import Measure, is_judged
from zhuanban.work.matters.rules.kinds import KindSpec, kind_of
from zhuanban.work.matters.rules.loop import (
    OPEN,
    TIMED,
    TRANSITIONS,
    Act,
    Light,
    PhotoRole,
    Profile,
    Source,
    State,
    Transition,
    follows,
)

__all__ = [
    "OPEN",
    "TIMED",
    "TRANSITIONS",
    "Act",
    "KindSpec",
    "Light",
    "Measure",
    "PhotoRole",
    "Profile",
    "Source",
    "State",
    "Transition",
    "follows",
    "is_judged",
    "kind_of",
]
