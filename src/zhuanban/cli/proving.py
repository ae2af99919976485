"""`journal verify` and `check`: whether what is kept still agrees with what happened."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from zhuanban.ground.journal import sealing
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.work.matters.services import rebuild_scopes, rebuild_tallies


def run(arguments: argparse.Namespace) -> int:
    """0 where all holds, 1 where it does not, 2 where the file cannot be read."""
    if arguments.command == "check":
        return check(mend=arguments.mend)
    if arguments.act == "export":
        return export(arguments.file)
    try:
        lines = read(arguments.file) if arguments.file else sealing.exported()
        count, fault = sealing.verify(lines)
    except (OSError, ValueError, KeyError) as error:
        print(f"zhuanban：日志文件读不出（{type(error).__name__}）。", file=sys.stderr)
        return 2
    if fault:
        print(f"封条在第 {fault.position} 条断开：{fault.message}")
        return 1
    print(f"封条完好，共 {count} 条。")
    return 0


def read(file: str) -> Iterator[dict[str, Any]]:
    """The lines of an exported journal."""
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def export(file: str | None) -> int:
    """Write the sealed journal as JSON lines, to the file or to standard output."""
    sealing.seal_entries()
    with ExitStack() as stack:
        out = stack.enter_context(Path(file).open("w", encoding="utf-8")) if file else sys.stdout
        for line in sealing.exported():
            print(json.dumps(line, ensure_ascii=False), file=out)
    if file:
        print(f"已导出到 {file}")
    return 0


def check(*, mend: bool) -> int:
    """Compare kept figures and scopes with the raw rows of every action."""
    wrong = 0
    for campaign in Campaign.objects.order_by("pk"):
        tallies = rebuild_tallies(campaign, mend=mend)
        scopes = rebuild_scopes(campaign, mend=mend)
        wrong += tallies + scopes
        print(f"{campaign.name}：计数不符 {tallies} 处，可见范围不符 {scopes} 处。")
    if wrong and mend:
        print("已改正。")
    return int(bool(wrong) and not mend)
