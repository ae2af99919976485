"""Long and short forms of names that the lexicon of organs does not hold: 绿化监督管理委员会 = 绿化监管委."""

from __future__ import annotations

import re

# Applied in this order; each makes a name shorter, none makes two organs one.
SHORTER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s"), ""),
    (re.compile(r"(?<=.)(?:和|与|及)(?=[\u4e00-\u9fff]{2})"), ""),
    (re.compile("监督管理"), "监管"),
    (re.compile("委员会$"), "委"),
    (re.compile("人民政府"), "政府"),
    (re.compile("管理委员会"), "管委会"),
    (re.compile("有限责任公司|有限公司|股份公司"), "公司"),
)
TOWNSHIP_END = re.compile(r"(?:街道(?:办事处|党工委)?|办事处|镇|乡)(?:人民政府|政府|党委|党工委)?$")
GROUP_OF_TOWNSHIPS = re.compile(r"乡|镇|街道")
ALL_MEMBERS = re.compile(r"成员单位")
