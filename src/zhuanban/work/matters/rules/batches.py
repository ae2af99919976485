"""What holds for matters that were registered at once."""

from datetime import timedelta

from zhuanban.work.matters.rules.loop import State

UNDO_WITHIN = timedelta(hours=24)
# As a matter is when it is registered; whatever else it is, somebody went on with it.
FRESH = frozenset({State.REGISTERED, State.HANDLING, State.CLOSED})  # a closed one on which nobody acted came in closed
