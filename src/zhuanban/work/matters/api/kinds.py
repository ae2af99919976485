"""Kinds for programs: what each asks of a matter when it is registered, by which rules."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.rules.kinds import KindSpec
from zhuanban.work.matters.selectors import specs_of

router = Router(tags=["事项"])


class FieldOut(Schema):
    """类别的一个字段。规则用字段的中文名称写，登记日、发现日可以直接用。"""

    code: str
    name: str
    type: str = Field(description="text、number、choice、day、money、yes-no")
    unit: str
    source: str = Field(description="ask 填报，share 共享，derive 计算；有 rule 的由系统计算，送来的值不用")
    why: str = Field(description="为什么要，或从哪里来")
    required: bool = Field(description="适用时必填")
    choices: list[str]
    show_if: str = Field(description="何时填；不适用的不保存")
    constraint: str
    constraint_words: str = Field(description="不符合约束时的说明")
    rule: str


class StageOut(Schema):
    """分阶段时限的一个阶段。"""

    stage: str
    limit: str


class EvidenceOut(Schema):
    """佐证。必备的，没有就不能报结：有 field 的填在这个字段里，没有的附照片。"""

    name: str
    at: str = Field(description="登记、报结或核查时备")
    why: str
    required: bool
    field: str


class KindOut(Schema):
    """启用的事项类别，按本行动的现行版本。"""

    code: str
    name: str
    profile: str = Field(description="case 案件，ledger 台账，agreed 议定事项")
    group: str
    beautify: str = Field(description="四化")
    closing_standard: str
    needs_photo: bool
    photo_reason: str
    stages: list[StageOut]
    limits_from: str = Field(description="时限从哪里来")
    fields: list[FieldOut]
    evidence: list[EvidenceOut]


@router.get("/c/{slug}/kinds", response=list[KindOut], summary="事项类别")
def list_kinds(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    """本行动启用的类别：登记时各要什么字段，按什么规则。"""
    action = campaign_for(cast(User, request.user), slug)
    return [kind_out(spec) for _, spec in specs_of(action)]


def kind_out(spec: KindSpec) -> dict[str, Any]:
    """A kind as KindOut names it."""
    stages = [{"stage": each.stage, "limit": str(each.limit)} for each in spec.stages]
    fields = [{**vars(field), "choices": list(field.choices)} for field in spec.fields]
    return {**vars(spec), "limits_from": spec.limits_from, "stages": stages, "fields": fields,
            "evidence": [vars(item) for item in spec.evidence]}  # fmt: skip
