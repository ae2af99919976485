"""Writing how somebody signs in; the names that other rooms use."""

from zhuanban.ground.signin.services.accounts import (
    carry_session_on,
    disable_account,
    disable_demo_accounts,
    disable_handed_over,
    enable_account,
    open_account_for,
)
from zhuanban.ground.signin.services.emergency import (
    close_emergency,
    close_ended_emergencies,
    open_emergency,
)
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
from zhuanban.ground.signin.services.linking import (
    end_by_ticket,
    recognise,
    remember_ticket,
    unlink,
)
from zhuanban.ground.signin.services.many import MOST as MOST_ACCOUNTS
from zhuanban.ground.signin.services.many import (
    Wanted,
    account_table,
    check_accounts,
    open_accounts,
    read_accounts,
)
from zhuanban.ground.signin.services.passwords import (
    change_password,
    new_password,
    reset_on_server,
    reset_password,
)
from zhuanban.ground.signin.services.sessions import (
    begin_session,
    end_own_session,
    end_session,
    end_sessions_of,
    forget_sign_ins,
    key_of,
)
from zhuanban.ground.signin.services.strength import (
    password_rules,
)
from zhuanban.ground.signin.services.trying import (
    forget_old_tries,
    resting_until,
    unlock_account,
    unlock_on_server,
)

__all__ = [
    "MOST_ACCOUNTS",
    "Enrolled",
    "Wanted",
    "account_table",
    "begin_session",
    "carry_session_on",
    "change_password",
    "check_accounts",
    "close_emergency",
    "close_ended_emergencies",
    "disable_account",
    "disable_demo_accounts",
    "disable_handed_over",
    "enable_account",
    "end_by_ticket",
    "end_own_session",
    "end_session",
    "end_sessions_of",
    "enrol_app",
    "enrol_key",
    "forget_old_tries",
    "forget_sign_ins",
    "key_of",
    "new_password",
    "open_account_for",
    "open_accounts",
    "open_emergency",
    "password_rules",
    "prove_by_code",
    "prove_by_key",
    "read_accounts",
    "recognise",
    "remember_ticket",
    "remove_factor",
    "renew_recovery_codes",
    "reset_factors",
    "reset_on_server",
    "reset_password",
    "resting_until",
    "unlink",
    "unlock_account",
    "unlock_on_server",
]
