"""Deadlines and rhythms in running text."""

from __future__ import annotations

import re

DAY = re.compile(
    r"(?:到|至|于|在|截至|自.{1,12}至)?(?P<next>[次翌明]年\s?)?(?P<when>(?:20\d\d\s?年\s?)?(?:1[0-2]|0?[1-9])\s?月(?:份)?(?:\s?(?:[12]\d|3[01]|0?[1-9])\s?日|底|末|上旬|中旬|下旬)?)"
    r"(?:\s?(?:[-—–~至到]+)\s?(?P<until>(?:20\d\d\s?年\s?)?(?:(?:1[0-2]|0?[1-9])\s?月)?(?:(?:[12]\d|3[01]|0?[1-9])\s?日|底)?))?(?P<before>以?前|之前)?"
)
YEAR = re.compile(
    r"(?P<at>到|至|截至|于)?\s?(?P<year>20\d\d)\s?年(?!\s?(?:\d{1,2}\s?月|[上下]半年|第?[一二三四]季度))(?P<end>底|末)?(?P<before>以?前|之前)?"
)
YEAR_END = re.compile(r"(?<![\d年])(?:今)?年(?:底|末)(?:以?前|之前)?")
HALF = re.compile(r"(?<!每)(?:(?P<year>20\d\d)\s?年)?(?P<part>[上下]半年|(?:第)?[一二三四]季度)(?!度)")
SPAN = re.compile(r"(?:力争|计划)?用\s?(?P<years>\d{1,2}|[一二两三四五六七八九十])\s?年(?:左右)?(?:的)?时间")
# Only where a piece of a sentence begins so: 毕业两年内的… is no deadline.
WITHIN = re.compile(
    r"(?:力争|争取|计划|确保|在|用|到){0,4}(?P<years>\d{1,2}|[一二两三四五六七八九十])\s?年(?:之)?内(?!的|对|享受|免)"
)
# Counted from the day of the notice: 自发布之日起的3个月, 印发之日起15个工作日内; 三个月内 only at the head of a piece.
RELATIVE = re.compile(
    r"自?(?:本[\u4e00-\u9fff]{2,4}|通知)?(?:发布|印发|公布|发文|下发|实施|施行|执行)之日起的?\s?"
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?(?P<unit>个月|年|日|天|个工作日|工作日)(?:之?内)?(?!后)"
)
SOON = re.compile(
    r"(?:力争|争取|计划|确保|在){0,4}(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3}|半)\s?(?P<unit>个月|年)(?:之)?内(?!的|对|享受|免|累计|连续|多次)"
)
FROM_ISSUE = "之日起"
HALF_ENDS = {"上半年": (6, 30), "下半年": (12, 31)}
HALF_ENDS |= {"一季度": (3, 31), "二季度": (6, 30), "三季度": (9, 30), "四季度": (12, 31)}
RHYTHMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"日产日清|日清日结|每日|每天|每个工作日"), "day"),
    (re.compile(r"每周|每星期|周(?:调度|通报|报告)"), "week"),
    (re.compile(r"每个?月(?:\d{1,2}日(?:以?前|之前)?|底前?|[上中下]旬)?|月(?:调度|通报|报告)|按月"), "month"),
    (re.compile(r"每(?:个)?季度?|按季度?|季度?(?:调度|通报|报告)"), "quarter"),
    (re.compile(r"每半年"), "half-year"),
    (re.compile(r"每年度?(?:的?\s?\d{1,2}月(?:\d{1,2}日|底|末)?(?:以?前|之前)?)?|按年度"), "year"),
    (re.compile(r"常态化|常抓不懈|持续推进|长期坚持"), "continuous"),
)
# Every match of the patterns above holds one of these; a piece of text without any need not be searched for them.
DATED = re.compile("年|月|季")
RHYTHMIC = re.compile(f"{DATED.pattern}|每|周|日产日清|日清日结|常态化|常抓不懈|持续推进|长期坚持")
EVERY_YEAR = re.compile(r"每年度?的?\s?$")
EVENT = re.compile(r"\s?(?:印发|发布|制定|召开|出台|会议|度|以来|起|申报|下达|同期)")
