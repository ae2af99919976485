"""What the room holds on people: who visited where; one position for each report, no track."""

from collections.abc import Iterator

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, Section, contributes, declare
from zhuanban.ground.orgs.models import User
from zhuanban.work.patrols.selectors.visits import visits_by

KEPT, SHOWN = "随业务档案保存", "只给检查人和专班办公室"
declare(
    PersonalColumn("patrols.Visit", "text", "检查说明", Kind.WORDS, "说明检查情况", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn(
        "patrols.Visit", "body", "手机上报原文", Kind.WORDS, "断网补交时核对", DUTY, KEPT, "不显示", "文字中的人"
    ),
    *(
        PersonalColumn(f"patrols.{model}", column, name, Kind.PLACE, "证明到过现场（每次一个点）", DUTY, KEPT, SHOWN)
        for model in ("Visit", "VisitPhoto")
        for column, name in (("longitude", "上报经度"), ("latitude", "上报纬度"))
    ),
)


@contributes
def visits(user: User) -> Iterator[Section]:
    """The visits that somebody made."""
    rows = [
        (visit.captured_at, visit.campaign.name, visit.place, visit.get_kind_display()) for visit in visits_by(user)
    ]
    yield Section("检查记录", ("时间", "专项行动", "地点", "类型"), rows, order=61)
