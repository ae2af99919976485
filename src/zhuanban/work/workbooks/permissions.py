"""Who sees and brings in workbooks: whoever may register, each its own; the office sees those of its action."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.models import Unit
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role, UnitKind
from zhuanban.plan.campaigns.permissions import in_my_campaigns
from zhuanban.work.workbooks.models import BookImport, TownReturn


def brought_by_me(me: Seat) -> Q:
    """本人上传的: workbooks that the person uploaded."""
    return in_my_campaigns(me) & Q(by__in=me.people)


def my_township(me: Seat) -> Q:
    """本单位: the township of the seat itself."""
    return Q(pk=me.unit_id, kind=UnitKind.TOWNSHIP)


def townships_of_my_district(me: Seat) -> Q:
    """本区县各乡镇: every township of the seat's district."""
    return Q(district=me.district_id, kind=UnitKind.TOWNSHIP)


def returned_by_me(me: Seat) -> Q:
    """本人上传的: workbooks of townships that the person sent back."""
    return in_my_campaigns(me, "book__campaign") & Q(by__in=me.people)


def returned_to_my_campaigns(me: Seat) -> Q:
    """本人任职的专项行动的: workbooks of townships that came back in the seat's actions."""
    return in_my_campaigns(me, "book__campaign")


UPLOADING = [*OFFICE_ROLES, Role.INSPECTOR, Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE]
allow(UPLOADING, "workbook.bring_in", BookImport, where=brought_by_me)
allow(UPLOADING, "workbook.view", BookImport, where=brought_by_me)
allow(OFFICE_ROLES, "workbook.view", BookImport, where=in_my_campaigns)
allow(OFFICE_ROLES, "townbook.take", Unit, where=townships_of_my_district)
allow(Role.TOWNSHIP, "townbook.take", Unit, where=my_township)
allow(OFFICE_ROLES, "townbook.view", TownReturn, where=returned_to_my_campaigns)
allow(Role.TOWNSHIP, "townbook.view", TownReturn, where=returned_by_me)
allow([*OFFICE_ROLES, Role.TOWNSHIP], "townbook.merge", TownReturn, where=returned_by_me)
in_words({
    "townbook.take": "下载、送回乡镇工作簿（乡镇）", "townbook.view": "查看送回的工作簿",
    "townbook.merge": "合并、撤销送回的工作簿",
})  # fmt: skip
in_words({"workbook.view": "查看表格导入", "workbook.bring_in": "确认表格导入"})
