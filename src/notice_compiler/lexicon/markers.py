"""The numbering of official documents (GB/T 9704, 7.3.3) and what the notices add to it."""

from __future__ import annotations

import re

CHINESE = "一二三四五六七八九十百零〇"
# 第三条规定的情形 and 第二章所列 speak of an article; they do not open one.
SPOKEN_OF = r"(?!\s?(?:[、，。；和及至到中的款项第]|规定|所列|所称|之|以外|以上|以下|、))"

# Style, depth in the tree, and how it is printed at the start of a line. The depth orders styles, not levels: a
# level that a notice leaves out is simply not there.
MARKERS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("annex", 0, re.compile(r"(?P<mark>附\s?件\s?(?P<number>\d{0,2}))(?=[：:]?\s*(?:$|\n))")),
    ("chapter", 1, re.compile(rf"(?P<mark>第(?P<number>[{CHINESE}\d]{{1,4}})[章编]){SPOKEN_OF}")),
    ("article", 2, re.compile(rf"(?P<mark>第(?P<number>[{CHINESE}\d]{{1,5}})条){SPOKEN_OF}")),
    ("part", 3, re.compile(rf"(?P<mark>(?P<number>[{CHINESE}]{{1,3}})[、.])")),
    ("stage", 4, re.compile(rf"(?P<mark>第(?P<number>[{CHINESE}\d]{{1,2}})阶段(?:\s*[：:、]|(?=\s|（|$)))")),
    ("section", 5, re.compile(rf"(?P<mark>[（(]\s?(?P<number>[{CHINESE}]{{1,4}})\s?[）)])[、.．]?")),
    (
        "item",
        6,
        re.compile(r"(?P<mark>(?P<number>\d{1,3})\s?[.．、])(?:(?!\d)|(?=\d{1,2}月|20\d\d年|\d{3}[^\d.%％年]))"),
    ),
    ("point", 7, re.compile(r"(?P<mark>[（(]?\s?(?P<number>\d{1,2})\s?[）)])")),
    ("circle", 8, re.compile(r"(?P<mark>(?P<number>[①-⑳]))")),
    ("dash", 9, re.compile(r"(?P<mark>(?P<number>)(?:——|――|──|⸺|--|－－)(?![-—－]))")),
)
# A line that begins with none of these has no marker.
BEGINS = re.compile(rf"[附第{CHINESE}\d（(①-⑳—―─⸺\-－]")
DEPTH = {style: depth for style, depth, _ in MARKERS} | {"first": 10}
INLINE = re.compile(r"(?:(?<=[。；;，,：:\n])|^)(?P<mark>(?P<number>[一二三四五六七八九十]{1,2})是)(?!否|指)")
# In a text that lost its line ends, an item may follow the full stop of the one before without a blank.
STARTS = rf"[（(][{CHINESE}]{{1,3}}[）)](?!项|款)|\d{{1,2}}[.．](?!\d)"
AFTER_DUTY = re.compile(rf"(?<=(?:负责|牵头|配合|参与|落实)[）)〕\]])(?={STARTS})")
ARTICLES = rf"第[{CHINESE}]{{1,5}}[章条]{SPOKEN_OF}"
GLUED = re.compile(rf"(?<=[。；：:）)〕\]])(?=[{CHINESE}]{{1,3}}、|{STARTS}|{ARTICLES})")
# 第一章 总则 第一条 为规范管理，制定本办法。
CHAPTER_ONLY = re.compile(
    rf"第[{CHINESE}\d]{{1,4}}章[^，。；：《》]{{0,24}}?\s*(?P<next>)(?=第[一1]?[{CHINESE}\d]{{1,4}}条{SPOKEN_OF})"
)
# 一、优化布局（一）建好公园。 A title that has only another number behind it.
TITLE_ONLY = re.compile(
    rf"(?:[{CHINESE}]{{1,3}}、|[（(][{CHINESE}]{{1,3}}[）)])[^，。；：、（(\d\s]{{2,40}}(?P<next>)(?={STARTS})"
)
