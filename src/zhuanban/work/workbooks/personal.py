"""What the room holds on people: a workbook waits encrypted until it is brought in, a day at most."""

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, declare

KEPT, SHOWN, WHOSE = "导入后清空，未导入的最多保存一天", "只给上传的人，加密保存", "文字中的人"
BOOK, WHY = "workbooks.BookImport", "核对导入"
TOWN_BOOK, TOWN_BACK, AS_LONG = "workbooks.TownBook", "workbooks.TownReturn", "送回以前保存，最多 400 天"
declare(
    PersonalColumn(TOWN_BOOK, "base", "发出的工作簿底本", Kind.WORDS, "逐格核对", DUTY, AS_LONG, SHOWN, WHOSE),
    PersonalColumn(TOWN_BACK, "content", "送回的工作簿", Kind.WORDS, WHY, DUTY, KEPT, SHOWN, WHOSE),
    PersonalColumn(BOOK, "content", "待导入的表格", Kind.WORDS, WHY, DUTY, KEPT, SHOWN, WHOSE),
    PersonalColumn(BOOK, "found", "表格检查结果", Kind.WORDS, WHY, DUTY, KEPT, SHOWN, WHOSE),
)
