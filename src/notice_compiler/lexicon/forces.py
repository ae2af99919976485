"""Words that give a demand its force, and words that begin a demand of their own."""

from __future__ import annotations

import re

FORBID = re.compile(
    r"严禁|禁止|不得|取缔|杜绝|严查|严厉打击|严防|不准|不许|不允许|坚决制止|坚决抵制|一律不|切忌|不搞|防止|避免.{0,6}(?:现象|行为|问题)"
)
# These words speak of what follows to the end of the sentence: 鼓励…借鉴…，实施….
ENCOURAGE_ON = re.compile(r"^(?:积极|大力|充分|依法|重点)?(?:鼓励|支持|倡导|提倡)")
ENCOURAGE = re.compile(r"^(?:[^，。；]{0,12})(?:鼓励|(?<!宣传)引导(?!员)|倡导|提倡)")
EXPLORE = re.compile(r"探索|适时|试点|试行|先行先试|研究(?:推行|建立健全|探索)|条件成熟")
STANDING = re.compile(
    r"保持|持续|不断|日产日清|常态化|长效|日常|保洁|经常|始终|坚持|随时|平稳运行|常抓不懈|长期|全天候|维护(?:良好|正常|好)|动态(?:管理|清零|监管)|"
    r"每日|每天|每周|每月|每季度|每年|定期"
)
NOT_STANDING = re.compile(r"可持续|不断档|持续时间")
# Every match of the patterns above holds one of these words.
FORCED = re.compile(f"{FORBID.pattern}|鼓励|支持|引导|倡导|提倡|{EXPLORE.pattern}|{STANDING.pattern}")
# A piece that begins so asks something of its own; any other piece goes on with the force before it.
OPENS = re.compile(
    r"^(?:并|要|还要|同时|同时，|进一步|深入|全面|切实|大力|着力|积极|加快|有序|统筹|科学|精准|合理|认真|及时|充分|严肃|集中|全力|优化|扎实|"
    r"完善|健全|加强|加大|强化|推进|推动|推行|促进|实施|开展|打造|建设|建立|构建|提升|提高|改善|形成|培育|发展|整治|治理|规范|落实|明确|编制|制定|"
    r"设置|拆除|更换|抓好|做好|注重|突出|突显|统一|打通|确保|保障|激发|拉长|建成|搭建|组织|督促|指导|"
    r"不断|持续|保持|严禁|禁止|取缔|坚决|鼓励|引导|支持|探索|到20\d\d年|对|将|把|按照|结合|针对|根据|通过|利用|充分|最大限度|用好|盘活|召开|各|区|"
    r"服务|真正|提前|力争|逐步|尽快|严格|依法|定期|扩大|增加|减少|防止|杜绝|避免|巩固|总结|宣传|梳理|排查|摸清|解决|破解|创新|拓展|拓宽|畅通)"
)
# Every condition holds one of these.
CONDITIONAL = re.compile("有条件的|待|对|在|因地制宜|条件成熟")
CONDITION = re.compile(
    r"(?P<condition>有条件的[\u4e00-\u9fff]{1,10}?(?:[（(][^（）()]{1,8}[）)]|(?=借鉴|结合|开展|探索|建设|先行|可|实行|采取|推行|设立|平台|，|。|；|$)))"
    r"|(?P<timed>待[^，。；]{2,30}后)|(?P<case>(?:^|(?<=，))对于?[^，。；]{2,40}的(?=，))|(?P<provided>在[^，。；]{2,40}(?:前提下|基础上|条件下))"
    r"|(?P<fit>因地制宜|条件成熟(?:后|时|的[\u4e00-\u9fff]{1,6}))"
)
