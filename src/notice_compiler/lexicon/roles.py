"""How a notice says who leads, who answers and who takes part."""

from __future__ import annotations

import re

from notice_compiler.model import Role

NOUN = "单位|部门|科室|处室|机构|主体"
# Labels before the names: 责任单位：, 牵头考核单位：, 配合部门：
LABELS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"^(?:主要)?(?:牵头|主办|主责|主管|组织|主导)(?:[\u4e00-\u9fff]{{0,2}})(?:{NOUN})$|^牵头$"), "lead"),
    (re.compile(rf"^(?:责任|负责|落实|实施|承办|完成|执行|考核)(?:[\u4e00-\u9fff]{{0,2}})(?:{NOUN})$"), "responsible"),
    (
        re.compile(rf"^(?:参与|参加|配合|协办|协同|协助|支持|指导|会同|成员)(?:[\u4e00-\u9fff]{{0,2}})(?:{NOUN})$"),
        "participant",
    ),
)
LABEL = re.compile(rf"(?P<label>[\u4e00-\u9fff]{{0,6}}(?:{NOUN})|牵头)\s?[：:]")
# Role words after the names: …按职责分工负责, …牵头, …等配合
TAILS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:共同|联合)?(?:等)?(?:共同|联合)?(?:牵头|主办|牵头负责|牵头落实|牵头组织|组织实施|主责)$"), "lead"),
    (
        re.compile(
            r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:根据|按照|按|依)?(?:各自)?(?:工作)?(?:职责|职能|权限)?(?:分工)?(?:分别|共同|具体|组织|联合|抓好|督促)?"
            r"(?:负责|落实|实施|承担|负责落实|组织落实|落实责任|推进)$"
        ),
        "responsible",
    ),
    (
        re.compile(
            r"(?:等)?(?:按职责)?(?:分工)?(?:积极)?(?:共同)?(?:参与|配合|参加|协助|协同|协办|支持|指导|会同|参与配合|配合落实)$"
        ),
        "participant",
    ),
)
# How every one of these ends.
TAIL_ENDS = (
    *("牵头", "主办", "负责", "落实", "实施", "主责", "承担", "推进", "责任"),
    *("参与", "配合", "参加", "协助", "协同", "协办", "支持", "指导", "会同"),
)
# Rules stated once, inside a bracket, good for the whole document.
LEAD_FIRST = re.compile(r"[列排](?:在)?(?:首|第一)位?(?:的|者)?(?:部门|单位)?(?:均)?为牵头(?:单位|部门)")
ASIDE = re.compile(
    r"[，；。,;]?\s*(?:[^，；。]{0,6}[列排](?:在)?(?:首|第一)|以下|下同|不再(?:单独)?列出|均(?:涉及|包括|需)).*$",
    re.DOTALL,
)
# Every aside holds one of these.
ASIDE_AT = re.compile("列|排|以下|下同|不再|均")
OPEN_END = re.compile(r"等(?:有关|相关|各)?(?:[\u4e00-\u9fff]{0,8}(?:部门|单位|机构|企业))?$")
