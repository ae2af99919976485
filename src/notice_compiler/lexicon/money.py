"""Words of money rules."""

from __future__ import annotations

import re

SUM = (
    r"(?P<number>\d[\d,]{0,20}(?:\.\d{1,10})?\s?[万亿]?"
    r"|[一二三四五六七八九十百千两]{1,5}万?|[一二三四五六七八九]亿)\s?元"
)
MEASURE = "亩|公顷|个|户|人次|人|名|家|村|台|辆|座|处|平方米|公里|吨|头|只|棵|株|套|间|项|次|件|月|年"
PER_UNIT = re.compile(rf"(?:每(?:一)?(?P<per>{MEASURE})[^，。；\d]{{0,6}}?)?{SUM}(?:[/／每](?P<each>{MEASURE}))?")
GRANT = re.compile(r"给予|奖励|奖补|补助|补贴|资助|奖金")
RETURN = re.compile(
    r"(?P<base>[^。；]{2,60}?)[，,]?(?P<share>全部|全额|按(?P<ratio>[^，。；]{1,16}?)(?:的)?(?:比例)?)(?:予以|给予)?(?P<act>返还|返拨|返补|奖补返还|留存|留用)"
)
RETURNING = re.compile("返还|返拨|返补|留存|留用")
PERCENT = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)\s?[%％]")
BLANK_RATIO = re.compile(r"一定(?:的)?比例|适当(?:的)?比例|相应(?:的)?比例|一定(?:的)?(?:标准|额度|补助|补贴|奖励)")
BUDGET = re.compile(
    r"(?:将|把|安排)(?P<base>[^，。；将把]{2,30}?)[，,]?并?(?:列入|纳入)(?P<where>[^，。；]{0,12}?)预算"
)
# What comes in; 配套费、土地出让收益 are two of it.
INCOME = re.compile(r"(?:费|金|款|税|收入|收益|资金|租金|利润)$")
TAIL_OF_BASE = re.compile(r"等(?:有关|相关)?[^、，]{0,8}$")
# 所得价款扣除评估等费用后 is a difference; where 所得… comes from stands before the comma.
LESS = re.compile(r"^(?P<whole>.+?)中?(?:扣除|扣减|除去|减去|剔除)(?P<part>.+?)(?:之?后|以?外)?$")
FILLER = re.compile(r"办理|有关|相关|所需的?")
RESULTING = re.compile(r"^其?(?:所得|取得|获得|产生)")
TOWNSHIPS = (
    r"(?:各?(?:乡镇|镇街|街镇|街道|区县|县区)|各(?:镇|乡|村|县|区))(?:[（(](?:街道|乡镇|乡|镇|市|区|市、区)[）)])?"
)
SHARED = r"(?=的?\d[\d.]*\s?[%％])"
GIVEN = rf"(?=给予|予以|每(?:{MEASURE}))"
BASE = re.compile(
    rf"(?:根据|按照|依据)(?!每|[^，。；]{{0,30}}元)(?P<base>[^，。；]{{2,40}}?)(?:情况|结果|数量)?(?:[，,]|{SHARED}|{GIVEN})"
)
BASE_FOR = re.compile(rf"(?<![针面相])对(?![照于应])(?P<base>[^。；]{{2,60}}?)的?(?:[，,]|{GIVEN})")
AROUND_BASE = re.compile(rf"^(?:对|不超过|最高|最高按)?(?:{TOWNSHIPS})?(?:20\d\d年度?)?|(?:的|实际)?(?:完成|的)?$")
# Land is paid for by its size; the townships paid may be named by what they did: 完成补充耕地任务的乡镇.
SIZES = {"亩": "亩数", "公顷": "公顷数", "平方米": "平方米数"}
SIZED = re.compile(r"(?:数|数量|面积|亩)$")
DONE_BY = re.compile(r"^(?:完成|实施|开展|落实)(?P<work>[^，。；]{2,20}?)(?:任务|工作|目标|指标|计划)*的[^的，。；]+$")
# Every rule holds one of these.
GRANTED = re.compile(f"{RETURNING.pattern}|预算|{GRANT.pattern}")
BASIS = re.compile(r"依据[：:]")
