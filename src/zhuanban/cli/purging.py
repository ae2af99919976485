"""`purge`: delete now what is past its term, or say with --dry-run what would go."""

import argparse

from zhuanban.ground.privacy.services import purge, purge_plan

EVERYTHING = 10**9


def run(arguments: argparse.Namespace) -> int:
    """0 in any case: that nothing is due is right as well."""
    done = purge_plan() if arguments.dry_run else purge(most=EVERYTHING)
    for rule, count in done:
        print(f"{rule.name}：{rule.after}后 {rule.days} 天，{'到期' if arguments.dry_run else '删除'} {count} 条")
    if arguments.dry_run:
        print("没有删除任何内容。不带 --dry-run 运行才会删除。")
    elif not done:
        print("没有到期的内容。")
    return 0
