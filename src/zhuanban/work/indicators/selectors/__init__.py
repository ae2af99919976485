"""Reading indicators: the values entered, and what may be said of each target."""

from zhuanban.work.indicators.selectors.readings import (
    action_of,
    followed_by_clause,
    indicator_for,
    indicators_for,
    left_to_others,
    reading_for,
    readings_of,
    readings_page,
    recordable_townships,
    stands_back,
)
from zhuanban.work.indicators.selectors.standing import (
    Board,
    Status,
    aim_of,
    boards_in,
    boards_of,
    statuses_of,
    target_status,
    words_of,
)

__all__ = [
    "Board",
    "Status",
    "action_of",
    "aim_of",
    "boards_in",
    "boards_of",
    "followed_by_clause",
    "indicator_for",
    "indicators_for",
    "left_to_others",
    "reading_for",
    "readings_of",
    "readings_page",
    "recordable_townships",
    "stands_back",
    "statuses_of",
    "target_status",
    "words_of",
]
