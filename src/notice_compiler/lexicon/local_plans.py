"""How a township's own plan is titled, and by which words it says who answers for a task."""

from __future__ import annotations

import re

# 云岭县青禾镇集镇环境焕新三年实施方案 → 青禾镇
TOWNSHIP = re.compile(
    r"^(?:中共)?(?:[\u4e00-\u9fff]{2,6}?(?:省|市|州|盟))?(?:[\u4e00-\u9fff]{1,6}?(?:县|区|旗|市))?"
    r"(?P<township>[\u4e00-\u9fff]{1,7}?(?:街道|镇|乡))"
)
# 责任人：钟小满 · 由村“两委”负责
NAMES_WHO = re.compile(
    r"责任(?:人|领导|科室|站所|单位)|牵头(?:人|领导)|分管|包保|网格员|由[^，。；]{2,16}(?:负责|牵头|落实)"
)
# 每个镇区至少3处: a sum that each place has to reach for itself
EACH_PLACE = re.compile(r"(?:每个?|各)(?:乡镇|镇区|镇|乡|街道|集镇|村|社区|驻地|单位|县区|区县|县|区)")
# Measures of which a part is no less: a share, a sum a head, a score.
RATIOS = ("%", "元", "分")
