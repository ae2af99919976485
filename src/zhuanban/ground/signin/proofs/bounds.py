"""How often, for how long, and by which mark."""

from datetime import timedelta

TRIES = 5
REST = timedelta(minutes=30)
SECOND_STEP_WITHIN = timedelta(minutes=10)
CONFIRMED_FOR = timedelta(minutes=10)
MOST_KEYS = 8
PROVED = "signin.proved"  # the mark of a session in which the second factor was given
