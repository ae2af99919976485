"""What may never be a yardstick, as words: the rules on lightening the load of the grass roots (基层减负)."""

from dataclasses import dataclass
from decimal import Decimal

# B4: a working app may not be the main carrier of appraisal; the share of app-derived weight that is still let through.
APP_DERIVED_SHARE = Decimal("0.4")
APP_DERIVED_REASON = "B4：政务应用程序不得作为日常考核的主要载体"


@dataclass(frozen=True)
class Barred:
    reason: str
    words: tuple[str, ...]


BARRED = (
    Barred("B1：不得以打卡签到、积分排名、在线时长考核", ("打卡", "签到", "积分", "在线时长")),
    Barred(
        "B2：不得考核应用程序的安装、登录、使用情况", ("安装率", "安装量", "登录率", "登录次数", "注册率", "活跃度")
    ),
    Barred("B3：点赞、投票、转发、学习时长不得作为考核依据", ("点赞", "投票", "转发", "学习时长", "阅读量")),
    Barred("B5：不得强制采集轨迹和不必要的照片、视频", ("轨迹", "步数", "视频数")),
    Barred(
        "B6：开会、发文、拍照留痕、学习笔记、领导批示、媒体报道不得作为评价标准",
        (
            "会议次数",
            "开会",
            "发文数",
            "印发文件",
            "照片数",
            "照片张数",
            "留痕",
            "学习笔记",
            "批示",
            "媒体报道",
            "简报",
        ),
    ),
)


def barred(*names: str) -> str:
    """The rule that bars a yardstick or row of such a name, or an empty string."""
    for rule in BARRED:
        for word in rule.words:
            if any(word in name for name in names):
                return f"{rule.reason}（“{word}”）"
    return ""
