"""Which service does which act of the loop: the pages and the interface call it from here."""

from collections.abc import Callable
from typing import Any

from zhuanban.work.matters.rules.loop import Act
from zhuanban.work.matters.services.again import reopen_matter
from zhuanban.work.matters.services.dispatch import dispatch_matter
from zhuanban.work.matters.services.extend import ask_extension
from zhuanban.work.matters.services.handle import (
    accept_matter,
    finish_stage,
    record_progress,
    report_done,
    return_matter,
)
from zhuanban.work.matters.services.merging import merge_matter, unmerge_matter
from zhuanban.work.matters.services.refer import close_referred, refer_matter, return_referred
from zhuanban.work.matters.services.splitting import split_matter
from zhuanban.work.matters.services.spot import fail_sample, pass_sample
from zhuanban.work.matters.services.support import accept_support, finish_support, return_support
from zhuanban.work.matters.services.suspend import ask_suspension, resume_matter, suspend_matter
from zhuanban.work.matters.services.verify import close_matter, send_back_matter
from zhuanban.work.matters.services.void import void_matter

SERVICES: dict[Act, Callable[..., Any]] = {
    Act.DISPATCH: dispatch_matter,
    Act.ACCEPT: accept_matter,
    Act.RETURN: return_matter,
    Act.PROGRESS: record_progress,
    Act.FINISH_STAGE: finish_stage,
    Act.HELP_ACCEPT: accept_support,
    Act.HELP_RETURN: return_support,
    Act.HELP_DONE: finish_support,
    Act.REPORT_DONE: report_done,
    Act.CLOSE: close_matter,
    Act.SEND_BACK: send_back_matter,
    Act.SUSPEND: suspend_matter,
    Act.ASK_SUSPEND: ask_suspension,
    Act.RESUME: resume_matter,
    Act.EXTEND: ask_extension,
    Act.REFER: refer_matter,
    Act.REFER_CLOSE: close_referred,
    Act.REFER_BACK: return_referred,
    Act.SAMPLE_PASS: pass_sample,
    Act.SAMPLE_FAIL: fail_sample,
    Act.SPLIT: split_matter,
    Act.MERGE: merge_matter,
    Act.UNMERGE: unmerge_matter,
    Act.VOID: void_matter,
    Act.REOPEN: reopen_matter,
}
