"""The figure from which a target starts: 由2023年的26%提高到32% · 较2023年提高6个百分点 · 在26%的基础上."""

from __future__ import annotations

import re

from notice_compiler.lexicon.measures import UNITS

FIGURE = rf"\d[\d,]{{0,20}}(?:\.\d{{1,10}})?\s?[万亿]?\s?[余多]?\s?(?:{UNITS})"
FIGURES = rf"(?:约|近|不足)?{FIGURE}(?:(?:[、和]|以及){FIGURE})*(?:左右|以上|以下)?"
PAST = (
    r"(?:20\d\d\s?年(?:度|\d{1,2}\s?月(?:份)?)?(?:底|末|初)?|上年(?:度|底|末)?|去年(?:底|末)?"
    r"|目前|当前|现在|现状|现有|原有|原来)"
)
CHANGE = "提高|提升|增加|增长|上升|扩大|拓展|扩|增|升|降低|下降|减少|压减|压缩|缩短|缩减|降|减|调整|发展"
BASELINE = re.compile(
    rf"(?:由|从){PAST}的?{FIGURES}"
    rf"|(?:由|从){FIGURES}(?=[，,]?(?:逐步|稳步|力争|分别|再)?(?:{CHANGE})?(?:到|至|为))"
    rf"|(?:较|(?<![占积例])比){PAST}(?:同期|的?{FIGURES})?(?:相比)?"
    rf"|在{PAST}的?(?P<what>[^，。；\d]{{1,12}}(?:率|占比|比例|比重|面积|数量|总量|总数))(?:为|达)?{FIGURES}的?基础上"
    rf"|在{PAST}[^，。；\d]{{0,12}}(?:{FIGURES})?的?基础上"
    rf"|在[^，。；\d]{{0,12}}{FIGURES}的?基础上"
    rf"|[（(]{PAST}(?:基数|现状|值)?(?:为|是|：|:)?{FIGURES}[）)]"
    rf"|(?:基数|基准|现状)(?:值)?(?:为|是){PAST}?的?{FIGURES}"
)
# Every baseline begins with one of these.
BASED = re.compile(r"由|从|较|比|在|（|\(|基|现")
# Other words that speak of where a target starts.
STATED = re.compile(r"基数|基准|现状|同期|上年末|20\d\d年底(?:的|为)")
