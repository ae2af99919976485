"""Acceptance of a clause in a township: states, decisions, and what stands in the way of passing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import TextChoices


class State(TextChoices):
    """状态: of one clause in one township."""

    OPEN = "open", "未说明"
    STATED = "stated", "待验收"
    DECIDED = "decided", "已验收"


class Decision(TextChoices):
    """验收结论."""

    PASSED = "passed", "通过"
    MEND = "mend", "限期整改"
    LASTING = "lasting", "转长效"


# What was sent to be mended is stated and decided anew; what is settled stays as it was decided.
SETTLED = frozenset({Decision.PASSED, Decision.LASTING})
DECISION_COLOURS = {Decision.PASSED: "green", Decision.MEND: "red", Decision.LASTING: "blue"}
DECISION_MARKS = {Decision.PASSED: "过", Decision.MEND: "改", Decision.LASTING: "长"}
Statement = Mapping[str, Any]


def obstacles(statement: Statement) -> list[str]:
    """What the data hold against passing, one sentence each; empty when nothing does."""
    figures = statement.get("figures", {})
    found = []
    if figures.get("open"):
        found.append(f"还有 {figures['open']} 件事项没有销号，其中红灯 {figures.get('red', 0)} 件。")
    if not figures.get("registered") and not figures.get("history") and not statement.get("targets"):
        found.append("没有事项、也没有指标数据，无据可验。")
    found += [
        f"{target['indicator']}（要求 {target['aim']}）{target['verdict_name']}。"
        for target in statement.get("targets", ())
        if target["verdict"] in ("not_met", "no_evidence")
    ]
    return found


def fault_of(
    decision: Decision, reason: str, due_on: date | None, against: Sequence[str], today: date
) -> tuple[str, str] | None:
    """Field and sentence of what is wrong with a decision, or None.

    To pass in spite of what the data say is for a person to decide, but not without saying why.
    """
    if decision == Decision.MEND and due_on is None:
        return "due_on", "限期整改要写明整改到哪一天。"
    if decision == Decision.MEND and due_on is not None and due_on <= today:
        return "due_on", "整改期限应在今天以后。"
    if decision != Decision.MEND and due_on is not None:
        return "due_on", "只有限期整改才填整改期限。"
    if decision == Decision.MEND and not reason:
        return "reason", "请写明要整改什么。"
    if decision == Decision.LASTING and not reason:
        return "reason", "请写明转由谁长期管护、按什么标准。"
    if decision == Decision.PASSED and against and not reason:
        return "reason", f"数据显示：{against[0]}仍要通过的，请写明理由。"
    return None
