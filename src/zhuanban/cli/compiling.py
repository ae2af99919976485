"""`compile` and `lint`: the compiler without a database."""

import argparse
import json
import sys
from pathlib import Path

from notice_compiler import Plan, Unreadable, compile_notice

SEVERITIES = {"error": "错误", "warning": "疑点", "note": "提示"}
EXCERPT = 40


def run(arguments: argparse.Namespace) -> int:
    """Print the plan, or the findings; 2 with one sentence where the file cannot be read."""
    try:
        plan = compile_notice(Path(arguments.notice))
    except Unreadable as error:
        print(f"zhuanban：{error}", file=sys.stderr)
        return 2
    if arguments.command == "lint":
        return lint(plan, arguments.notice, as_json=arguments.json)
    if arguments.json:
        print(json.dumps(plan.as_json(), ensure_ascii=False))
    else:
        print(outline(plan))
    return 0


def lint(plan: Plan, file: str, *, as_json: bool) -> int:
    """Each finding as file:line:column, code, message, and the words; 1 where one is more than a note."""
    found = plan.as_json()["findings"]
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for finding in found:
            print(
                f"{file}:{place(plan.text, finding['span'])} {SEVERITIES[finding['severity']]} "
                f"[{finding['code']}] {finding['message']}"
            )
            if finding["span"]:
                print(f"    {excerpt(plan.text, finding['span'])}")
    return int(any(finding["severity"] != "note" for finding in found))


def place(text: str, span: list[int] | None) -> str:
    """line:column of the span's start, both from 1."""
    start = span[0] if span else 0
    return f"{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"


def excerpt(text: str, span: list[int]) -> str:
    """The words of a place on one line, cut where they are long."""
    words = " ".join(text[span[0] : span[1]].split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT]}……"


def outline(plan: Plan) -> str:
    """The plan for reading: what was found, and the tree of clauses."""
    data = plan.as_json()
    counted = (
        ("phases", "阶段"),
        ("clauses", "条款"),
        ("demands", "要求"),
        ("duties", "职责"),
        ("targets", "目标"),
        ("rules", "资金规则"),
        ("roster", "专班成员"),
        ("findings", "疑点"),
    )
    lines = [data["notice"]["title"], "，".join(f"{name} {len(data[key])}" for key, name in counted), ""]
    tree = ("  " * clause["id"].count(".") + f"{clause['marker']}{clause['title']}" for clause in data["clauses"])
    return "\n".join([*lines, *tree])
