"""python -m notice_compiler NOTICE [--json]: print the plan of a notice, or a short account of it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from notice_compiler import Plan, Unreadable, compile_notice


def summary(plan: Plan) -> str:
    """What was found, a line for each kind of fact, then the findings."""
    counts = {
        "阶段": plan.phases,
        "条款": plan.clauses,
        "要求": plan.demands,
        "单位": plan.units,
        "职责": plan.duties,
        "时限": plan.deadlines,
        "指标": plan.targets,
        "资金规则": plan.rules,
        "引用": plan.citations,
        "名单": plan.roster,
    }
    lines = [plan.notice.title or "（没有找到标题）", *(f"{name}\t{len(facts)}" for name, facts in counts.items())]
    return "\n".join([*lines, *(f"{each.severity}\t{each.code}\t{each.message}" for each in plan.findings)])


def main(argv: list[str] | None = None) -> int:
    """0, or 2 with one Chinese sentence on the error output."""
    parser = argparse.ArgumentParser(prog="notice_compiler", description=__doc__)
    parser.add_argument("notice", type=Path)
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")
    args = parser.parse_args(argv)
    try:
        plan = compile_notice(args.notice)
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(plan.as_json(), ensure_ascii=False) if args.json else summary(plan))
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
