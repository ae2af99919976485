"""`check --deploy`: each item of level 3 with what the running system shows for it."""

import argparse
import json

from zhuanban.cli.deploying.checklist import Answer, Item, Verdict, items
from zhuanban.cli.deploying.probes import access, audit, identity, storage, surroundings

__all__ = ["Answer", "Verdict", "access", "answers", "audit", "identity", "run", "storage", "surroundings"]


def answers() -> list[tuple[Item, Answer]]:
    """Every item with its answer, in the order of the list."""
    return [(item, item.answer()) for item in items()]


def run(arguments: argparse.Namespace) -> int:
    """Print the list; 1 where an item is not passed."""
    found = answers()
    failed = sum(answer.verdict is Verdict.FAILS for _, answer in found)
    if arguments.json:
        rows = [
            {"id": item.id, "words": item.words, "verdict": answer.verdict, "evidence": answer.evidence}
            for item, answer in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return int(failed > 0)
    for item, answer in found:
        print(f"{answer.verdict}\t{item.id}\t{item.words}\n\t{answer.evidence}")
    counts = "，".join(f"{verdict} {sum(a.verdict is verdict for _, a in found)} 项" for verdict in Verdict)
    print(f"\n共 {len(found)} 项：{counts}。这是自查，不能代替测评机构的结论。")
    return int(failed > 0)
