"""Characters printed in another form than usual: 馀额 for 余额, 爲 for 为, half and full width, other blanks."""

from __future__ import annotations

import re

# As printed → as meant. Only characters that no name of today needs.
USUAL = {
    "馀": "余",
    "後": "后",
    "爲": "为",
    "爭": "争",
    "於": "于",
    "裏": "里",
    "麽": "么",
    "衆": "众",
    "鉅": "巨",
    "乾": "干",
    "係": "系",
    "彙": "汇",
    "覈": "核",
    "徵": "征",
    "週": "周",
    "佈": "布",
    "併": "并",
    "遊": "游",
    "採": "采",
    "瞭": "了",
}
VARIANT = re.compile("[馀後爲爭裏麽衆鉅彙覈徵週佈併遊採]")
# Letters and digits are meant in half width, and these marks in full width.
WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
MARKS = {"(": "（", ")": "）", ":": "：", ";": "；", ",": "，", "!": "！", "?": "？", "｡": "。", "､": "、"}
DOTS = {"・": "·", "•": "·", "‧": "·", "﹒": "."}
BLANK = " \t\u3000\u00a0\u200b\u200d\ufeff\u2002\u2003"
# Marks that nobody wants to see again where a number was meant: 2﹒ is shown as 2.
UNSHOWN = "﹒"
BLANKS = dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", " ")
AS_MEANT = str.maketrans(
    {**WIDE, **{w: MARKS[n] for w, n in WIDE.items() if n in MARKS}, **MARKS, **DOTS, **BLANKS, **USUAL}
)
# 1,400 and 1，400 are one number.
IN_NUMBER = re.compile(r"(?<=\d)(?<!\d{4})，(?=\d{3}(?!\d))")
# A full stop typed as a dot: 治理污水.加快建设 but not 一.总体要求, 附件.doc or 2.5.
STOP = re.compile(r"(?<=[\u4e00-\u9fff）”》])(?<![一二三四五六七八九十])\.(?![A-Za-z.])")
