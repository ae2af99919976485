"""The frame of every page: which links a person has, which action it is in, and in which phase that is."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.outward.desk.rules.navigation import NAVIGATION, Group, Item
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import phases_of, seen_campaigns

WITHOUT_CAMPAIGN = (
    "desk:home", "desk:system", "audit:journal", "approvals:inbox", "orgs:units", "orgs:roles", "orgs:deputies",
    "signin:accounts", "privacy:reveals", "privacy:retention", "privacy:copies",
)  # fmt: skip
NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Link:
    """One line of the navigation; `key` marks where its count goes."""

    words: str
    icon: str
    address: str
    is_current: bool
    key: str


def links_for(user: User, campaign: Campaign | None, view_name: str) -> list[tuple[str, list[Link]]]:
    """Heading → links, only what one of the person's roles can use; without an action, what needs none."""
    return _links_of(frozenset(seat.role for seat in user.seats), campaign.slug if campaign else "", view_name)


@lru_cache(maxsize=2000)
def _links_of(roles: frozenset[str], slug: str, view_name: str) -> list[tuple[str, list[Link]]]:
    groups = ((group.words, _links(roles, slug, view_name, group)) for group in NAVIGATION)
    return [(words, links) for words, links in groups if links]


def _links(roles: frozenset[str], slug: str, view_name: str, group: Group) -> list[Link]:
    return [
        Link(item.words, item.icon, _address(item, slug), item.is_current(view_name), item.page.replace(":", "-"))
        for item in group.items
        if not roles.isdisjoint(item.roles) and (slug or item.page in WITHOUT_CAMPAIGN)
    ]


def _address(item: Item, slug: str) -> str:
    if not slug:
        return reverse(item.page)
    if item.page in WITHOUT_CAMPAIGN:
        return f"{reverse(item.page)}?c={slug}"
    return reverse(item.page, args=[slug])


def campaign_of(user: User, slug: str) -> Campaign | None:
    """The action with this short name, or the newest running one, or the newest; None where the person sees none."""
    campaigns = seen_campaigns(user)
    named = [campaign for campaign in campaigns if campaign.slug == slug]
    running = [campaign for campaign in campaigns if campaign.state == Campaign.State.RUNNING]
    return next(iter([*named, *running, *campaigns]), None)


def phase_words(campaign: Campaign) -> str:
    """第三阶段 · 巩固提升: the phase of today; before or after all phases it says so; empty without phases."""
    today = clock.today()
    phases = phases_of(campaign)
    for place, phase in enumerate(phases, start=1):
        if phase.starts_on and phase.starts_on <= today and (phase.ends_on is None or today <= phase.ends_on):
            numeral = NUMERALS[place] if place < len(NUMERALS) else str(place)
            return f"第{numeral}阶段 · {phase.name}"
    if not phases:
        return ""
    return "尚未开始" if phases[0].starts_on and today < phases[0].starts_on else "已过各阶段"
