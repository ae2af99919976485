"""What stands above and below the text of a notice: title, number, recipients, signature and day."""

from __future__ import annotations

import re

from notice_compiler.lexicon.organs import ENDINGS

KINDS = "方案|措施|意见|细则|办法|计划|通知|规划|要点|规定|决定|预案|清单|指引|通报|公告"
NUMBER = r"[\u4e00-\u9fff（）]{1,16}?[〔\[（]\s?20\d\d\s?[〕\]）]\s?第?\s?\d{1,4}\s?号"
# In a text that lost its line ends: …实施意见青政发〔2031〕4号各区人民政府，市直各单位：近年来，…
TITLE_END = re.compile(rf"(?<={KINDS})(?P<number>[\u4e00-\u9fff]{{2,12}}〔20\d\d〕\d{{1,4}}号)")
TO_ALL = re.compile(rf"(?<={KINDS})(?=各[^，。；：]{{1,30}}[^。；]{{0,200}}：)")
SALUTATION = re.compile(r"(?=[各市区县省州旗])[^。：；《]{2,300}：")
SIGNED = re.compile(
    rf"(?<=[。）])(?P<organ>[\u4e00-\u9fff]{{0,28}}(?:{ENDINGS}))(?P<day>20\d\d年\d{{1,2}}月\d{{1,2}}日)(?:（[^（）]{{2,20}}）)?\s*$"
)
# Lines that a data base or a web page put above the title.
FOREIGN = re.compile(
    r"^【|https?[：:]|^(?:来源|发布时间|发布日期|发布机构|索引号|信息来源|浏览次数|字体|打印|分享)\s?[：:]?"
)
LETTERHEAD = re.compile(rf"(?:{ENDINGS}|文件|）)\s*(?:文件)?$")
REMARK = re.compile(r"^[（(](?:此件|此文|联系人|主动公开|依申请公开)")
