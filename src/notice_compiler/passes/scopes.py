"""Where a unit acts: 甲办事处以焦家片区为主 · 以乡镇政府、街道办事处驻地为主要对象"""

from __future__ import annotations

import re
from dataclasses import replace

from notice_compiler.draft import Draft
from notice_compiler.grammar.words import near
from notice_compiler.model import Scope, Span

MAINLY = re.compile(
    r"(?P<unit>[\u4e00-\u9fff]{2,12}(?:街道办事处|办事处|街道|镇|乡|园区|开发区|村|社区))以(?P<area>[\u4e00-\u9fff、]{2,20}?)为(?:主(?!要)|重点)"
)
SEATS = re.compile(
    r"以(?P<unit>[\u4e00-\u9fff、（）]{2,20}?)(?P<area>驻地|建成区|镇区|城区|辖区)为(?:主要|重点)(?:对象|范围|区域)"
)
# Every match holds these words, with at most so many characters before and after them.
AT = (re.compile("为(?:主|重点)"), 40, 5)


def run(draft: Draft) -> Draft:
    """Named areas, and the seats of a whole group of units."""
    places = list(near(draft.text, *AT))
    found = [match for pattern in (MAINLY, SEATS) for place in places for match in pattern.finditer(draft.text, *place)]
    scopes = [Scope(each["unit"], each["area"], Span(each.start("unit"), each.end())) for each in found]
    return replace(draft, scopes=tuple(sorted(scopes, key=lambda scope: scope.span)))
