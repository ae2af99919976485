"""Headings of the columns of a task table, and what stands in a cell that says nothing."""

from __future__ import annotations

import re
from typing import Literal

from notice_compiler.model import Role

Column = Literal["index", "group", "task", "lead", "responsible", "participant", "person", "time", "note", "other"]

BODY = "单位|部门|主体|科室|处室|机构|地区|区县|县区|乡镇|街道"
# The first that fits decides: 责任人 is a person, 责任单位（责任人） a unit.
COLUMNS: tuple[tuple[re.Pattern[str], Column], ...] = (
    (re.compile(r"^(?:序号?|编号|项次|号)$"), "index"),
    (re.compile(rf"^(?!.*(?:{BODY})).*(?:责任人|负责人|领导|联系人|电话|姓名|职务)"), "person"),
    (re.compile(r"^(?:备\s?注|说明)$|情况$|依据$|分值$|得分$"), "note"),
    (re.compile(r"时限|期限|节点|进度|日期|^(?:完成|起止|办理|计划|实施|整改)*时间(?:安排|要求)?$"), "time"),
    (re.compile(rf"^(?=.*(?:{BODY}|[头办]$))(?!.*(?:配合|参与|协办)).{{0,4}}(?:牵头|主办|主责|主管)"), "lead"),
    (re.compile(rf"^(?=.*(?:{BODY}|[合与办]$))(?!.*牵头).{{0,4}}(?:配合|参与|协办|协同|协助|成员)"), "participant"),
    (
        re.compile(
            rf"^.{{0,6}}(?:责任|负责|落实|承办|实施|执行|完成|牵头)?.{{0,6}}(?:{BODY})(?:名称)?(?:[及和、].{{0,6}})?$"
        ),
        "responsible",
    ),
    (re.compile(r"^(?:工作|任务|事项|项目)?(?:类别|分类|类型|领域|方面|板块|大类|阶段)$"), "group"),
    (
        re.compile(
            r"(?:任务|内容|措施|举措|要求|事项|职责|职能|分工|项目|工作|目标|标准|重点|领域|要点|清单|名称|环节|步骤|问题|做法|规模|概况)$"
        ),
        "task",
    ),
)
# A table of people: 姓名 | 单位及职务 | 专班职务.
PERSON_COLUMNS: tuple[tuple[re.Pattern[str], Literal["name", "role", "post", "unit"]], ...] = (
    (re.compile(r"^姓名$"), "name"),
    (re.compile(r"^(?:.*(?:专班|领导小组|小组|工作组|组内|指挥部).*职务|组内分工|专班分工|角色|成员类别)$"), "role"),
    (re.compile(r"职务(?:职称)?$"), "post"),
    (re.compile(r"^(?:工作|所在)?(?:单位|部门)$"), "unit"),
)
ROLES: tuple[Role, ...] = ("lead", "responsible", "participant")
PERSONS = re.compile(r"责任人|负责人|领导|联系人")
UNIT_DUTIES = re.compile(r"职责|职能|分工")
LONGEST_HEADING = 16
NOTHING = re.compile(r"^[-—–/／\\无略]*$")
AS_ABOVE = re.compile(r"^(?:同上|〃|″|\")?$")
