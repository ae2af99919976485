"""A notice whose line ends were lost is read item by item, also where a few of them were kept."""

from __future__ import annotations

import pytest

from notice_compiler import compile_notice

ITEM = (
    "（{n}）{title}。对排查发现的问题逐一登记造册，明确整改措施、责任人员和完成时限，整改完成一处销号一处。"
    "建立定期回访制度，每月组织一次现场抽查，防止问题反弹；对整改不力的限期补课，并在全县范围内公开进展情况。"
    "汛期前要全面复核一遍，将隐患处置情况和值守安排一并归档备查。（责任单位：县水务局、各乡镇人民政府）"
)
TITLES = (
    *("清理河道", "整治堤岸", "疏通沟渠", "修缮泵站", "更新闸门"),
    *("治理淤积", "巡查险段", "储备物资", "开展演练", "公开信息"),
)
NUMBERS = "一二三四五六七八九十"


def notice(breaks: int) -> str:
    """Ten items on one line, or on as many lines as there are breaks and one more."""
    items = [ITEM.format(n=n, title=title) for n, title in zip(NUMBERS, TITLES, strict=True)]
    every = len(items) // (breaks + 1)
    groups = ["".join(items[at : at + every]) for at in range(0, len(items), every)]
    return "云岭县河道整治方案\n一、重点任务　　" + "\n".join(groups)


@pytest.mark.parametrize("breaks", [0, 1])
def test_every_item_is_found(breaks: int) -> None:
    plan = compile_notice(notice(breaks))
    assert [clause.title for clause in plan.clauses if clause.parent] == list(TITLES)
    assert len(plan.duties) == 2 * len(TITLES)
    assert any(each.code == "text-run-on" for each in plan.findings)
