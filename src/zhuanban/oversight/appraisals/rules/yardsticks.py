"""The library of yardsticks (评价指标): what a scheme may score, from which figures, and what no scheme may score.

Every figure is the number of the matters listed under it (selectors/evidence.py). Only matters that the township itself
handles are counted: it does not answer for a department. All three come from checks on the spot or from what happened
afterwards, none from an app's own records (B4).
"""

from dataclasses import dataclass

from rulebook.schemes import Direction, Yardstick


@dataclass(frozen=True)
class Term:
    """A figure and what it counts, as the pages print it."""

    name: str
    meaning: str


TERMS = {
    term.name: term
    for term in (
        Term("按期数", "周期内经核查销号、全程没有超过时限的事项"),
        Term("应结数", "周期内经核查销号的事项，加上周期末已超过时限仍在办的事项；缓办的不计"),
        Term("返工数", "周期内销号的事项中，曾经核查不通过退回重办的"),
        Term("销号数", "周期内经核查销号的事项"),
        Term("反弹数", "周期内登记的事项中，同一地点同类问题在 180 天内销号后又发生的"),
        Term("登记数", "周期内登记的事项，作废的不计"),
    )
}

ON_TIME = Yardstick(
    "按期办结率", Direction.HIGHER, terms=("按期数", "应结数"), formula="share(按期数, 应结数)", base="应结数"
)
REWORK = Yardstick(
    "返工率", Direction.LOWER, terms=("返工数", "销号数"), formula="share(返工数, 销号数)", base="销号数"
)
RELAPSE = Yardstick(
    "反弹率", Direction.LOWER, terms=("反弹数", "登记数"), formula="share(反弹数, 登记数)", base="登记数"
)
ALLOWED = (ON_TIME, REWORK, RELAPSE)

SOURCES = {
    ON_TIME.name: "按期数 ÷ 应结数；时限由系统按工作日历计，销号须经未承办的人现场核查",
    REWORK.name: "返工数 ÷ 销号数；返工以现场核查退回为准",
    RELAPSE.name: "反弹数 ÷ 登记数；反弹由系统按地点、类别和销号日期认定",
}

# Named so that a scheme which uses them hears why it may not (domain.md §5).
_FORBIDDEN = {
    "B1：不得以打卡签到、积分排名、在线时长考核": ("打卡签到率", "签到次数", "在线时长", "积分排名"),
    "B2：不得考核应用程序的安装、登录、使用情况": ("安装率", "登录率", "使用率", "活跃度"),
    "B3：点赞、投票、转发、学习时长不得作为考核依据": ("点赞数", "投票数", "转发数", "学习时长"),
    "B4：政务应用程序不得作为日常考核的主要载体": ("线上巡查次数", "上传条数", "填报条数"),
    "B5：不得强制采集行动路线和不必要的照片、视频": ("巡查里程", "照片数", "视频数"),
    "B6：开会、发文、拍照留痕、学习笔记、领导批示、媒体报道不得作为评价标准": (
        "会议次数", "发文数", "留痕照片数", "学习笔记数", "领导批示数", "媒体报道数", "简报数",
    ),
}  # fmt: skip
FORBIDDEN = tuple(
    Yardstick(name, Direction.HIGHER, forbidden=reason) for reason, names in _FORBIDDEN.items() for name in names
)
LIBRARY = {yardstick.name: yardstick for yardstick in (*ALLOWED, *FORBIDDEN)}

# Which figure costs points, and which one, taken away from it, does not (应结数 less 按期数).
COSTS = {
    ON_TIME.name: ("应结数", "按期数", "没有按期的事项"),
    REWORK.name: ("返工数", "", "返工的事项"),
    RELAPSE.name: ("反弹数", "", "反弹的事项"),
}
