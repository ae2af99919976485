"""Characters that a conversion between simplified and traditional print left behind: 馀额 for 余额, 爲 for 为."""

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
