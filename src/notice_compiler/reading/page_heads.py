"""Title, number, issuer and day from the head of a web page, where the article itself does not say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import html

from notice_compiler.grammar.days import FULL_DAY
from notice_compiler.grammar.words import squash
from notice_compiler.lexicon.webpages import LABELS, OTHER_LABELS, TITLE_META, TITLE_PARTS, TITLE_WORDS

PAIR = re.compile(r"^(?P<label>[^：:\d]{2,8})\s?[：:]\s*(?P<value>.*)$")
NUMBER = re.compile(r"[\u4e00-\u9fff（）()]{1,16}[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］)）]\s?第?\s?\d{1,4}\s?号")
DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})")
HEAD_LINES = 12
TAIL_LINES = 8
LONGEST_TITLE = 120
SHORTEST_TITLE = 6


def head_of(root: html.HtmlElement, around: Sequence[str], body: Sequence[str]) -> list[str]:
    """The lines to set before the body: only what its own first and last lines lack."""
    said = dict(reversed([*_pairs(around)]))
    text = squash("".join(body[:HEAD_LINES]))
    lines: list[str] = []
    title = _title(root, said.get("title", ""))
    if title and squash(title) not in text and not squash(title).startswith(squash("".join(body[:1])) or "\0"):
        lines.append(title)
    number = NUMBER.search(said.get("number", ""))
    if number and squash(number[0]) not in text:
        lines.append(number[0])
    return lines + _signed(said, body)


def parted(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of a head table that stands inside the article, and the article without them."""
    labelled = [number for number, line in enumerate(lines[:HEAD_LINES]) if _is_label(line.split("\t")[0])]
    last = labelled[-1] + 1 if labelled else 0
    return list(lines[:last]), list(lines[last:])


def _signed(said: dict[str, str], body: Sequence[str]) -> list[str]:
    """Issuer and day as a signature, where neither the first nor the last lines hold a day."""
    if any(FULL_DAY.search(line) for line in (*body[:HEAD_LINES], *body[-TAIL_LINES:])):
        return []
    found = DAY.search(said.get("written", "")) or DAY.search(said.get("published", ""))
    if not found:
        return []
    issuer = [said["issuer"]] if said.get("issuer") else []
    return [*issuer, f"{found['year']}年{int(found['month'])}月{int(found['day'])}日"]


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """发文字号：云政发〔2031〕8号 on one line, side by side in a row, or label and value on two lines."""
    cells = [cell.strip() for line in lines for cell in line.split("\t") if cell.strip()]
    for number, cell in enumerate(cells):
        pair = PAIR.match(cell)
        name = _label(pair["label"] if pair else cell)
        if name is None:
            continue
        value = pair["value"].strip() if pair else ""
        following = cells[number + 1] if number + 1 < len(cells) else ""
        if not value and not _is_label(following):
            value = following
        if value:
            yield name, value[:LONGEST_TITLE]


def _label(words: str) -> str | None:
    words = words.strip("【】[]［］：: \u3000")
    return next((name for name, pattern in LABELS.items() if pattern.match(words)), None)


def _is_label(words: str) -> bool:
    pair = PAIR.match(words)
    bare = (pair["label"] if pair else words).strip("【】[]［］：: \u3000")
    return _label(bare) is not None or OTHER_LABELS.match(bare) is not None


def _title(root: html.HtmlElement, said: str) -> str:
    """The head table's title, else that of the page's own marks, if it is one of a document."""
    named = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in root.iter("meta")
    }
    candidates = [said, named.get(TITLE_META[0], "")]
    candidates += [" ".join("".join(each.itertext()).split()) for each in root.iter("h1")]
    candidates += [named.get(name, "") for name in TITLE_META[1:]]
    for each in root.iter("title"):
        candidates += sorted(TITLE_PARTS.split("".join(each.itertext()).strip()), key=len, reverse=True)[:1]
    fit = (each.strip() for each in candidates if SHORTEST_TITLE <= len(each.strip()) <= LONGEST_TITLE)
    return next((each for each in fit if TITLE_WORDS.search(each)), "")
