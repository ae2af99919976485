"""What the room holds on people: whom the notice and the townships name."""

from collections.abc import Iterator

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, Section, contributes, declare
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors.overview import clauses_owned_by, roster_places_of

declare(
    PersonalColumn(
        "campaigns.RosterMember", "posts", "专班名单中的职务", Kind.POST, "通知载明的专班成员", DUTY,
        "随业务档案保存", "原样",
    )
)


@contributes
def named_in_plans(user: User) -> Iterator[Section]:
    """The task forces and the clauses in which somebody is named."""
    person = user.person
    if person is None:
        return
    places = [(place.campaign.name, place.role, place.posts) for place in roster_places_of(person)]
    yield Section("专班名单", ("专项行动", "专班职务", "职务"), places, order=40)
    owned = [
        (owner.clause.campaign.name, owner.clause.current.title if owner.clause.current else "", owner.unit.name,
         owner.named_at)
        for owner in clauses_owned_by(person)
    ]  # fmt: skip
    yield Section("落实责任", ("专项行动", "条款", "单位", "指定时间"), owned, order=41)
