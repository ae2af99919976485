"""Money rules: 给予每亩一万元的奖励（依据：…） · 按一定比例返还 · 全部返还 · 纳入年度财政预算"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from notice_compiler.draft import Draft, Item
from notice_compiler.grammar import bases
from notice_compiler.grammar.numerals import quantity
from notice_compiler.grammar.sentences import cut, own_spans
from notice_compiler.lexicon import money
from notice_compiler.model import MoneyRule, Span

ALL = ("全部", "全额")


def run(draft: Draft) -> Draft:
    """Sentence by sentence: returns, budgets, then sums that are granted."""
    rules: list[MoneyRule] = []
    for item in draft.items:
        for own in own_spans(draft, item):
            if money.GRANTED.search(draft.text, *own):
                for sentence in cut(draft, own, "。；;"):
                    rules += _rules(draft, item, sentence)
    return replace(draft, rules=tuple(sorted(rules, key=lambda rule: rule.span)))


def _rules(draft: Draft, item: Item, sentence: Span) -> Iterator[MoneyRule]:
    if not money.GRANTED.search(draft.text, *sentence):
        return
    yield from _budgets(draft, item, sentence)
    yield from _returns(draft, item, sentence)
    yield from _grants(draft, item, sentence)


def _budgets(draft: Draft, item: Item, sentence: Span) -> Iterator[MoneyRule]:
    for found in money.BUDGET.finditer(draft.text, *sentence):
        span = Span(*found.span())
        yield MoneyRule(
            item.id,
            "budget",
            bases.balanced(found["base"]),
            None,
            None,
            None,
            _basis(draft, sentence),
            draft.words(span),
            span,
        )


def _returns(draft: Draft, item: Item, sentence: Span) -> Iterator[MoneyRule]:
    if not money.RETURNING.search(draft.text, *sentence):
        return
    for found in money.RETURN.finditer(draft.text, *sentence):
        start = found.start("base")
        whole = start == sentence.start or draft.text[start - 1] in "，,"
        names, at = bases.returned(found["base"], whole=whole)
        span = Span(start + at, found.end())
        for name in names:
            rate = _rate(found["share"], found["ratio"])
            yield MoneyRule(item.id, "return", name, rate, None, None, _basis(draft, sentence), draft.words(span), span)


def _rate(share: str, ratio: str | None) -> Decimal | None:
    if share in ALL:
        return Decimal(1)
    percent = money.PERCENT.search(ratio or "")
    return Decimal(percent["value"]) / 100 if percent else None


def _grants(draft: Draft, item: Item, sentence: Span) -> Iterator[MoneyRule]:
    words = draft.text[sentence.start : sentence.end]
    if not money.GRANT.search(words):
        return
    ((base,), at), basis = bases.granted(words), _basis(draft, sentence)
    for piece in cut(draft, sentence, "，,"):
        if not money.GRANT.search(draft.text, *piece):
            continue
        end = basis_at.start() - 1 if (basis_at := money.BASIS.search(draft.text, *piece)) else piece.end
        span = Span(sentence.start + at if sentence.start + at < end else piece.start, end)
        for rate, amount, unit in _terms(draft.text[piece.start : piece.end]):
            name = bases.sized(base, unit)
            yield MoneyRule(item.id, "reward", name, rate, amount, unit, basis, draft.words(span), span)


def _terms(words: str) -> Iterator[tuple[Decimal | None, Decimal | None, str | None]]:
    """(share, yuan, for what unit) of each sum; of a share, also of one left blank, where there is no sum."""
    sums = list(money.PER_UNIT.finditer(words))
    for found in sums:
        yield None, quantity(re.sub(r"\s", "", found["number"])), found["per"] or found["each"]
    share = money.PERCENT.search(words)
    if not sums and (share or money.BLANK_RATIO.search(words)):
        yield (Decimal(share["value"]) / 100 if share else None), None, None


def _basis(draft: Draft, sentence: Span) -> str | None:
    """The number, else the title, of the document that the sentence names as its basis."""
    basis = money.BASIS.search(draft.text, *sentence)
    if basis is None:
        return None
    said = re.sub(r"\s", "", draft.text[basis.end() : sentence.end])
    names = (cited.number or cited.title or "" for cited in draft.citations)
    return next((name for name in names if name and re.sub(r"\s", "", name) in said), None)
