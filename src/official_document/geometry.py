"""The figures of GB/T 9704-2012 and the arithmetic of its layout. Units: mm, pt, and twips (1/20 pt) for Word."""

import unicodedata
from datetime import date

TWIPS_PER_MM = 1440 / 25.4
PAGE_MM = (210, 297)
TOP_MM, BOTTOM_MM, INNER_MM, OUTER_MM = 37, 35, 28, 26
TEXT_MM = (156, 225)
LINES, CHARACTERS = 22, 28

# Sizes in points: 2号, 3号, 4号, the 小四 of most tables, 5号.
SIZE_2, SIZE_3, SIZE_4, SIZE_TABLE, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5
LINE_PT = 28.95
LINE_PITCH_TWIPS = 579
# 28 characters of 16 pt are 158 mm, the text is 156 mm wide: each character gives up a quarter of a point.
CHARACTER_TWIPS = 315
TIGHTEN_TWIPS = -5
TITLE_LINE_PT = 32.0
TITLE_CHARACTERS = 20

MARK_OFFSET_MM = 35
MARK_LARGEST_PT, MARK_SMALLEST_PT = 48.0, 30.0
MARK_NARROWEST_PERCENT = 60
MARK_LINE_RATIO = 1.3
NUMBER_LINE_PT = 20.0
RULE_OFFSET_MM = 4
RED = "FF0000"
# Word counts the width of a rule in eighths of a point: 0.35 mm and 0.25 mm.
THICK_RULE, THIN_RULE, RED_RULE = 8, 6, 12
TABLE_RULE = 4
# Room inside a cell on each side; above and below a table.
CELL_MARGIN_TWIPS = 60
TABLE_GAP_PT = 8.0
# 印发日期 has this much room beside it, in its characters: one to the edge, one to the name, one for faces with wide
# figures. A name too long for the rest of the line is narrowed to this percentage at most, else it has two lines.
IMPRINT_DAY_ROOM = 3.0
IMPRINT_MARGIN_TWIPS = 50
IMPRINT_NARROWEST_PERCENT = 85
PAGE_NUMBER_OFFSET_MM = 7
PAGE_NUMBER_LINE_PT = 16.0

# 信函: the name stands 30 mm below the top edge, the double rules are 170 mm wide, the second one 20 mm above the
# bottom edge; the height of a double rule is about 1.5 mm.
LETTER_MARK_MM, LETTER_RULE_MM, LETTER_FOOT_MM, LETTER_RULE_HEIGHT_MM = 30, 170, 20, 1.5
LETTER_RULE = 18


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


def points(mm: float) -> float:
    return mm * 72 / 25.4


def width(text: str) -> float:
    """The width of a text in characters: a Latin letter or digit is half a character."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def mark_size(issuer: str) -> tuple[float, int]:
    """Point size and horizontal scale (percent) that put the red mark on one line where that is possible."""
    room = points(TEXT_MM[0]) / max(width(issuer), 1)
    size = min(MARK_LARGEST_PT, max(MARK_SMALLEST_PT, float(int(room))))
    scale = min(100, int(room / size * 100))
    return size, max(scale, MARK_NARROWEST_PERCENT)


def mark_offset_pt(size: float) -> float:
    """The empty height above the mark's line so that its characters begin 35 mm below the top of the text."""
    return points(MARK_OFFSET_MM) - size * (MARK_LINE_RATIO - 1) / 2


def letter_clearance_pt(size: float) -> float:
    """The empty height at the top of a letter's text that clears mark and first rule, and a third of a line more."""
    rule_end = points(LETTER_MARK_MM + RULE_OFFSET_MM + LETTER_RULE_HEIGHT_MM - TOP_MM) + size
    return rule_end + LINE_PT / 3


def letter_rule_space_pt(size: float) -> int:
    """What Word must leave between the mark's line and the first rule to come to 4 mm below its characters."""
    return round(points(RULE_OFFSET_MM) - size * (MARK_LINE_RATIO - 1) / 2)


def rule_space_pt() -> int:
    """What Word must leave between the number's line and the rule, whole points, to come to 4 mm below the figures."""
    return round(points(RULE_OFFSET_MM) - (NUMBER_LINE_PT - SIZE_3) / 2)


def imprint_day_mm(day: str) -> float:
    """The width of the cell that holds 印发日期 on one line."""
    return (width(day) + IMPRINT_DAY_ROOM) * SIZE_4 / points(1)


def printer_scale(printer: str, day: str) -> int:
    """Horizontal scale (percent) that puts 印发机关 on one line beside the day where that is possible."""
    room = points(TEXT_MM[0] - imprint_day_mm(day)) / SIZE_4 - 1
    percent = int(room / max(width(printer), 1) * 100)
    return 100 if percent >= 100 or percent < IMPRINT_NARROWEST_PERCENT else percent


def chinese_day(day: date) -> str:
    """Arabic figures without padding: 2024年2月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_indents(signer: str, day: date, *, sealed: bool) -> tuple[float, float]:
    """Right indents of name and date, in characters.

    Sealed: the date four in from the right and the name centred over it; a name too long for that stays two in and
    takes the date along. Unsealed: the name two in, the date beginning two to the right of the name's beginning; a
    date that would then leave the page stays two in and moves the name (GB/T 9704-2012, 7.3.5).
    """
    name, date_width = width(signer), width(chinese_day(day))
    if sealed:
        name_right = 4 + (date_width - name) / 2
        return (name_right, 4.0) if name_right >= 2 else (2.0, 2 + (name - date_width) / 2)
    date_right = name - date_width
    return (2.0, date_right) if date_right >= 2 else (4 + date_width - name, 2.0)
