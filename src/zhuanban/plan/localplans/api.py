"""Local plans for programs: how each answers the notice; and two texts side by side, of which nothing is kept."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from notice_compiler import Plan, compare, conform
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.forms import READ_AT_MOST
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.selectors import decisions_at, local_plan_for, standings_for
from zhuanban.plan.localplans.services import COUNTS, read_local_plan

router = Router(tags=["乡镇方案与对比"])


class LocalPlanBrief(Schema):
    """一个乡镇现行的实施方案。"""

    uid: UUID
    township: str
    number: int
    state: str
    counts: dict[str, int]


class LocalPlanWhole(LocalPlanBrief):
    """加上逐条对照的结果，和专班办公室记下的结论（条款位置 → 结论）。"""

    conformance: dict[str, Any]
    decisions: dict[str, str]


@router.get("/c/{slug}/localplans", response=list[LocalPlanBrief], summary="各乡镇实施方案")
def list_local_plans(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    """您能看到的乡镇现行方案和对照计数；还没有上传的不列。"""
    user = cast(User, request.user)
    standings = standings_for(user, campaign_for(user, slug))
    return [_brief(each.plan) for each in standings if each.plan]


@router.get("/c/{slug}/localplans/{uid}", response=LocalPlanWhole, summary="一份方案的对照结果")
def read_conformance(request: HttpRequest, slug: str, uid: UUID) -> dict[str, Any]:
    """逐条：已落实、高于通知、低于通知、拿不准、没落实，以及本地增加和不对照的条款。"""
    user = cast(User, request.user)
    plan = local_plan_for(user, campaign_for(user, slug), uid)
    return {**_brief(plan), "conformance": plan.conformance, "decisions": decisions_at(plan)}


@router.post("/compare", response=dict[str, Any], summary="对比两份通知")
def compare_notices(
    request: HttpRequest,
    old: File[UploadedFile | None] = None,
    new: File[UploadedFile | None] = None,
    old_text: Form[str] = "",
    new_text: Form[str] = "",
) -> dict[str, Any]:
    """旧通知、新通知各给文件或文字，答复条款、内容和名单的变动；什么也不保存。"""
    return compare(_read(old, old_text, "旧通知"), _read(new, new_text, "新通知")).as_json()


@router.post("/conform", response=dict[str, Any], summary="对照通知检查乡镇方案")
def conform_texts(
    request: HttpRequest,
    notice: File[UploadedFile | None] = None,
    local: File[UploadedFile | None] = None,
    notice_text: Form[str] = "",
    local_text: Form[str] = "",
) -> dict[str, Any]:
    """通知、乡镇方案各给文件或文字，答复逐条对照的结果；什么也不保存。"""
    return conform(_read(notice, notice_text, "通知"), _read(local, local_text, "乡镇方案")).as_json()


def _read(file: UploadedFile | None, text: str, what: str) -> Plan:
    if file is not None:
        return read_local_plan(file.read(READ_AT_MOST), file.name or what)
    if not text.strip():
        raise Invalid(f"请给出{what}的文件或文字。", number="E422-32")
    return read_local_plan(text.encode(), f"{what}.txt")


def _brief(plan: LocalPlan) -> dict[str, Any]:
    counts = {name: getattr(plan, name) for name in COUNTS}
    return {
        "uid": plan.uid, "township": plan.township.name, "number": plan.number, "state": plan.state, "counts": counts,
    }  # fmt: skip
