"""Names of organs against the lexicon: 区市监局 and 区市场监督管理局 are one, 市财政局 and 县财政局 are two."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from notice_compiler.lexicon.organ_names import (
    BEFORE,
    CENTRAL_FORMS,
    FIELD_FORMS,
    LOCAL_FORMS,
    LONGEST_FORM,
    OF_THE_STATE,
    SLIPS,
)

MANY = 4096
LONGEST = 40
SHORTEST_SLIP = 4
STATE = "国家"
YOUTH = re.compile(r"^(?:中国)?(?:共产主义青年团|共青团|团)([\u4e00-\u9fff]{0,12}?[省市区县州旗])(?:委员会|委)$")
BANK = re.compile(r"^(?:中国)?(?:人民银行|人行)([\u4e00-\u9fff]{0,8}?)(?:中心支行|营业管理部|分行|支行)$")
GRID = re.compile(r"^国网([\u4e00-\u9fff]{1,10}?)供电(?:分公司|有限公司|公司)$")
# 市生态环境局云溪区分局 is the environment bureau of the district.
BRANCH = re.compile(r"^[\u4e00-\u9fff]{0,8}市([\u4e00-\u9fff]{2,10}局)([\u4e00-\u9fff]{1,6}[区县市旗])分局$")
STATE_TAX = re.compile(r"^(?:国家税务总局|国家税务局)(?=[\u4e00-\u9fff]{2,12}税务局$)")


class Organ(NamedTuple):
    """The place or level that a name begins with, the words after it, and the organ's first name in the lexicon."""

    before: str
    core: str
    name: str


@lru_cache(maxsize=MANY)
def organ_of(words: str) -> Organ | None:
    """The organ of a printed name without brackets; None where the lexicon does not hold it."""
    words = _usual(words)
    if len(words) > LONGEST:
        return None
    if words in CENTRAL_FORMS:
        return Organ(STATE, words, CENTRAL_FORMS[words])
    for start in range(max(0, len(words) - LONGEST_FORM), len(words) - 1):
        name = LOCAL_FORMS.get(words[start:])
        if name and BEFORE.match(words[:start]):
            before = words[:start].removeprefix("中共")
            return Organ(STATE if OF_THE_STATE.match(before) else before, words[start:], name)
    for start in range(len(words) - 1):
        name = FIELD_FORMS.get(words[start:])
        if name:
            return Organ(words[:start], words[start:], name)
    return None


def _usual(words: str) -> str:
    """团省委 → 省团委, 人行云岭支行 → 云岭人民银行分行, 国网云岭供电公司 → 云岭供电公司."""
    words = STATE_TAX.sub("", words)
    if found := YOUTH.match(words):
        return f"{found[1]}团委"
    if found := BANK.match(words):
        return f"{found[1]}人民银行分行"
    if found := GRID.match(words):
        return f"{found[1]}供电公司"
    if found := BRANCH.match(words):
        return found[2] + found[1]
    return words


@lru_cache(maxsize=MANY)
def meant_by(words: str) -> str | None:
    """区农业农村局 for 区农业农村居: the known name that differs in one character often typed for another."""
    if organ_of(words) or not SHORTEST_SLIP <= len(words) <= LONGEST:
        return None
    for at, char in enumerate(words):
        for row in SLIPS:
            if char in row:
                for other in row.replace(char, ""):
                    candidate = words[:at] + other + words[at + 1 :]
                    organ = organ_of(candidate)
                    if organ and len(organ.core) >= SHORTEST_SLIP - 1:
                        return candidate
    return None
