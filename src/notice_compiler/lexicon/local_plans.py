"""How a township's own plan is titled, and by which words it says who answers for a task."""

from __future__ import annotations

import re

# 云岭县青禾镇集镇环境焕新三年实施方案 → 青禾镇
TOWNSHIP = re.compile(
    r"(?:^|(?<=[省市州盟县区旗共于发]))(?P<township>[^\W\d省市州盟县区旗共于发]{1,6}?(?:街道|镇(?!区)|乡(?!镇|村)))"
)
# 小城镇, 集镇 and 城乡 are no names of townships.
NO_NAME = re.compile(r"(?:城|集|村|乡|各|全|本|建制|中心|特色|重点)镇$|(?:各|城|全)乡$")
# 责任人：钟小满 · 由村“两委”负责
NAMES_WHO = re.compile(
    r"责任(?:人|领导|科室|站所|单位)|牵头(?:人|领导)|分管|包保|网格员|由[^，。；]{2,16}(?:负责|牵头|落实)"
)
# 每个镇区至少3处: a sum that each place has to reach for itself
EACH_PLACE = re.compile(r"(?:每个?|各)(?:乡镇|镇区|镇|乡|街道|集镇|村|社区|驻地|单位|县区|区县|县|区)")
# Measures of which a part is no less: a share, a sum a head, a score.
RATIOS = ("%", "元", "分")
