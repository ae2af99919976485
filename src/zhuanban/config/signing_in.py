"""Settings of passwords, of wrong tries and of how long a session lasts (domain.md §6)."""

from django.core.exceptions import ImproperlyConfigured

from zhuanban.config import environment

# Letters large and small, digits, others: how many of these four kinds a password has.
PASSWORD_LENGTH = environment.number("ZHUANBAN_PASSWORD_LENGTH", 10)
PASSWORD_CLASSES = environment.number("ZHUANBAN_PASSWORD_CLASSES", 3)
# After how many days a password has to be changed (0: never), and how many of the last ones do not come again.
PASSWORD_DAYS = environment.number("ZHUANBAN_PASSWORD_DAYS", 90)
PASSWORD_HISTORY = environment.number("ZHUANBAN_PASSWORD_HISTORY", 5)
# So many wrong passwords in a row bring a rest; the next rest is twice as long.
SIGN_IN_TRIES = environment.number("ZHUANBAN_SIGN_IN_TRIES", 5)
SIGN_IN_REST_MINUTES = environment.number("ZHUANBAN_SIGN_IN_REST_MINUTES", 30)
# After how many minutes without any act a session ends (0: never); the three administrators have their own bound.
IDLE_MINUTES = environment.number("ZHUANBAN_IDLE_MINUTES", 15)
ADMINISTRATOR_IDLE_MINUTES = environment.number("ZHUANBAN_ADMINISTRATOR_IDLE_MINUTES", 15)
SESSION_HOURS = environment.number("ZHUANBAN_SESSION_HOURS", 12)
# A new sign-in ends the account's other session.
ONE_SESSION = environment.switch("ZHUANBAN_ONE_SESSION", default=True)
# Off: people come by the government's sign-on alone; an emergency account still signs in here.
LOCAL_SIGNIN = environment.switch("ZHUANBAN_LOCAL_SIGNIN", default=True)
# Accounts that nobody has used for so many days are proposed for disabling.
UNUSED_DAYS = environment.number("ZHUANBAN_UNUSED_DAYS", 180)

_BOUNDS = {
    "ZHUANBAN_PASSWORD_LENGTH": (PASSWORD_LENGTH, 8, 64),
    "ZHUANBAN_PASSWORD_CLASSES": (PASSWORD_CLASSES, 1, 4),
    "ZHUANBAN_PASSWORD_DAYS": (PASSWORD_DAYS, 0, 3650),
    "ZHUANBAN_PASSWORD_HISTORY": (PASSWORD_HISTORY, 0, 24),
    "ZHUANBAN_SIGN_IN_TRIES": (SIGN_IN_TRIES, 3, 20),
    "ZHUANBAN_SIGN_IN_REST_MINUTES": (SIGN_IN_REST_MINUTES, 1, 1440),
    "ZHUANBAN_IDLE_MINUTES": (IDLE_MINUTES, 0, 720),
    "ZHUANBAN_ADMINISTRATOR_IDLE_MINUTES": (ADMINISTRATOR_IDLE_MINUTES, 0, 720),
    "ZHUANBAN_SESSION_HOURS": (SESSION_HOURS, 1, 24),
    "ZHUANBAN_UNUSED_DAYS": (UNUSED_DAYS, 30, 3650),
}
for _name, (_value, _least, _most) in _BOUNDS.items():
    if not _least <= _value <= _most:
        raise ImproperlyConfigured(f"{_name} 要在 {_least} 到 {_most} 之间，现在是 {_value}")
