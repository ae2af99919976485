"""How often, and for how long."""

from datetime import timedelta

TRIES = 5
REST = timedelta(minutes=30)
SECOND_STEP_WITHIN = timedelta(minutes=10)
CONFIRMED_FOR = timedelta(minutes=10)
MOST_KEYS = 8
