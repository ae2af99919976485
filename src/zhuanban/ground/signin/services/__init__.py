"""Writing how somebody signs in; the names that other rooms use."""

from zhuanban.ground.signin.services.factors import (
    Enrolled,
    enrol_app,
    enrol_key,
    prove_by_code,
    prove_by_key,
    remove_factor,
    renew_recovery_codes,
    reset_factors,
)
from zhuanban.ground.signin.services.linking import end_by_ticket, recognise, remember_ticket, unlink
from zhuanban.ground.signin.services.passwords import change_password, reset_password

__all__ = [
    "Enrolled",
    "change_password",
    "end_by_ticket",
    "enrol_app",
    "enrol_key",
    "prove_by_code",
    "prove_by_key",
    "recognise",
    "remember_ticket",
    "remove_factor",
    "renew_recovery_codes",
    "reset_factors",
    "reset_password",
    "unlink",
]
