"""Who sees and brings in workbooks: whoever may register, each its own; the office sees those of its action."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.plan.campaigns.permissions import in_my_campaigns
from zhuanban.work.workbooks.models import BookImport


def brought_by_me(me: Seat) -> Q:
    """本人上传的: workbooks that the person uploaded."""
    return in_my_campaigns(me) & Q(by__in=me.people)


UPLOADING = [*OFFICE_ROLES, Role.INSPECTOR, Role.DEPARTMENT, Role.TOWNSHIP, Role.VILLAGE]
allow(UPLOADING, "workbook.bring_in", BookImport, where=brought_by_me)
allow(UPLOADING, "workbook.view", BookImport, where=brought_by_me)
allow(OFFICE_ROLES, "workbook.view", BookImport, where=in_my_campaigns)
in_words({"workbook.view": "查看表格导入", "workbook.bring_in": "确认表格导入"})
