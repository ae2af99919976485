"""The number of a document (发文字号): 代字〔年〕序号号, or 第X号 for minutes."""

import re

FORM = re.compile(r"[\u4e00-\u9fff]{2,16}〔(?P<year>(?:19|20)\d{2})〕[1-9]\d{0,4}号")
MINUTES_FORM = re.compile(r"第[1-9]\d{0,4}号")
YEAR_IN_OTHER_BRACKETS = re.compile(r"[\[\(（【［]\d{4}[\]\)）】］]")


def number_fault(number: str, *, minutes: bool = False) -> str:
    """What is wrong with a number, as one sentence; empty when it is right.

    The year stands in full in 〔〕, the serial carries no 第 and no leading zeros (GB/T 9704-2012, 7.2.5).
    """
    if (MINUTES_FORM if minutes else FORM).fullmatch(number):
        return ""
    if minutes:
        return f"纪要编号“{number}”应写成“第X号”。"
    if YEAR_IN_OTHER_BRACKETS.search(number):
        return f"发文字号“{number}”的年份应括入六角括号〔〕。"
    if "第" in number:
        return f"发文字号“{number}”的序号前不加“第”字。"
    if re.search(r"〕0\d*号", number):
        return f"发文字号“{number}”的序号不编虚位，前面不加零。"
    if re.search(r"〔\d{1,3}〕", number):
        return f"发文字号“{number}”的年份应写全称。"
    return f"发文字号“{number}”应写成“代字〔年份〕序号号”，如“茂专办〔2024〕3号”。"
