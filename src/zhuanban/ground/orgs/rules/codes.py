"""统计用区划代码: 12 digits, 2 province + 2 city + 2 county + 3 township + 3 village (domain.md §9)."""

import re

from zhuanban.ground.orgs.rules import UnitKind

TWELVE = re.compile(r"[0-9]{12}")
PROVINCES = frozenset([*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
                       *range(61, 66), 71, 81, 82])  # fmt: skip
# The third part tells the sort of township; 400–599 are areas that are run like one (开发区).
SORTS = (("街道", range(1, 100)), ("镇", range(100, 200)), ("乡", range(200, 400)))
TOWNSHIPS = range(1, 600)


def code_fault(code: str, kind: str, name: str) -> str:
    """What is wrong with the code for a unit of this kind and name; empty where nothing is."""
    if not TWELVE.fullmatch(code):
        return "统计用区划代码是 12 位数字。"
    if kind not in (UnitKind.TOWNSHIP, UnitKind.VILLAGE):
        return "只有乡镇（街道）和村（社区）有统计用区划代码。"
    if int(code[:2]) not in PROVINCES or code[2:4] == "00" or code[4:6] == "00":
        return "代码的前 6 位要写到县级：省、市、县各 2 位。"
    if int(code[6:9]) not in TOWNSHIPS:
        return "代码的第 7 至 9 位是乡级：001–099 街道，100–199 镇，200–399 乡，400–599 类似乡级单位。"
    if kind == UnitKind.VILLAGE:
        return "" if code[9:] != "000" else "村（社区）代码的最后 3 位不能是 000。"
    return "乡镇（街道）代码的最后 3 位是 000。" if code[9:] != "000" else _sort_fault(code, name)


def _sort_fault(code: str, name: str) -> str:
    """Whether 街道, 镇 and 乡 have the numbers of their sort."""
    for ending, numbers in SORTS:
        if name.endswith(ending) and int(code[6:9]) not in numbers and int(code[6:9]) < 400:
            return f"“{name}”代码的第 7 至 9 位应在 {numbers[0]:03d}–{numbers[-1]:03d} 之间。"
    return ""


def belongs_to(code: str, parent_code: str) -> bool:
    """Whether a village's code continues the code of its township."""
    return code[:9] == parent_code[:9]
