"""Endings and beginnings by which names of organs are known."""

from __future__ import annotations

import re

from notice_compiler.model import UnitKind

ENDINGS = (
    "局|委|厅|部|办|院|署|会|社|处|科|股|所|站|队|中心|公司|集团|企业|政府|办公室|办公厅|大队|支队|总队|中队|分局|分公司|"
    "委员会|管委会|指挥部|工委|党委|区委|县委|市委|省委|妇联|残联|工商联|文联|科协|侨联|团委|工会|银行|法院|检察院|海关|"
    "镇|乡|街道|街镇|办事处|园区|开发区|经开区|高新区|县级市|单位|部门|机构|机关|学校|医院|电视台|专班|领导小组|联席会议|团省委|团市委|"
    "团区委|团县委|计生协|协会|学会|联合会|总社|税务|气象台|村|社区|居委|派出所|银监局|支行|分行|总行|铁塔|红十字会|公积金中心|军分区|人武部|"
    "乡镇|镇街|市直园区|区县|区|小组|工作组|居委会|村委会|物业|馆"
)
# The last characters of a name, and the brackets that may close it.
NAME_ENDS = frozenset(ending[-1] for ending in ENDINGS.split("|")) | frozenset("）〕地市县州旗省校业")
ORGAN = re.compile(
    rf"^(?:[^，。；：、“”《》！？\s]{{1,40}}?)(?:{ENDINGS})(?:[（(〔][^（）()〔〕]{{1,20}}[）)〕])?(?:[^，。；：、“”《》！？\s]{{0,4}})$"
)
STRICT = re.compile(rf"(?:{ENDINGS})(?:[（(〔\[][^（）()〔〕]{{1,20}}[）)〕\]])?$")
BRACKETED = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]")
# Words that no name of an organ holds: they make a phrase of it.
VERBAL = re.compile(
    r"，|。|；|：|“|”|《|》|！|？|进行|开展|加强|推进(?!.{0,16}(?:组|办公室|专班|指挥部|委员会))|实施|按照|应当|可以|根据|通过|要求|的(?!卢)|以上(?!市)|以下|包括|不含|达到|例如|如：|社会$|专区$|发挥|干部$"
)
# A list element that is only the beginning of a name whose end comes in the next element: 各市、县（区）人民政府.
OPEN_GROUP = re.compile(
    r"^各(?:有关|相关)?(?:省|区|市|县|镇|乡|乡镇|州|盟|地|设区市|省辖市|地级以上市|地级市|市州|地市|自治区|自治州)(?:[（〔][^（）〔〕]{1,12}[）〕])?$"
)
# What may follow it inside one name: 各区、县级市; 各市、县（区）人民政府; 各镇、街道办事处.
REST_OF_GROUP = re.compile(
    r"^(?:省|市|县|区|旗|州|乡|镇|县级市|自治区|自治县|自治州|直辖市|街道|省(?:财政)?直管(?:县|市)|市辖区|功能区|林区|特区)"
    r"(?:[（〔][^（）〔〕]{1,12}[）〕])?(?:人民政府|政府|党委|办事处)?$"
)
# 各有关部门和单位, 各镇和街道: a general noun is no name of its own behind another.
NOUNS = "单位|部门|机构|企业|街道|管委会|政府|组织|机关|园区|乡镇|科室|办事处|社区|村"
PLAIN = re.compile(rf"^(?:多|跨|本|该|同|各类)?(?:{NOUNS})$")
SEVERAL = re.compile(
    r"^(?:各|有关|相关|其他|国务院|中央|省直|市直|区直|县直)|等(?:有关|相关|各)?[\u4e00-\u9fff]{0,8}(?:部门|单位|机构|企业)$"
)
SEVERAL_END = re.compile(r"(?:部门|单位|机构|企业|镇|乡|局|办)$")
# Two places before one ending: 青禾开发区和云岭新区管委会.
PLACE_END = re.compile(r"(?:区|县|市|镇|乡|园)$")
SHARED_END = re.compile(r"(?:区|园|镇|乡|港)(?:管委会|管理委员会)$")
BEFORE_NAME = re.compile(
    r"^(?:并|再|先|将|主要|分别|具体)?(?:由|会同|联合|协同|以及|及其|及|其中|[和与](?![省市区县]))(?=[\u4e00-\u9fff]{2})"
)
# Names that a reader knows as units without any role word near them.
NAMED = re.compile(
    r"^(?:[省市区县州旗镇乡](?!域|场|民)|各|国家|国务院|中央|全国|中国|国网)|[\u4e00-\u9fff]{2,}(?:集团|公司|分局|支行|分行|海关|管委会|人民政府)$"
    r"|[\u4e00-\u9fff]{2,}[省市区县州旗镇乡][\u4e00-\u9fff]{1,16}(?:局|委|厅|办|部|院|会|社|中心|站|队|组|办公室|专班|指挥部)$|成员单位$"
)
ISSUER = re.compile(
    r"^(?P<organ>中共.{2,30}?委员会|.{0,30}?(?:国务院|人民政府|人民政府办公厅|人民政府办公室|办公厅|办公室|委员会|管理局|局|厅|部|委)(?:（[^（）]{2,20}）)?)"
    r"(?=(?:等.{1,4}部门)?(?:关于|印发|转发|批转|公布|发布))"
)
SIGNATURE = re.compile(
    r"(?:办公室|办公厅|人民政府|委员会|局|厅|国务院|管委会|指挥部|领导小组|中心|部|委|院|办|会|集团|公司|处|街道|队|站|署|"
    r"专班|学校|医院|小组)(?:（[^（）]{2,20}）){0,2}$"
)
KINDS: tuple[tuple[UnitKind, re.Pattern[str]], ...] = (
    (
        "group",
        re.compile(
            r"^各|各(?:有关|相关)?(?:部门|单位|镇|街道|乡镇|区县|委办局)|^(?:乡镇|镇街|街镇)|成员单位|^有关|^相关|等.{0,8}(?:部门|单位)$|^镇（街道）"
        ),
    ),
    (
        "party_office",
        re.compile(r"^(?:中共|区委|县委|市委|省委|州委|旗委|党委)|委办公室$|工委$|纪委|政法委|宣传部$|组织部$|统战部$"),
    ),
    (
        "branch",
        re.compile(
            r"国网|(?:移动|电信|联通|广电).*公司|分局$|税务局|海关|气象局|消防救援|烟草|邮政|铁路|供电公司|银保监|人民银行|人行"
        ),
    ),
    ("other", re.compile(r"妇联|团(?:省|市|区|县|州)?委$|总?工会$|残联|工商联|文联$|科协$|侨联$|红十字会|协会$|学会$")),
    ("enterprise", re.compile(r"公司$|集团$|企业$")),
    ("township", re.compile(r"(?:镇|乡|街道|街道办事处|办事处)(?:人民政府|党委|党工委)?$")),
    ("village", re.compile(r"村$|社区$|居委会?$|村委会?$")),
    ("institution", re.compile(r"中心$|医院$|学校$|大学$|学院$|研究院$|电视台$|站$|所$|馆$")),
    (
        "department",
        re.compile(
            r"(?:局|委|厅|部|办|署|办公室|办公厅|大队|支队|总队|专班|中队|科|委员会|部门|单位)(?:[（(].*[）)])?$"
        ),
    ),
    ("government", re.compile(r"政府$|国务院$|管委会$|^(?:省|市|区|县|州)(?:级)?政府")),
)
