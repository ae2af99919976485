"""重复建设说明: what the system does, what it leaves to others, what has to be compared."""

from zhuanban.cli.papers.facts import Facts
from zhuanban.cli.papers.writing import Paper, gap
from zhuanban.outward.desk.rules.navigation import NAVIGATION
from zhuanban.outward.documents.rules.blocks import Sheet


def overlap(facts: Facts) -> Paper:
    """The statement; the comparison with what there is already is for the owner to make."""
    rows = [(group.words or "首页", item.words, gap("已有的同类系统，没有写“无”")) for group in NAVIGATION
            for item in group.items]  # fmt: skip
    pieces: list[str | Sheet] = [
        "一、功能清单",
        f"系统面向{facts.district or gap('区县名称')}，供专项行动使用，功能入口{len(rows)}个，见下表。",
        Sheet("功能比对", ("类别", "功能", "已有的同类系统"), rows),
        "二、与已有系统的关系",
        (f"本系统是网页，接口地址{facts.door_count}个，带 OpenAPI 说明，可嵌入已备案的政务平台。"
        f"统一身份认证的对接为{gap('已对接的认证系统，没有写“无”')}。"),
        f"上级统建系统已有的功能和不能满足的原因为{gap('逐项说明')}。",
        "三、不做的事",
        "本系统没有打卡、积分、在线时长、使用排名和轨迹功能，不统计各单位各人的使用率，不要求安装应用。",
        "四、减少填报",
        (f"已有数据表{len(facts.tables)}张由办理过程形成，台账、通报、得分由系统生成，不另行填报。"
        f"因此停用的报表为{gap('停用的报表和频次')}。"),
        "五、结论",
        f"是否存在重复建设：{gap('结论及审核单位意见')}。",
    ]
    return Paper("重复建设说明", "“专班”系统避免重复建设的说明（草稿）", f"{facts.district}专班办公室", pieces)
