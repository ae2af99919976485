"""Writing workbooks: the looks that all of them share, lists to choose from, the hidden sheet that says what it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhuanban.work.workbooks.rules.layout import ABOUT, LISTS, Column
from zhuanban.work.workbooks.rules.sheets import letters

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INLINE = 200  # letters of a list that may stand in the cell's own rule
WIDTHS = {"day": 13, "number": 11, "money": 13, "yes-no": 9, "photos": 20}


def formats(book: Any) -> dict[str, Any]:
    """The formats of a workbook by name."""
    line = {"border": 1, "border_color": "#C9D1DC", "valign": "vcenter"}
    made = {
        "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
        "head": {**line, "bold": True, "bg_color": "#E8F0FD", "text_wrap": True, "align": "center"},
        "needed": {**line, "bold": True, "bg_color": "#E8F0FD", "text_wrap": True, "align": "center",
                   "font_color": "#C8161D"},
        "note": {**line, "italic": True, "font_color": "#5B6575", "font_size": 9, "text_wrap": True, "valign": "top"},
        "example": {**line, "font_color": "#5B6575", "bg_color": "#F3F5F9"},
        "fault": {**line, "bg_color": "#FCE4E4", "font_color": "#C8161D", "text_wrap": True},
        "text": {**line, "num_format": "@", "text_wrap": True},
        "day": {**line, "num_format": "yyyy-mm-dd"},
        "number": {**line, "num_format": "0.####"},
        "key": {**line, "bg_color": "#F3F5F9", "text_wrap": True, "num_format": "@"},
        "open_text": {**line, "num_format": "@", "text_wrap": True, "locked": False},
        "open_day": {**line, "num_format": "yyyy-mm-dd", "locked": False},
        "open_number": {**line, "num_format": "0.####", "locked": False},
    }  # fmt: skip
    return {name: book.add_format(said) for name, said in made.items()}


def look_of(column: Column) -> str:
    """Which format the cells of a column have."""
    return "day" if column.type == "day" else "number" if column.type in {"number", "money"} else "text"


def width_of(column: Column) -> int:
    """How wide a column is, by what stands in it."""
    by_heading = max(12, min(32, 2 * len(column.heading) + 2))
    return WIDTHS.get(column.type, max(by_heading, 24) if column.type == "text" else by_heading)


class Lists:
    """Choices too many for the rule of a cell, on a hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, ...]] = []

    def source(self, choices: tuple[str, ...]) -> Any:
        """What a rule names as the source of its list."""
        if len(",".join(choices)) <= INLINE and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self.columns:
            self.columns.append(choices)
        place = letters(self.columns.index(choices) + 1)
        return f"={LISTS}!${place}$1:${place}${len(choices)}"

    def write(self, book: Any) -> None:
        """The hidden sheet, where one is needed."""
        if not self.columns:
            return
        sheet = book.add_worksheet(LISTS)
        sheet.hide()
        for place, choices in enumerate(self.columns):
            for row, choice in enumerate(choices):
                sheet.write_string(row, place, choice)


def add_rules(sheet: Any, columns: Sequence[Column], first: int, last: int, lists: Lists, offset: int = 1) -> None:
    """What may be typed into the columns, from row `first` to `last` counted from 0."""
    for place, column in enumerate(columns, start=offset):
        if rule := rule_of(column, lists):
            sheet.data_validation(first, place, last, place, rule)


def rule_of(column: Column, lists: Lists) -> dict[str, Any] | None:
    """The rule of a column's cells as a spreadsheet program checks it."""
    title, wrong = column.heading[:30], {"error_title": "填写有误"}
    if column.choices:
        source = lists.source(column.choices)
        return {"validate": "list", "source": source, "error_message": f"{title}请从列表中选。", **wrong}
    if column.type == "day":
        from_day = {"criteria": ">=", "value": "=DATE(1980,1,1)"}
        return {"validate": "date", **from_day, "error_message": f"{title}请写成 2024-03-05 这样的日期。", **wrong}
    if column.type in {"number", "money"}:
        least = {"criteria": ">=", "value": 0}
        return {"validate": "decimal", **least, "error_message": f"{title}只填数字，不写单位。", **wrong}
    return None


def write_about(book: Any, about: Mapping[str, str]) -> None:
    """The hidden sheet that says what the workbook is."""
    sheet = book.add_worksheet(ABOUT)
    sheet.hide()
    for row, (name, value) in enumerate(about.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
