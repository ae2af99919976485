"""The headings of old tables: what each most likely means, and by which digest a layout is known again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from zhuanban.work.workbooks.rules.cells import heading

LEFT_OUT = ""
# What a column of an old table may become, whatever the kind.
TARGETS = {
    "township": "乡镇（街道）", "place": "地点", "title": "事项（问题）", "detail": "说明（可多列合并）",
    "happened_on": "发现日期", "planned_on": "计划完成", "closed_on": "销号日期", "state": "状态",
}  # fmt: skip
SYNONYMS: dict[str, Sequence[str]] = {
    "township": ("乡镇", "镇街", "街道", "所属乡镇", "责任乡镇", "乡镇（街道）", "属地", "办事处"),
    "place": ("地点", "位置", "点位", "具体位置", "问题地点", "地址", "详细地址", "路段", "村居", "所在位置"),
    "title": ("事项", "问题", "问题描述", "存在问题", "问题名称", "任务", "工作内容", "问题内容", "整改事项", "标题"),
    "detail": ("说明", "备注", "整改措施", "措施", "整改情况", "完成情况", "进展", "办理情况", "情况说明", "整改要求"),
    "happened_on": ("发现日期", "发现时间", "排查时间", "摸排时间", "检查时间", "登记日期", "日期", "交办时间"),
    "planned_on": ("计划完成", "完成时限", "整改时限", "计划完成时间", "时限", "要求完成时间", "整改期限"),
    "closed_on": ("销号日期", "完成时间", "整改完成时间", "销号时间", "办结时间", "实际完成时间", "完成日期"),
    "state": ("状态", "是否完成", "整改状态", "完成与否", "是否销号", "进度", "是否整改到位", "办理状态"),
}
CLOSED, OPEN = "closed", "open"
STATES = {CLOSED: "已销号", OPEN: "没有完成"}
CLOSED_WORDS = ("已完成", "完成", "已销号", "销号", "已整改", "整改到位", "已办结", "办结", "是", "√", "已到位", "100%")
OPEN_WORDS = ("未完成", "进行中", "整改中", "正在整改", "办理中", "否", "未整改", "推进中", "未启动", "持续推进", "×")


def digest_of(headings: Iterable[str]) -> str:
    """By which a layout is known again, wherever its columns stand."""
    return hashlib.sha256("\n".join(sorted(set(headings))).encode()).hexdigest()


def guessed(headings: Sequence[str], own: Mapping[str, str]) -> dict[str, str]:
    """Heading → target, each single target given once; `own` are the kind's fields: target → name."""
    found: dict[str, str] = {}
    names = {**{target: (*words, TARGETS[target]) for target, words in SYNONYMS.items()},
             **{target: (name,) for target, name in own.items()}}  # fmt: skip
    for is_exact in (True, False):
        for name in headings:
            taken = set(found.values()) - {"detail"}
            free = ((target, words) for target, words in names.items() if target not in taken)
            target = next((target for target, words in free if _fits(name, words, is_exact=is_exact)), None)
            if name not in found and target:
                found[name] = target
    return {name: found.get(name, LEFT_OUT) for name in headings}


def _fits(name: str, words: Iterable[str], *, is_exact: bool) -> bool:
    plain = heading(name)
    if is_exact:
        return any(plain == heading(word) for word in words)
    return any(len(word) > 1 and heading(word) in plain for word in words)


def state_of(words: str, kept: Mapping[str, str]) -> str:
    """closed, open, or "" for words that nobody has translated."""
    plain = heading(words)
    if plain in kept:
        return kept[plain]
    if not plain or any(plain == heading(word) for word in OPEN_WORDS):
        return OPEN
    return CLOSED if any(plain == heading(word) for word in CLOSED_WORDS) else ""
