"""What the headings of an export file mean: by names that such files use; the office corrects and keeps it."""

from collections.abc import Iterable, Sequence

from django.db.models import TextChoices

from zhuanban.work.workbooks.rules.cells import heading


class System(TextChoices):
    HOTLINE = "hotline", "12345"
    CITYOPS = "cityops", "数字城管"


TARGETS = {
    "number": "对方编号", "title": "标题", "content": "内容", "place": "地点", "township": "乡镇（街道）",
    "report_class": "类别（决定登记为哪一类）",
    "received_on": "受理日期", "deadline": "办理期限", "reply": "答复（回填）", "result": "办理结果（回填）",
    "finished": "办结时间（回填）",
}  # fmt: skip
REPLIES = ("reply", "result", "finished")
# Plausible layouts of both systems, in our own words; longer names first where one holds another.
NAMES: dict[str, dict[str, Sequence[str]]] = {
    System.HOTLINE: {
        "number": ("工单编号", "工单号", "受理编号", "诉求编号", "编号"),
        "reply": ("答复内容", "回复内容", "办理答复", "答复意见", "回复"),
        "result": ("办理结果", "处理结果", "办理情况"),
        "finished": ("办结时间", "答复时间", "办结日期"),
        "deadline": ("办理期限", "办理时限", "截止时间", "要求办结时间", "到期时间"),
        "received_on": ("受理时间", "来电时间", "登记时间", "诉求时间", "派单时间"),
        "title": ("工单标题", "诉求标题", "标题", "诉求主题"),
        "report_class": ("诉求类别", "诉求分类", "诉求类型", "问题类别", "问题分类", "工单分类", "类别"),
        "content": ("诉求内容", "工单内容", "来电内容", "问题描述"),
        "place": ("诉求地点", "事发地点", "地点", "地址"),
        "township": ("承办单位", "所属乡镇", "乡镇街道", "区域", "责任单位"),
    },
    System.CITYOPS: {
        "number": ("任务号", "案卷编号", "案件编号", "案件号", "编号"),
        "reply": ("处置说明", "处置反馈", "反馈意见"),
        "result": ("处置结果", "处理结果"),
        "finished": ("处置时间", "处置完成时间", "结案时间", "完成时间"),
        "deadline": ("处置截止时间", "处置时限", "截止时间", "处置期限", "到期时间"),
        "received_on": ("立案时间", "上报时间", "派遣时间", "登记时间"),
        "title": ("案件标题", "案卷标题", "标题"),
        "report_class": ("小类名称", "小类", "问题类型", "案件类别", "案件类型", "类别"),
        "content": ("问题描述", "案件描述", "描述"),
        "place": ("位置描述", "详细地址", "地址描述", "发生位置", "地点"),
        "township": ("所属街道", "街道", "所属乡镇", "处置部门", "责任网格"),
    },
}


def guessed(system: str, headings: Sequence[str]) -> dict[str, str]:
    """Heading → target; every target once: by the whole name, then by a part of it."""
    found: dict[str, str] = {}
    for is_whole in (True, False):
        for target, names in NAMES[System(system)].items():
            if target in found.values():
                continue
            free = (each for each in headings if each not in found)
            fits = next((each for each in free if _fits(each, names, is_whole=is_whole)), None)
            if fits:
                found[fits] = target
    return found


def _fits(name: str, words: Iterable[str], *, is_whole: bool) -> bool:
    plain = heading(name)
    return any(plain == word if is_whole else word in plain for word in words)
