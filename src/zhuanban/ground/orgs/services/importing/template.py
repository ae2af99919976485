"""The empty table to fill in, with lists to choose from where a column has them."""

import io

import xlsxwriter  # type: ignore[import-untyped]

from zhuanban.ground.orgs.rules.sheets import COLUMNS, KINDS, MOST_ROWS, PEOPLE, UNITS

TEXT_COLUMNS = {"区划代码", "工作电话"}
HINTS = {
    "名称": "必填，单位全称",
    "类别": "必填，从列表中选",
    "上级单位": "村（社区）写乡镇，网格写村；同名的村写成“乡镇/村”",
    "别称": "几个别称之间用顿号隔开",
    "区划代码": "12 位，可以不填",
    "设立日期": "如 2024-03-05，可以不填",
    "姓名": "必填；同名的两个人写成“姓名（单位）”",
    "单位": "必填，与“单位”表或系统中的名称相同",
    "职务": "必填",
    "任职日期": "不填就是导入当天",
    "工作电话": "可以不填，加密保存",
}


def empty_table() -> bytes:
    """An .xlsx with both sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8EFFA", "border": 1})
    text = book.add_format({"num_format": "@"})
    for title, columns in COLUMNS.items():
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 22, text if column in TEXT_COLUMNS else None)
            sheet.write(0, place, column, head)
            sheet.write_comment(0, place, HINTS[column])
        if title == UNITS:
            sheet.data_validation(1, 1, MOST_ROWS, 1, {"validate": "list", "source": list(KINDS)})
        if title == PEOPLE:
            sheet.data_validation(
                1, 1, MOST_ROWS, 1,
                {"validate": "list", "source": f"={UNITS}!$A$2:$A${MOST_ROWS}", "error_type": "warning",
                 "error_message": "“单位”表里没有这个名称；系统中已有的单位也可以直接填。"},
            )  # fmt: skip
    book.close()
    return out.getvalue()
