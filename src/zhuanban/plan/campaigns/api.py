"""The plan for programs: what a pending amendment changes."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from ninja import Router

from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors.amendments import Held, amendment_of
from zhuanban.plan.campaigns.selectors.plan import campaign_for

router = Router(tags=["方案"])


@router.get("/c/{slug}/amendment", response=dict[str, Any], summary="待生效的修订")
def read_amendment(request: HttpRequest, slug: str) -> dict[str, Any]:
    """与现行方案的比对：条款、事实和成员的变动，继续有效和要决定的更正，生效后没有牵头单位的条款。

    没有待生效的修订时答 404。
    """
    user = cast(User, request.user)
    action = campaign_for(user, slug)
    amendment = amendment_of(action) if may(user, "campaign.view_amendment", action) else None
    if amendment is None:
        raise Http404
    version = amendment.version
    return {
        "version": {
            "number": version.number, "file": version.file_name, "amends": version.amends, "state": version.state,
            "loaded_at": version.loaded_at,
        },
        "comparison": amendment.comparison.as_json(),
        "corrections": {
            "kept": [_correction(held) for held in amendment.kept],
            "lost": [_correction(held) for held in amendment.lost],
        },
        "without_lead": [row.change.new for row in amendment.without_lead],
    }  # fmt: skip


def _correction(held: Held) -> dict[str, Any]:
    return {"id": held.id, "kind": held.overlay.kind, "words": held.words, "value": held.overlay.value,
            "choices": [{"anchor": anchor, "line": line} for anchor, line in held.choices],
            "suggested": held.suggested}  # fmt: skip
