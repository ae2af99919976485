"""What the title of a chapter says about the items under it."""

from __future__ import annotations

import re

GOAL = re.compile(r"目标|总体要求|指导思想|总体思路|总体安排|工作要求$|基本要求$|背景|意义")
SAFEGUARD = re.compile(
    r"保障(?:措施|机制)|(?:组织|工作|实施|强化|加强|健全|政策|各项|综合|要素|支撑|落实)(?:和)?保障|^保障$|组织(?:领导|实施|保证)|工作要求|有关要求|实施要求|强化组织|监督(?:管理|检查)|责任分工|落实要求|几点要求"
)
OTHER = re.compile(r"^(?:总则|附则|适用范围|解释)$")
PRINCIPLE = re.compile(r"原则")
TASKS = re.compile(r"任务|措施|举措|内容|重点|步骤|安排|行动")
STAGE = re.compile(r"阶段")
STEPS = re.compile(r"步骤|时间安排|进度安排|阶段|日程|时间节点|任务$")
