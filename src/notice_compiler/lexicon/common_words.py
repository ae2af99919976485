"""Words that stand in every notice: two clauses that share only these are not alike."""

from __future__ import annotations

import re

COMMON = re.split(
    "[|]",
    "加强|推进|工作|落实|做好|积极|切实|全面|进一步|开展|实施|完善|建立|健全|建设|管理|要求|责任|单位|部门|有关|相关|"
    "各乡镇|街道|按照|职责|分工|加大|力度|强化|提升|提高|确保|重点|深入|扎实|组织|领导|制度|机制|措施|任务|目标|方案|"
    "行动|专项|专班|办公室|负责|牵头|参与|配合|大力|着力|坚持|推动|促进|通过|以上|以下|年底|年底前|月底前|进行|以及|"
    "等方面|情况|问题|及时|严格|依法|统筹|协调|指导|督促|检查|服务|发展|水平|质量|能力|体系|不断|持续|有序|加快",
)
COMMON_PAIRS = frozenset(word[at : at + 2] for word in COMMON for at in range(len(word) - 1))

# Titles and words by which a notice says that it only changes who sits in the task force.
ROSTER_NOTICE = r"(?:调整|充实|增补|变更|更新|增加)[^。；]{0,60}(?:专班|领导小组|指挥部|协调小组|委员会)[^。；]{0,20}"
ONLY_JOINED = r"增补|增加"
