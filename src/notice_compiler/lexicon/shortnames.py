"""Long and short forms of the same organ: 市场监督管理局 = 市场监管局, 发展和改革局 = 发展改革局."""

from __future__ import annotations

import re

# Applied in this order; each makes a name shorter, none makes two organs one.
SHORTER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s"), ""),
    (re.compile(r"(?<=.)(?:和|与|及)(?=[\u4e00-\u9fff]{2})"), ""),
    (re.compile("监督管理"), "监管"),
    (re.compile("发展改革|发改"), "发改"),
    (re.compile("住房城乡建设(?:管理)?|住建"), "住建"),
    (re.compile("人力资源社会保障|人社"), "人社"),
    (re.compile("自然资源规划|规划自然资源|规划资源|规资|资规"), "规资"),
    (re.compile("绿化市容管理"), "绿化市容"),
    (re.compile("文化旅游|文旅"), "文旅"),
    (re.compile("农业农村"), "农业农村"),
    (re.compile("卫生健康|卫健"), "卫健"),
    (re.compile("工业信息化|经济信息化|工信"), "工信"),
    (re.compile("综合行政执法|综合执法"), "综合执法"),
    (re.compile("委员会$"), "委"),
    (re.compile("人民政府"), "政府"),
    (re.compile("有限责任公司|有限公司|股份公司"), "公司"),
)
TOWNSHIP_END = re.compile(r"(?:街道(?:办事处|党工委)?|办事处|镇|乡)(?:人民政府|政府|党委|党工委)?$")
GROUP_OF_TOWNSHIPS = re.compile(r"乡|镇|街道")
ALL_MEMBERS = re.compile(r"成员单位")
