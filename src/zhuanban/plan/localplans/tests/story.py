"""The small notice of 云溪区 in force, and the plans that its townships make of it."""

from tests.cast import Cast

from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.services import load_notice, start_campaign
from zhuanban.plan.campaigns.tests.notices import NOTICE
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.services import upload_local_plan

# 整治城镇秩序 is left out, the sewage target is lower and later, and there is a market of its own.
LIUHE = """柳河镇集镇环境提升三年实施方案

一、主要任务

（一）整治环境卫生。清理垃圾堆、杂物堆，生活垃圾日产日清，鼓励村居开展垃圾分类。（责任单位：镇综合执法队）

（二）完善基础设施。加快集镇污水治理，到2026年底，污水收集处理率达60%。（责任单位：镇建设办公室）

（三）办好河灯夜市。每年七月办一季，带动摊户增收。（责任单位：镇文化站所）
"""
WHOLE = LIUHE.replace(
    "（三）办好", "（三）整治城镇秩序。取缔占道经营，严禁车辆乱停乱放。（责任单位：镇综合执法队）\n\n（四）办好"
).replace("到2026年底，污水收集处理率达60%", "到2025年前，污水收集处理率达75%")
HALF = LIUHE.replace(
    "（三）办好",
    "（三）疏导经营摊点。占道经营的劝回店内，车辆有序停放。（责任单位：镇综合执法队）\n\n（四）办好",
)


def running(cast: Cast) -> Campaign:
    """An action of 云溪区 with a compiled notice, started."""
    draft = load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt")
    return start_campaign(by=cast.office, campaign=draft)


def uploaded(cast: Cast, campaign: Campaign, text: str = LIUHE, by: User | None = None, town: int = 0) -> LocalPlan:
    """A plan of 柳河镇 (or of the other township), as its clerk uploads it."""
    return upload_local_plan(
        by=by or cast.township, campaign=campaign, township=cast.towns[town], content=text.encode(), name="方案.txt"
    )


def clause(campaign: Campaign, title: str) -> Clause:
    """The clause of the notice with this title."""
    return Clause.objects.get(campaign=campaign, current__title=title)
