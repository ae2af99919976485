"""Citations: 《…实施意见》（甲发〔2022〕5号） · 依据：2023第2次会议纪要; the plan itself is none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from notice_compiler.draft import Draft
from notice_compiler.grammar.places import clause_at
from notice_compiler.grammar.words import near, squash
from notice_compiler.model import Citation, Span

NUMBER = r"[\u4e00-\u9fff]{1,16}[〔\[［（(]\s?20\d\d\s?[〕\]］）)]\s?第?\s?\d{1,4}\s?号"
AFTER = re.compile(rf"\s?[（(\[〔]?\s?(?P<number>{NUMBER})\s?[）)\]〕]?")
# 根据云水发〔2030〕9号文件: words of the sentence before the number.
BEFORE_NUMBER = re.compile(
    r"^.*(?:根据|按照|依据|依照|落实|执行|贯彻|结合|以及|参照|对照|遵照|印发的?|下发的?|部署|精神|要求|文件|(?<=.)[和与及按见]|^[及按见])"
)
# Every number holds this word, with at most so many characters before it.
NUMBER_AT = (re.compile("号"), 40, 1)
LONE = re.compile(rf"(?<![》\u4e00-\u9fff])(?P<number>{NUMBER})")
BASIS = re.compile(r"依据[：:]\s?(?P<title>[^《》，。；;）)]{4,60})")
SHORT_NAME = re.compile(r"简称[“《]*(?P<name>[^”》）)]{2,20})")
LONG_TITLE = 8
FORM = re.compile(
    r"(?:承诺书|登记表|申请表|统计表|评分表|告知书|责任书|倡议书|清单|汇总表|报告书|许可证|通行证|证书|合同|协议)$"
)


def run(draft: Draft) -> Draft:
    """Each document once, where it is first named."""
    text = draft.text
    own = {squash(draft.notice.title), *_own_numbers(draft)}
    short = {squash(found["name"]) for found in SHORT_NAME.finditer(text)}
    by_id = {item.id: item for item in draft.items}
    seen: set[str] = set()
    found: list[Citation] = []
    for title, number, span in sorted(_named(draft), key=lambda each: each[2]):
        keys = {squash(title or ""), squash(number or "")} - {""}
        if _own(keys, own) or keys & short or keys & seen or (title and not number and FORM.search(title)):
            continue
        seen |= keys
        found.append(Citation(title, number, clause_at(draft.items, by_id, span.start), span))
    return replace(draft, citations=tuple(found))


def _own_numbers(draft: Draft) -> set[str]:
    return {squash(draft.notice.number)} if draft.notice.number else set()


def _own(keys: set[str], own: set[str]) -> bool:
    """The notice's own title, also inside 关于印发《…》的通知."""
    return bool(keys & own) or any(mine in key for key in keys for mine in own if len(mine) > LONG_TITLE)


def _named(draft: Draft) -> Iterator[tuple[str | None, str | None, Span]]:
    taken: list[int] = []
    last = -1
    for pair in draft.pairs:
        if draft.text[pair.open] != "《" or pair.open < last:
            continue
        last = pair.close
        after = AFTER.match(draft.text, pair.close + 1)
        end = after.end() if after else pair.close + 1
        taken.append(end)
        number = re.sub(r"\s", "", after["number"]) if after else None
        yield draft.words(Span(pair.open + 1, pair.close)), number, Span(pair.open, end)
    for lone in (found for place in near(draft.text, *NUMBER_AT) for found in LONE.finditer(draft.text, *place)):
        # A number right behind its title was read with it.
        behind = bisect_left(taken, lone.end())
        told = behind < len(taken) and taken[behind] <= lone.end() + 2
        if lone.start() > draft.lines[0].start and not told:
            said = BEFORE_NUMBER.match(lone["number"])
            start = lone.start("number") + (said.end() if said else 0)
            yield None, re.sub(r"\s", "", draft.text[start : lone.end("number")]), Span(start, lone.end("number"))
    for basis in BASIS.finditer(draft.text):
        yield basis["title"].strip(), None, Span(*basis.span("title"))
