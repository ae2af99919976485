"""The door of the working calendar. Pure: every function takes its days and instants as arguments.

A limit (时限) is an amount in one of four units. Urgent hours and days (紧急工作时、紧急工作日) run by the
clock; working hours and days (工作时、工作日) run only on working days, make-up days (调休) included.
Beyond the published holiday year Monday to Friday are taken as working days and the answer is provisional.
"""

from zhuanban.ground.workdays.rules.days import is_published, is_workday, working_days_between
from zhuanban.ground.workdays.rules.limits import (
    Due,
    Limit,
    LimitUnit,
    due,
    elapsed_share,
    extend_by_pause,
    instant_of_share,
    paused_time,
)
from zhuanban.ground.workdays.rules.spans import WORK_HOURS

__all__ = [
    "WORK_HOURS",
    "Due",
    "Limit",
    "LimitUnit",
    "due",
    "elapsed_share",
    "extend_by_pause",
    "instant_of_share",
    "is_published",
    "is_workday",
    "paused_time",
    "working_days_between",
]
