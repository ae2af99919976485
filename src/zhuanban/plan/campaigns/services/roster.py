"""The roster gives people their posts; whoever it no longer names leaves those that it gave."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any

from zhuanban.ground.orgs.models import Person, PostSource, Unit, User
from zhuanban.ground.orgs.services import appoint, keep_named_posts
from zhuanban.plan.campaigns.models import Campaign, RosterMember
from zhuanban.plan.campaigns.rules.facts import Fact
from zhuanban.plan.campaigns.services.tables import make_equal
from zhuanban.plan.campaigns.services.units import Register

Posts = list[tuple[Unit | None, str]]


def write_roster(
    campaign: Campaign, facts: Iterable[Fact], register: Register, *, by: User | None, since: date
) -> None:
    """Make the task force equal to the roster, and the posts that it gave to what it says now.

    Posts of somebody whom it no longer names end with `since`, so that the recusals of the past stay explained. While
    nobody has confirmed the plan they were in force for nobody, and what was misread is deleted.
    """
    known = {row.anchor: row for row in RosterMember.objects.filter(campaign=campaign).select_related("person")}
    given = _given(campaign)
    wanted: dict[Hashable, dict[str, Any]] = {}
    named: list[int] = []
    for order, fact in enumerate(facts):
        values, (start, end) = fact.values, fact.span or (None, None)
        posts = "、".join(values.get("posts") or ())[:300]
        member = known.get(fact.anchor)
        is_same = member is not None and member.person.name == values["name"] and member.posts == posts
        person = member.person if member and is_same else _appoint(campaign, values, register)
        named += [pk for pk, title in given.get(person.pk, ()) if title in posts] if is_same else []
        wanted[fact.anchor] = {
            "anchor": fact.anchor[:300], "start": start, "end": end, "role": values["role"][:40], "posts": posts,
            "person_id": person.pk, "campaign_id": campaign.pk, "order": order,
        }  # fmt: skip
        if not is_same:
            named += _keys(campaign, person, _posts(values, register))
    make_equal(RosterMember, known.values(), wanted, lambda row: row.anchor)
    day = None if campaign.state == Campaign.State.DRAFT else since
    keep_named_posts(by=by, campaign_id=campaign.pk, named=named, on=day)


def _given(campaign: Campaign) -> dict[int, list[tuple[int, str]]]:
    """Person → (key, title) of the posts that the roster gave."""
    found: dict[int, list[tuple[int, str]]] = {}
    sources = PostSource.objects.filter(campaign_id=campaign.pk)
    for person, post, title in sources.values_list("post__person", "post", "post__title"):
        found.setdefault(person, []).append((post, title))
    return found


def _appoint(campaign: Campaign, values: Mapping[str, Any], register: Register) -> Person:
    posts = _posts(values, register)
    return appoint(campaign.district, values["name"][:30], posts, register.on, campaign_id=campaign.pk)


def _keys(campaign: Campaign, person: Person, posts: Posts) -> list[int]:
    """The keys of these posts among those that the roster gave the person."""
    sources = PostSource.objects.filter(campaign_id=campaign.pk, post__person=person).select_related("post")
    held = {(source.post.unit_id, source.post.title): source.post_id for source in sources}
    return [held[key] for unit, title in posts if (key := (unit.pk if unit else None, title)) in held]


def _posts(values: Mapping[str, Any], register: Register) -> Posts:
    """The posts of the roster; a post belongs to the unit whose name it begins with."""
    named = [register.unit(name) for name in values.get("units") or ()]
    posts: Posts = []
    for post in values.get("posts") or ():
        names = [(name, unit) for name, unit in register.names.items() if post.startswith(name)]
        name, unit = max(names, key=lambda pair: len(pair[0]), default=("", None))
        only = named[0] if len(named) == 1 else None
        posts.append((unit or only, (post.removeprefix(name) or post)[:80]))
    return posts
