"""What the room holds on people: their comments."""

from collections.abc import Iterator

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, Section, contributes, declare
from zhuanban.ground.orgs.models import User
from zhuanban.ground.threads.selectors import comments_by

KEPT, SHOWN = "随业务档案保存", "只给看得到所在内容的人"
declare(
    PersonalColumn("threads.Comment", "text", "留言", Kind.WORDS, "商量办理", DUTY, KEPT, SHOWN, "文字中的人"),
    PersonalColumn(
        "threads.FormerText", "text", "修改前的留言", Kind.WORDS, "说明留言改过什么", DUTY, KEPT, SHOWN, "文字中的人"
    ),
)


@contributes
def comments(user: User) -> Iterator[Section]:
    """What somebody wrote in threads."""
    yield Section("写的留言", ("时间", "留言"), [(row.at, row.text) for row in comments_by(user)], order=57)
