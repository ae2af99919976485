"""Searching for programs: the same things in the same order as on the search page."""

from datetime import date
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import User
from zhuanban.ground.search.rules.queries import LONGEST_QUERY
from zhuanban.ground.search.selectors.looking_up import Hit, Wanted, look_up
from zhuanban.plan.campaigns.selectors import campaign_for

router = Router(tags=["检索"])
MOST_PAGES = 50
Words = Annotated[str, Field(max_length=LONGEST_QUERY, pattern=r"^[^\x00]*$")]


class HitOut(Schema):
    """找到的一条。"""

    kind: str = Field(description="matter 事项，clause 条款，comment 留言，document 文书")
    address: str = Field(description="页面地址")
    title: str
    text: str = Field(description="写着所找文字的一段")
    tag: str = Field(description="状态")
    facts: list[str]


class FoundOut(Schema):
    """一页检索结果，新的在前。"""

    count: int = Field(description="找到几条；多于 1,000 条时为 1,000")
    is_more: bool = Field(description="多于 1,000 条")
    items: list[HitOut]


class Asked(Schema):
    """检索什么。几个词用空格分开，须同时出现。"""

    q: Words = ""
    of: Literal["", "matter", "clause", "comment", "document"] = Field("", description="只找这一类")
    since: date | None = Field(None, description="日期起")
    until: date | None = Field(None, description="日期止")
    page: int = Field(1, ge=1, le=MOST_PAGES)
    limit: int = Field(20, ge=1, le=200)


@router.get("/c/{slug}/search", response=FoundOut, summary="全文检索")
def search(request: HttpRequest, slug: str, asked: Query[Asked]) -> dict[str, Any]:
    """您能看到的、同时写着这些字的事项、条款、留言和文书；刚写下的几秒后可以找到。"""
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    wanted = Wanted(q=asked.q, of=asked.of, since=asked.since, until=asked.until)
    results = look_up(user, [action], wanted, asked.page, asked.limit)
    if results.query.problem:
        raise Invalid(results.query.problem, "q")
    return {"count": results.count, "is_more": results.is_more, "items": [_plain(hit) for hit in results.hits]}


def _plain(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.source.kind,
        "address": hit.shown.address,
        "title": hit.shown.title,
        "text": hit.stretch,
        "tag": hit.shown.tag,
        "facts": list(hit.shown.facts),
    }
