"""`journal verify` and `check`: whether what is kept still agrees with what happened."""

import argparse
import sys
from datetime import date
from pathlib import Path

from zhuanban.cli import deploying, papers
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.journal.archiving import archive
from zhuanban.ground.journal.comparing import compared, verified_file
from zhuanban.ground.journal.exporting import leave_script_beside, write_export
from zhuanban.ground.journal.handing_out import record_handing_out
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.verifying import verified
from zhuanban.ground.search.services import compare_index, fill_index
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.services import rebuild_scopes, rebuild_tallies


def run(arguments: argparse.Namespace) -> int:
    """0 where all holds, 1 where it does not, 2 where the file cannot be read."""
    if arguments.command == "check" and arguments.papers:
        return papers.write(Path(arguments.papers))
    if arguments.command == "check":
        return deploying.run(arguments) if arguments.deploy else check(mend=arguments.mend)
    if arguments.act == "export":
        return export(arguments.file)
    if arguments.act == "archive":
        return carry_out_of_the_journal(arguments.before, arguments.file)
    try:
        return verify(arguments.file, arguments.against)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"zhuanban：日志文件读不出（{type(error).__name__}）。", file=sys.stderr)
        return 2


def verify(file: str | None, against: str | None) -> int:
    """Name every fault of the journal in the database or in a file, and what an earlier export contradicts."""
    count, faults = verified_file(Path(file)) if file else verified()
    if against:
        compared_count, differing = compared(Path(against))
        faults += differing
        print(f"与 {against} 比对了 {compared_count} 条。")
    for fault in faults:
        print(fault)
    if faults:
        print(f"封条断开：共 {count} 条，发现 {len(faults)} 处异常。")
        return 1
    print(f"封条完好，共 {count} 条。")
    return 0


def export(file: str | None) -> int:
    """Write the sealed journal as JSON lines, to standard output or to a file, beside it the script that verifies."""
    seal_entries()
    if file is None:
        record_handing_out(by=None, what="日志全文（服务器上的命令）", count=write_export(sys.stdout))
        return 0
    with Path(file).open("w", encoding="utf-8") as out:
        count = write_export(out)
    record_handing_out(by=None, what="日志全文（服务器上的命令）", count=count)
    script = leave_script_beside(Path(file))
    print(f"已导出 {count} 条到 {file}；核验它：python3 {script} {file}")
    return 0


def carry_out_of_the_journal(before: str, file: str) -> int:
    """Archive what is older than the day."""
    try:
        day = date.fromisoformat(before)
    except ValueError:
        print(f"zhuanban：日期写成 2023-01-01 的样子，现在是 {before}。", file=sys.stderr)
        return 2
    try:
        done = archive(before=day, file=Path(file))
    except Invalid as refused:
        print(refused.message)
        return 1
    except OSError as error:
        print(f"zhuanban：{file} 写不进去（{type(error).__name__}）。", file=sys.stderr)
        return 2
    print(f"已归档 {done.count} 条到 {file}，至第 {done.position} 条。请抄录末条摘要：{done.digest}")
    return 0


def check(*, mend: bool) -> int:
    """Compare kept figures, scopes and the index of words with the raw rows of every action."""
    wrong = 0
    for campaign in Campaign.objects.order_by("pk"):
        tallies = rebuild_tallies(campaign, mend=mend)
        scopes = rebuild_scopes(campaign, mend=mend)
        wrong += tallies + scopes
        print(f"{campaign.name}：计数不符 {tallies} 处，可见范围不符 {scopes} 处。")
    while fill_index():
        pass  # an upgrade leaves it to the worker; it is part of the upgrade, not a fault
    entries = compare_index(mend=mend)
    wrong += entries
    print(f"全文检索：条目不符 {entries} 处。")
    if wrong and mend:
        print("已改正。")
    return int(bool(wrong) and not mend)
