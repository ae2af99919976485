"""数据目录: every table with what it holds, how much, and whether it has to do with people."""

from zhuanban.cli.papers.facts import Facts
from zhuanban.cli.papers.writing import Paper, gap
from zhuanban.outward.documents.rules.blocks import Sheet


def catalogue(facts: Facts) -> Paper:
    """The catalogue; what is shared and opened is for the owner to say."""
    rows = [
        (table.room, table.term, table.label, str(table.column_count), str(table.row_count),
         "、".join(column.name for column in table.personal) or "无")
        for table in facts.tables
    ]  # fmt: skip
    shared = gap("每项数据的共享属性：无条件共享、有条件共享或不予共享，及依据")
    pieces: list[str | Sheet] = [
        "一、总体情况",
        (f"系统有数据表{len(facts.tables)}张，共{facts.row_count}行，数据库为{facts.database}。"
        f"数据产生于专项行动的办理过程，数据责任单位为{gap('数据责任单位')}。"),
        "二、目录",
        Sheet("数据目录", ("房间", "数据", "表", "列数", "行数", "个人信息"), rows),
        "三、共享和开放",
        f"{shared}；{gap('每项数据的开放属性，及依据')}。",
        f"从别处共享来、不再要求基层填报的数据为{gap('来源系统和共享方式')}。",
        "四、分类分级",
        f"数据分级为{gap('一般、重要或核心，及认定依据')}。系统不存国家秘密，标密的文件一律拒收。",
    ]
    return Paper("数据目录", "“专班”系统数据目录（草稿）", f"{facts.district}专班办公室", pieces)
