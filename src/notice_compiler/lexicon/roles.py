"""How a notice says who leads, who answers and who takes part."""

from __future__ import annotations

import re

from notice_compiler.model import Role

NOUN = "单位|部门|科室|处室|股室|机构|主体"
LEADS = "牵头|主办|主责"
ANSWERS = "责任|负责|落实|实施|承办|完成|执行|考核|主管|组织|主导"
HELPS = "参与|参加|配合|协办|协同|协助|支持|指导|会同|成员"
# Labels before the names: 责任单位：, 牵头考核单位：, 配合部门：, 牵头：
LABELS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"^(?:主要)?(?:{LEADS})(?:[\u4e00-\u9fff]{{0,2}})(?:{NOUN})$|^(?:牵头|主办)$"), "lead"),
    (
        re.compile(rf"^(?:{ANSWERS})(?:[\u4e00-\u9fff]{{0,2}})(?:{NOUN})$|^(?:责任|负责|落实|承办)$"),
        "responsible",
    ),
    (re.compile(rf"^(?:{HELPS})(?:[\u4e00-\u9fff]{{0,2}})(?:{NOUN})$|^(?:配合|参与|协办|协助|指导)$"), "participant"),
)
LABEL = re.compile(
    rf"(?P<label>[\u4e00-\u9fff]{{0,6}}(?:{NOUN})|牵头|主办|责任|负责|落实|承办|配合|参与|协办|协助|指导)"
    r"\s?(?:[】］]\s?[：:]?|[：:为])"
)
# A label by which a sentence without any bracket begins.
LABEL_WORDS = rf"(?:主要)?(?:{LEADS}|{ANSWERS}|{HELPS})[\u4e00-\u9fff]{{0,2}}(?:{NOUN})"
LABEL_START = re.compile(rf"{LABEL_WORDS}\s?[：:]|[【［]{LABEL_WORDS}[】］]\s?[：:]?")
# Any other label ends the names: 完成时限：2031年底, 责任领导：副区长.
OTHER_LABEL = re.compile(r"[，；。,;\s]\s{0,9}[\u4e00-\u9fff]{2,8}[：:]")
# Role words after the names: …按职责分工负责, …牵头, …等配合
TOGETHER = "(?:共同|联合|分别|具体|总)?"
BY_DUTY = (
    "(?:(?:根据|按照|按|依据|依)(?:各自|本部门|部门)?|各自)?(?:工作)?(?:职责|职能|权限)?(?:任务)?(?:分工)?(?:要求)?"
)
TAILS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (
        re.compile(
            rf"(?:等)?{BY_DUTY}{TOGETHER}(?:负责|具体)?{TOGETHER}"
            r"(?:牵头|主办|牵头负责|牵头落实|牵头组织|牵头组织实施|牵头推进|牵头抓总|主责|总牵头)$"
        ),
        "lead",
    ),
    (
        re.compile(
            rf"(?:等(?:有关|相关)?(?:部门|单位)?)?{BY_DUTY}(?:分别|共同|具体|组织|联合|抓好|督促|统筹|协同|切实|各负其责|分头|一并)?"
            r"(?:负责|落实|实施|组织实施|主管|承担|承办|统筹|负责落实|负责实施|负责推进|组织落实|落实责任|推进|抓落实|推动落实|协调推进|负责统筹|贯彻落实)$"
        ),
        "responsible",
    ),
    (
        re.compile(
            rf"(?:等(?:有关|相关)?(?:部门|单位)?)?{BY_DUTY}(?:积极|做好|给予|予以|共同|密切|业务|加强)?"
            r"(?:参与|配合|参加|协助|协同|协办|支持|指导|监督|会同|参与配合|配合落实|配合实施|协助配合|协同配合|配合支持|监督指导|指导支持|指导监督)"
            r"(?:工作|落实|实施)?$"
        ),
        "participant",
    ),
)
# How every one of these ends.
TAIL_ENDS = (
    *("牵头", "主办", "负责", "落实", "实施", "主责", "承担", "承办", "统筹", "推进", "责任", "抓总", "主管"),
    *("参与", "配合", "参加", "协助", "协同", "协办", "支持", "指导", "监督", "会同", "工作"),
)
# 区水务局（牵头）: the role stands in a bracket of its own behind the name.
NOTED: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"[（〔](?:牵头|牵头单位|主办|总牵头)[）〕]$"), "lead"),
    (re.compile(r"[（〔](?:责任|责任单位|负责|落实)[）〕]$"), "responsible"),
    (re.compile(r"[（〔](?:配合|配合单位|参与|协办|协助|指导)[）〕]$"), "participant"),
)
# 甲局会同乙局负责, 甲局牵头会同乙局、丙局: who stands before it and who after it.
WITH = re.compile(r"(?P<lead>牵头)?[，,]?(?:并)?(?:会同|协同|联合(?!会|社|体|办|党)|会商)(?=[\u4e00-\u9fff])")
# Rules stated once, good for the whole document.
FIRST = r"[列排](?:名|序|位)?(?:在|于)?(?:首|第一|最前|前)位?"
LEAD_FIRST = re.compile(
    rf"(?:{FIRST}|首位|第一(?:家|个)?)(?:的|者)?(?:责任)?(?:部门|单位)?(?:均|即)?为(?:总|主要)?(?:牵头|主办|主责)(?:责任)?(?:单位|部门|负责)?"
)
NOT_LISTED = r"不再(?:单独|逐一|一一|另行|重复|逐项|逐条)?(?:列出|列举|列明|标注|注明|列)"
IMPLIED = re.compile(
    r"(?P<before>[^，。；（〔]{0,24}?)(?:均|都)(?:需要|需|须|应当|应|要)?(?:由|涉及|包括|包含|含|为)?(?P<units>[^。；]{2,60}?)"
    rf"(?:共同|具体|贯彻|抓好|分别|按职责)?(?:落实|负责|配合|参与|实施|推进)?[，,、]?{NOT_LISTED}"
)
IMPLIED_AT = re.compile(NOT_LISTED)
IMPLIED_REACH = (100, 12)
ASIDE = re.compile(
    rf"[，；。,;]?\s{{0,9}}(?:[^，；。]{{0,6}}(?:{FIRST})|首位为|第一(?:家|个)?(?:单位|部门)为|以下|下同|{NOT_LISTED}|均(?:涉及|包括|需|由)).*$",
    re.DOTALL,
)
# Every aside holds one of these.
ASIDE_AT = re.compile("列|排|首位|第一|以下|下同|不再|均")
GENERAL_NOUN = "部门|单位|机构|企业"
OPEN_END = re.compile(
    rf"等(?:有关|相关|各)?(?:[\u4e00-\u9fff]{{0,8}}(?:{GENERAL_NOUN})(?:[和、及](?:有关|相关)?(?:{GENERAL_NOUN}))?)?$"
)
