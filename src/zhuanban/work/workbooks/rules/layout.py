"""The columns by which a kind is filled in: what every matter has, then what the kind asks, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhuanban.work.matters.rules.fields import form_name
from zhuanban.work.matters.rules.kinds import FieldSpec, KindSpec
from zhuanban.work.matters.rules.loop import Profile, Source

FORMAT = "1"
ABOUT = "系统信息"  # the hidden sheet that says what a workbook is
LISTS = "选项"
NUMBER, EXAMPLE, NOTES = "序号", "示例", "说明"
BEFORE, AFTER = "整改前照片", "整改后照片"
SOURCES = [label for _, label in Source.choices]


@dataclass(frozen=True)
class Column:
    """A column: what it fills, its heading, what may stand in it and why it is asked."""

    key: str
    heading: str
    type: str = "text"
    required: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""
    most: int = 200

    @property
    def is_photo(self) -> bool:
        return self.type == "photos"


def columns_of(spec: KindSpec, townships: Sequence[str], clauses: Sequence[str]) -> list[Column]:
    """The columns of a kind's sheet, in order."""
    columns = [
        Column("township", "乡镇（街道）", "choice", True, "从列表中选", tuple(townships), "".join(townships[:1])),
        Column("place", "地点", "text", True, "写到路段、门牌或村居，便于核查和识别反弹", (), "大街 12 号门前", 120),
        Column("title", "事项", "text", False, "不填时用地点和类别", (), "", 120),
        Column("detail", "情况说明", "text", False, "需要时再写", (), "", 1000),
    ]
    if spec.is_general:
        columns.append(Column("clause", "任务条款", "choice", False, "对应通知的哪一条", tuple(clauses)))
    if spec.profile == Profile.LEDGER:
        columns.append(Column("planned_on", "计划完成", "day", False, "不填时按类别建议的时限", (), "2026-12-20"))
    columns += [column_of(field) for field in spec.fields if field.is_asked]
    columns += [
        Column("happened_on", "发现日期", "day", False, "不填为导入当天"),
        Column("source", "来源", "choice", False, "不填为摸排", tuple(SOURCES), SOURCES[0]),
        Column("longitude", "经度", "number", False, "CGCS2000，可不填"),
        Column("latitude", "纬度", "number", False, "CGCS2000，可不填"),
        Column("photos", BEFORE, "photos", spec.needs_photo, _photo_note(spec)),
        Column("photos_after", AFTER, "photos", False, "已经整改的可贴在这里"),
    ]
    return columns


def _photo_note(spec: KindSpec) -> str:
    why = f"必附：{spec.photo_reason}。" if spec.needs_photo else "可不贴。"
    return f"{why}把照片贴在本行的单元格里（浮动图片或嵌入单元格都可以）"


def column_of(field: FieldSpec) -> Column:
    """The column of a kind's own field."""
    words = (field.why, field.condition, field.constraint_words)
    note = "；".join(word.rstrip("。；") for word in words if word)
    samples = {"number": "12", "money": "10000", "day": "2026-06-30", "yes-no": "是"}
    example = field.choices[0] if field.choices else samples.get(field.type, "")
    choices = field.choices or (("是", "否") if field.type == "yes-no" else ())
    return Column(form_name(field), field.label, field.type, field.required, note, choices, example)


def sheet_title(name: str) -> str:
    """A name that a sheet may have."""
    plain = "".join("-" if letter in "[]:*?/\\" else letter for letter in name).strip("'")
    return plain[:31] or "台账"
