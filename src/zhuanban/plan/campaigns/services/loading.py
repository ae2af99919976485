"""Loading a notice: compile it, find its district, and open a draft action from it."""

from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.counters import next_number
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, may, require
from zhuanban.ground.orgs.models import District, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.services import give_role, open_district
from zhuanban.plan.campaigns.models import Campaign, NoticeVersion
from zhuanban.plan.campaigns.rules.places import campaign_name, district_name, short_campaign_name, short_place
from zhuanban.plan.campaigns.selectors.plan import campaign_of_notice, running_campaign
from zhuanban.plan.campaigns.services.versions import compiled, write_version


def load_notice(
    *, by: User | None, content: bytes, name: str, district: District | None = None, is_separate: bool = False
) -> Campaign:
    """A draft action from a file; the same bytes in the same district give the same action again.

    `by=None` is the system. A notice that a person loads under the title of a running action is taken for its
    amendment and refused with the way to go, unless it `is_separate`. The district is that of the actor, or is read
    from the notice; Invalid where neither says it, and where the file cannot be read, with the compiler's sentence.
    """
    plan = compiled(content, name)
    with transaction.atomic():
        return _open_campaign(by, content, name, district, plan, is_separate=is_separate)


def load_draft(*, by: User, campaign: Campaign, content: bytes, name: str) -> NoticeVersion:
    """A new draft of a notice whose action is not yet confirmed: corrections are laid over it again."""
    require(by, "campaign.correct", campaign)
    return _replace_draft(by=by, campaign=campaign, content=content, name=name, plan=compiled(content, name))


def _open_campaign(
    by: User | None, content: bytes, name: str, district: District | None, plan: dict[str, Any], *, is_separate: bool
) -> Campaign:
    home = district or (by.district if by else None) or _district_of(plan)
    if by:
        require(by, "campaign.load", home)
    require_own_notice(home, plan)
    lock(home)  # the same file sent twice at once is one action
    known = campaign_of_notice(home.pk, sha256(content).hexdigest())
    if known:
        return known
    year = str(plan["notice"]["date"] or plan["period"]["start"] or clock.today())[:4]
    title = campaign_name(plan["notice"]["title"] or PurePath(name).stem)
    if by and not is_separate and running_campaign(home.pk, title):
        raise Invalid(
            f"“{title}”正在进行。如果这是它的修订，请到“修订通知”载入；确实是另一个行动，请勾选“也另开一个”再载入。",
            "content",
        )
    campaign = Campaign.objects.create(
        slug=f"{year}-{next_number(f'campaign-{year}')}",
        district=home,
        name=title,
        short_name=short_campaign_name(title, home.name),
    )
    write_version(by=by, campaign=campaign, content=content, name=name, plan=plan)
    if by and not may(by, "campaign.view", campaign):
        # An office seated in one action alone loads the next one: it is the office of that action too.
        role = Role.OFFICE_DIRECTOR if by.has_role(Role.OFFICE_DIRECTOR) else Role.OFFICE
        give_role(by=None, user=by, role=role, starts_on=clock.today(), campaign_id=campaign.pk)
    return campaign


@transaction.atomic
def _replace_draft(
    *, by: User, campaign: Campaign, content: bytes, name: str, plan: dict[str, Any]
) -> NoticeVersion:
    campaign = lock(campaign)
    if campaign.state != Campaign.State.DRAFT:
        raise Invalid("行动已经确认启动，不能直接更换文本：修订请到“修订通知”载入，另一份通知请另开行动。", "content")
    if campaign_of_notice(campaign.district_id, sha256(content).hexdigest()):
        raise Invalid("这份文件已经载入过，内容没有变化。", "content")
    return write_version(by=by, campaign=campaign, content=content, name=name, plan=plan)


def require_own_notice(home: District, plan: dict[str, Any]) -> None:
    """Refuse another district's notice; that of the city above names no district of its own and may be loaded."""
    named = district_name(plan["notice"])
    if named and not home.name.startswith(named) and short_place(named) != short_place(home.name):
        raise Invalid(f"这份通知是{named}的，不能载入{home.name}。", "content")


def _district_of(plan: dict[str, Any]) -> District:
    name = district_name(plan["notice"])
    if not name:
        raise Invalid("看不出这份通知是哪个区县的，请写明区县名称。", "district")
    return open_district(name, short_place(name))
