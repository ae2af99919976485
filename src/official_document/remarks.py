"""The linter of official documents: who may direct whom, how long, and what may not be asked (基层减负)."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

from official_document.model import Block, Heading, OfficialDocument, Paragraph, Remark, Table
from official_document.numbers import number_fault
from official_document.vocabulary import BELOW_WORDS, DIRECTIVE, NOT_BELOW, REPORT_DEMANDS, REQUESTS

Scope = Literal["专项", "综合"]
# 2024 rules on lightening the load: special-task documents 4,000 characters, comprehensive ones 5,000.
LONGEST: dict[Scope, int] = {"专项": 4_000, "综合": 5_000}
HEADING_NUMBERS = {
    1: re.compile(r"[一二三四五六七八九十]+、"),
    2: re.compile(r"（[一二三四五六七八九十]+）"),
    3: re.compile(r"\d+[.．]"),
    4: re.compile(r"（\d+）"),
}
HEADING_FORMS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
TITLE_SIGNS = re.compile(r"[，。；：！？,;:!?]")
MOST_NAMED = 8


def lint(
    document: OfficialDocument,
    *,
    sender_is_coordinating_body: bool,
    recipients_below: Iterable[str] | None = None,
    scope: Scope = "专项",
) -> list[Remark]:
    """What should be mended before the document is issued.

    sender_is_coordinating_body: the sender is a task force's office, a department or a unit, which may not send
    directive documents to lower party committees and governments (2024 rules on lightening the load).
    recipients_below: names of such committees and governments; None recognises them by their words.
    """
    names = tuple(BELOW_WORDS if recipients_below is None else recipients_below)
    below = _below(document.recipients, names) if sender_is_coordinating_body else ()
    remarks = chain(
        _directives(document, below),
        _report_demands(document),
        _length(document, scope),
        _number(document, below),
        _form(document),
    )
    return list(remarks)


def body_length(document: OfficialDocument) -> int:
    """Characters of title and text, without spaces; tables and what frames the text do not count."""
    texts = (
        document.title,
        *(text for block in document.blocks if not isinstance(block, Table) for text in _texts(block)),
    )
    return sum(len(re.sub(r"\s", "", text)) for text in texts)


def _below(recipients: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the recipients, as they are written, that are lower committees or governments."""
    found = []
    for recipient in re.split(r"[，,；;]", recipients):
        rest = recipient
        for harmless in NOT_BELOW:
            rest = rest.replace(harmless, "")
        if any(name and name in rest for name in names):
            found.append(recipient.strip("：: "))
    return tuple(found)


def _directives(document: OfficialDocument, below: tuple[str, ...]) -> Iterator[Remark]:
    if not below:
        return
    to = "、".join(f"“{name}”" for name in below)
    if words := _found(document, DIRECTIVE):
        named = "、".join(f"“{word}”" for word in words[:MOST_NAMED])
        yield Remark(
            "directive-below",
            "error",
            f"议事协调机构不得向下级党委、政府发布指令性公文：主送{to}，正文有{named}。"
            "请改为提示、函告或通报情况，或由党委、政府办公室行文。",
        )
    if document.kind == "通知":
        message = f"主送{to}的“通知”是指令性文种，议事协调机构宜用函或通报，或由党委、政府办公室行文。"
        yield Remark("notice-below", "error", message)


def _report_demands(document: OfficialDocument) -> Iterator[Remark]:
    if words := _found(document, REPORT_DEMANDS):
        named = "、".join(f"“{word}”" for word in words[:MOST_NAMED])
        message = f"一般不要求基层报送落实情况、制定配套文件：{named}。"
        yield Remark("report-demand", "warning", message)
    if document.kind == "报告" and (words := _found(document, REQUESTS)):
        yield Remark("request-in-report", "error", f"报告不得夹带请示事项：“{words[0]}”。")


def _length(document: OfficialDocument, scope: Scope) -> Iterator[Remark]:
    length = body_length(document)
    if length > LONGEST[scope]:
        yield Remark("too-long", "error", f"{scope}文件一般不超过 {LONGEST[scope]} 字，本文 {length} 字。")


def _number(document: OfficialDocument, below: tuple[str, ...]) -> Iterator[Remark]:
    if document.number is None:
        if below:
            yield Remark("no-number", "warning", "没有发文字号：不得以白头文件、便笺等形式规避发文管理。")
        return
    if fault := number_fault(document.number, minutes=document.kind == "纪要"):
        yield Remark("number", "error", fault)


def _form(document: OfficialDocument) -> Iterator[Remark]:
    if not document.title.endswith(document.kind):
        yield Remark("title-kind", "warning", f"标题应以文种“{document.kind}”结尾。")
    if TITLE_SIGNS.search(document.title):
        yield Remark("title-signs", "warning", "标题中除书名号、括号、顿号外一般不用标点。")
    for name in document.attachments:
        if name and name[-1] in "。；，、;,.":
            yield Remark("attachment-sign", "warning", f"附件名称“{name}”后不加标点。")
    if document.printed_on and document.printed_on < document.date:
        yield Remark("printed-early", "error", "印发日期早于成文日期。")
    for block in document.blocks:
        if isinstance(block, Heading) and block.level in HEADING_NUMBERS:
            yield from _heading(block)


def _heading(block: Heading) -> Iterator[Remark]:
    if not HEADING_NUMBERS[block.level].match(block.text):
        form = HEADING_FORMS[block.level]
        yield Remark("heading-number", "warning", f"第{block.level}层标题“{block.text}”的序号应写成“{form}”。")


def _found(document: OfficialDocument, patterns: Iterable[str]) -> list[str]:
    """The words matched in title and text, each once, in the order of the patterns."""
    text = "\n".join((document.title, *(text for block in document.blocks for text in _texts(block))))
    words = (match.group() for pattern in patterns for match in re.finditer(pattern, text))
    return list(dict.fromkeys(words))


def _texts(block: Block) -> tuple[str, ...]:
    if isinstance(block, Table):
        return (*block.header, *(cell for row in block.rows for cell in row))
    return (f"{block.lead}{block.text}",) if isinstance(block, Paragraph) else (block.text,)
