"""Numbers with a unit, and the words that make a target of them."""

from __future__ import annotations

import re

UNITS = (
    "个百分点|百分点|个基点|基点|个月|个工作日|工作日|天|%|％|‰|微克/立方米|毫克/升|平方公里|平方米|立方米|万千瓦时|万千瓦|千瓦时|千瓦|公里|千米|公顷|亩|万元|亿元|元|"
    "个(?!小时|方面|指标|领域|环节|问题|维度|层面|等级|考核|阶段|年|层|自然日|百分)|座|处|家|户|名|人次|人(?!民|行)|支|辆|场|项|条|台|套|所|间|组|件|次|吨|公斤|株|棵|盏|"
    "只|头|艘|部(?!门|署|分|级)|本|批|期|种|类|对|片|块|米|小时|平台|村|镇|床|张|门|幢|栋|份|届"
)
NUMBER = re.compile(
    rf"(?<![\d.〔\[第+])(?P<value>\d[\d,]{{0,20}}(?:\.\d{{1,10}})?)\s?(?P<scale>[万亿])?\s?(?P<about>余|多)?\s?(?P<unit>{UNITS})"
)
# No number without one of these.
COUNTED = re.compile(r"\d")
AT_LEAST_BEFORE = re.compile(
    r"(?:不低于|不少于|不小于|至少[\u4e00-\u9fff]{0,4}|(?<!不)(?:高于|超过|大于|多于)|达到?|提高到|提升到|提升至|提高至|增加到|增加至|增长到|增长至|上升到|上升至|扩大到|扩大至|拓展到|拓展至|增至|升至|增到|升到|突破|稳定在|保持在|达成|力争达)\s?(?:全?[市区县省]的?)?(?:约)?$"
)
AT_MOST_BEFORE = re.compile(
    r"(?:不高于|不超过|不大于|不多于|(?<!不)(?:低于|小于|少于)|降到|降至|降低到|降低至|下降到|下降至|减少到|减少至|减至|缩短到|缩短至|控制在|压减至|压缩至|压缩到|限于)\s?$"
)
LESS_BEFORE = re.compile(r"(?:不低于|不少于|不小于)\s?$")
# 降低综合费率0.5个百分点: the verb, what changes, by how much.
RAISE_NOUN = re.compile(r"(?:提高|提升|增加)[^，。；：、\d到至]{2,14}$")
LOWER_NOUN = re.compile(r"(?:下降|降低|减少|压减|下调|压降)[^，。；：、\d到至]{2,14}$")
# 降低担保费率至1%: the verb, what changes, to where.
RAISE_TO = re.compile(r"(?:提高|提升|增加|扩大)[^，。；：、\d]{2,14}?(?:到|至)$")
LOWER_TO = re.compile(r"(?:降低|减少|压减|下调|压降|压缩|缩短)[^，。；：、\d]{2,14}?(?:到|至)$")
CHANGED = re.compile(
    r"(?:提高|提升|增加|扩大|下降|降低|减少|压减|下调|压降|压缩|缩短)(?P<noun>[^，。；：、\d]{2,14}?)(?:到|至)?$"
)
EVERYWHERE = re.compile(r"^(?:推动|力争)?全(?:国|省|市|区|县|州|旗|镇|街道)$")
BY_HOW_MUCH = ("%", "个百分点", "百分点", "个基点", "基点")
MEASURES = ("元", "万元", "次", "期", "对", "类", "种", "小时")
JOINED = re.compile(r"联通|接入|覆盖|纳入|联网")
# A time is a target only where it is made shorter: 压缩至4个月以内.
SPANS = ("个月", "个工作日", "工作日", "天", "小时")
SHORTENED = re.compile(r"(?:压缩|缩短|压减|精简|减少|缩减|减|降)(?:到|至|为)\s?(?:平均)?$")
RAISE_BEFORE = re.compile(r"(?:增长|提高|提升|增加|上升|增幅|增速)(?:了|约|不少于|不低于|至少|率?为)?\s?$")
LOWER_BEFORE = re.compile(r"(?:下降|降低|减少|压减|削减|缩减|下调|下浮)(?:了|约|不少于|不低于|至少)?\s?$")
AT_LEAST_AFTER = re.compile(r"^\s?(?:及?以上|以?上)")
AT_MOST_AFTER = re.compile(r"^\s?(?:及?以下|以内|之内)")
ABOUT_AFTER = re.compile(r"^\s?(?:左右|上下)")
MAKING = re.compile(
    r"新增|新建|建成|建设|打造|创建|培育|培养|引进|选拔|遴选|扶持|资助|培训|建立|成立|完成|修复|开展|形成|设立|改造|配置|推动|"
    r"推出|举办|引育|联通|接入|升级|扩建|增设|评选|支持|重点支持|组织|改建|创成|认定|推进|实施|启动|发展|安装|更换|整治|清理|拆除|新培育|招引|评定|布设|布局|新设|孵化|储备|聚集|集聚|打通|疏通|贯通|硬化|铺设|敷设|栽植|栽种|种植|修缮|翻建|加装|建$|达标"
)
# Ceilings, conditions, scores and sums that are granted: numbers, but nobody's target.
NO_TARGET = re.compile(
    r"扣|得.{0,6}分|加分|计分|满分|基础分|给予|补助|补贴|贴息|奖励|奖补|资助.{0,3}元|免收|减免|罚款|处以.{0,4}罚|注册资本|"
    r"按.{0,12}标准|符合.{0,20}条件|最高|上限|单个|每户每|单笔|原则上|考核年度|新增了|沿用|"
    r"已(?:经)?(?:建成|完成|新增|累计|发放|办理|培育)|截至(?:目前|当前)|近(?:\d+|[一二两三四五六七八九十])年|(?:共|累计)发生"
)
# Ceilings, except where they are brought down.
CEILING = re.compile(r"期限|额度|利率|费率|基点|房租|租金|工作日")
BROUGHT_DOWN = re.compile(r"下降|降低|降至|降到|下调|压降|压减|压缩|缩短|缩减")
# 年收入20万元以下的家庭: a number that says which, not how many.
WHICH = re.compile(
    r"^\s?(?:（[^（）]{0,20}）)?(?:及?以上|以下|以内|之内|左右)?(?:（[^（）]{0,20}）)?的(?!标准|目标|比例)"
)
WHICH_ONES = re.compile(rf"{WHICH.pattern}$")
# 20条政策措施, 10项服务: the name of a paper or a programme.
NAMED = re.compile(r"^(?:便民|惠民|利企|助企|重点|具体|工作)?(?:政策|措施|服务|举措|任务|制度|意见|要求|规定|清单)")
NAMED_UNITS = ("条", "项")
PER = re.compile(r"每(?:个|户|村|镇|乡镇|街道|周|月|季度|半年|天|日|人|名)[^，；。]{0,6}$")
SHARE_FIRST = re.compile(r"^\s?(?:及?以上)?的?[\u4e00-\u9fff]{2,20}(?:实现|达到|完成|建成|达标|覆盖)")
# 到2025年，…。建设…。 The year holds for the sentences after it.
HOLDING_YEAR = re.compile(
    r"(?:力争|确保|争取)?(?:到|至)\s?(?P<year>20\d\d)\s?年(?:底|末)?(?!\d|\s?\d{1,2}月|第?[一二三四]季度|[上下]半年)"
)
MEASURED = re.compile(r"(?:率|比例|比重|占比|数|量|面积|规模|增速|收入|产值|值|水平|覆盖面|密度|强度)$")
BY_END = re.compile(r"(?P<at>到|至|在|于)?\s?(?P<year>20\d\d)\s?年(?P<end>底|末)?(?P<before>以?前|之前)?")
HORIZON = re.compile(r"(?P<year>20\d\d)年(?:起|开始)?[，]?(?P<years>\d{1,2}|[一二三四五六七八九十])年内")
WITHIN = re.compile(r"(?P<years>\d{1,2}|[一二两三四五六七八九十])年(?:之)?内")
PART_OF_YEAR = {
    "上半年": (6, 30),
    "一季度": (3, 31),
    "二季度": (6, 30),
    "三季度": (9, 30),
    "年底": (12, 31),
    "年内": (12, 31),
    "今年": (12, 31),
    "下半年": (12, 31),
    "全年": (12, 31),
}
