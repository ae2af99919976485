"""Every write to matters, one file a use case. Each act: require, lock, check, write, record."""

from zhuanban.work.matters.services.aftercare import (
    change_keeper,
    end_keeping,
    keepers_follow_units,
    recheck_matter,
)
from zhuanban.work.matters.services.again import reopen_matter
from zhuanban.work.matters.services.amendments import follow_amendment
from zhuanban.work.matters.services.counting import count_rows
from zhuanban.work.matters.services.dispatch import dispatch_matter
from zhuanban.work.matters.services.drawing import NewMatter, RowFault
from zhuanban.work.matters.services.extend import apply_extension, ask_extension
from zhuanban.work.matters.services.handle import (
    accept_matter,
    finish_stage,
    record_progress,
    report_done,
    return_matter,
)
from zhuanban.work.matters.services.history import add_history_photos, close_history
from zhuanban.work.matters.services.inheriting import inherit_limit
from zhuanban.work.matters.services.kinds import activate_kinds, read_kinds, sync_kinds
from zhuanban.work.matters.services.lights import move_lights, set_provisional_limits
from zhuanban.work.matters.services.merging import merge_matter, unmerge_matter
from zhuanban.work.matters.services.outside_numbers import join_case
from zhuanban.work.matters.services.persons import set_person
from zhuanban.work.matters.services.refer import close_referred, refer_matter, return_referred
from zhuanban.work.matters.services.register import register_matter
from zhuanban.work.matters.services.register_many import FaultyRows, faults_in, register_many
from zhuanban.work.matters.services.relating import relate_matters, unrelate_matters
from zhuanban.work.matters.services.searching import index_campaign, index_matters, index_township
from zhuanban.work.matters.services.seasons import end_season, set_season, turn_with_the_day
from zhuanban.work.matters.services.splitting import split_matter
from zhuanban.work.matters.services.spot import draw_samples, fail_sample, mend_on_spot, pass_sample
from zhuanban.work.matters.services.successions import follow_units
from zhuanban.work.matters.services.support import accept_support, finish_support, return_support
from zhuanban.work.matters.services.suspend import (
    apply_suspension,
    ask_suspension,
    resume_matter,
    suspend_matter,
)
from zhuanban.work.matters.services.tallies import fold_tallies, rebuild_scopes, rebuild_tallies
from zhuanban.work.matters.services.urging import urge_matter
from zhuanban.work.matters.services.verify import close_matter, send_back_matter
from zhuanban.work.matters.services.void import void_matter
from zhuanban.work.matters.services.withdraw import Withdrawn, withdraw_batch

__all__ = [
    "FaultyRows",
    "NewMatter",
    "RowFault",
    "Withdrawn",
    "accept_matter",
    "accept_support",
    "activate_kinds",
    "add_history_photos",
    "apply_extension",
    "apply_suspension",
    "ask_extension",
    "ask_suspension",
    "change_keeper",
    "close_history",
    "close_matter",
    "close_referred",
    "count_rows",
    "dispatch_matter",
    "draw_samples",
    "end_keeping",
    "end_season",
    "fail_sample",
    "faults_in",
    "finish_stage",
    "finish_support",
    "fold_tallies",
    "follow_amendment",
    "follow_units",
    "index_campaign",
    "index_matters",
    "index_township",
    "inherit_limit",
    "join_case",
    "keepers_follow_units",
    "mend_on_spot",
    "merge_matter",
    "move_lights",
    "pass_sample",
    "read_kinds",
    "rebuild_scopes",
    "rebuild_tallies",
    "recheck_matter",
    "record_progress",
    "refer_matter",
    "register_many",
    "register_matter",
    "relate_matters",
    "reopen_matter",
    "report_done",
    "resume_matter",
    "return_matter",
    "return_referred",
    "return_support",
    "send_back_matter",
    "set_person",
    "set_provisional_limits",
    "set_season",
    "split_matter",
    "suspend_matter",
    "sync_kinds",
    "turn_with_the_day",
    "unmerge_matter",
    "unrelate_matters",
    "urge_matter",
    "void_matter",
    "withdraw_batch",
]
