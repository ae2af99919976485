"""What the room holds on people: who registered and handled which matters; where a matter lies, and what is written."""

from collections.abc import Iterator

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, Section, contributes, declare
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.selectors.figures import acts_counted

KEPT, SHOWN = "随业务档案保存", "只给看得到事项的人"
declare(
    PersonalColumn("matters.Matter", "detail", "事项说明", Kind.WORDS, "说明问题", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn("matters.Matter", "longitude", "事项经度", Kind.PLACE, "确定问题在何处", DUTY, KEPT, SHOWN),
    PersonalColumn("matters.Matter", "latitude", "事项纬度", Kind.PLACE, "确定问题在何处", DUTY, KEPT, SHOWN),
    PersonalColumn("matters.Recheck", "note", "回头看说明", Kind.WORDS, "说明现场", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn("matters.KeeperChange", "reason", "变更理由", Kind.WORDS, "说明变更", DUTY, KEPT, SHOWN),
    PersonalColumn("matters.Relation", "reason", "关联理由", Kind.WORDS, "说明关联", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn("matters.Urging", "text", "催办内容", Kind.WORDS, "说明催办什么", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn("matters.Amendment", "old", "更正前内容", Kind.WORDS, "说明更正", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn("matters.Amendment", "new", "更正后内容", Kind.WORDS, "说明更正", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn("matters.Remark", "text", "办理意见", Kind.WORDS, "说明办理情况", DUTY, KEPT, SHOWN, "文字中的人"),
)


@contributes
def matters_of(user: User) -> Iterator[Section]:
    """How many matters somebody had a hand in; the matters themselves are business, not personal."""
    rows = [(campaign, act, count, f"/c/{slug}/matters/") for campaign, slug, act, count in acts_counted(user)]
    yield Section("经手的事项", ("专项行动", "经手", "件数", "查看"), rows, note="只列件数", order=60)
