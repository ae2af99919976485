"""Words of money rules."""

from __future__ import annotations

import re

SUM = r"(?P<number>\d[\d,]*(?:\.\d+)?\s?[万亿]?|[一二三四五六七八九十百千两]{1,5}万?|[一二三四五六七八九]亿)\s?元"
MEASURE = "亩|公顷|个|户|人次|人|名|家|村|台|辆|座|处|平方米|公里|吨|头|只|棵|株|套|间|项|次|件|月|年"
PER_UNIT = re.compile(rf"(?:每(?:一)?(?P<per>{MEASURE})[^，。；\d]{{0,6}}?)?{SUM}(?:[/／每](?P<each>{MEASURE}))?")
GRANT = re.compile(r"给予|奖励|奖补|补助|补贴|资助|奖金")
RETURN = re.compile(
    r"(?P<base>[^。；]{2,60}?)[，,]?(?P<share>全部|全额|按(?P<ratio>[^，。；]{1,16}?)(?:的)?(?:比例)?)(?:予以|给予)?(?P<act>返还|返拨|返补|奖补返还|留存|留用)"
)
RETURNING = re.compile("返还|返拨|返补|留存|留用")
PERCENT = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)\s?[%％]")
BLANK_RATIO = re.compile(r"一定(?:的)?比例|适当(?:的)?比例|相应(?:的)?比例|一定(?:的)?(?:标准|额度|补助|补贴|奖励)")
BUDGET = re.compile(r"(?:将|把)(?P<base>[^，。；将把]{2,30}?)(?:列入|纳入)(?P<where>[^，。；]{0,12}?)预算")
SUBJECT_OF_RETURN = re.compile(r"^.*?(?:将|把)")
TAIL_OF_BASE = re.compile(r"等(?:有关|相关)?[^、，]{0,8}$")
BASE = re.compile(r"(?:根据|按照|依据)(?P<base>[^，。；]{2,40}?)(?:情况|结果|数量)?[，,]")
BASE_FOR = re.compile(r"(?<![针面相])对(?![照于应])(?P<base>[^。；]{2,60}?)(?:的)?[，,]")
AROUND_BASE = re.compile(
    r"^(?:(?:各|全)?(?:乡镇|镇街|街道|县区|区县)(?:（街道）|\(街道\))?)?(?:20\d\d年度?)?|(?:的|实际)?(?:完成|的)?$"
)
BASIS = re.compile(r"依据[：:]")
