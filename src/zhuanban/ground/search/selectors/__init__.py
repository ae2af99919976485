"""Looking things up in the index."""

from zhuanban.ground.search.selectors.finding import (
    MOST,
    Wish,
    among_found,
    entries_found,
    found,
    kinds_found,
    marks_of,
    seen_marks,
)

__all__ = ["MOST", "Wish", "among_found", "entries_found", "found", "kinds_found", "marks_of", "seen_marks"]
