"""定级报告: what the system is, what would happen if it were harmed, which level follows."""

from zhuanban.cli.papers.facts import Facts
from zhuanban.cli.papers.writing import CLOUD, OWNER, SECURITY, Paper, gap
from zhuanban.outward.documents.rules.blocks import Sheet


def grading(facts: Facts) -> Paper:
    """The report, with levels left to those who decide them."""
    seats = [(role, str(count)) for role, count in facts.seats.items()]
    configured = list(facts.settings.items())
    pieces: list[str | Sheet] = [
        "一、系统概况",
        (f"本系统名称为“专班”，主办单位为{gap('主办单位全称')}，用于{facts.district or gap('区县名称')}专项行动的"
        f"任务分解、承办、核查、考核和公文办理。现有专项行动{len(facts.campaigns)}个：{_listed(facts.campaigns)}。"),
        (f"系统登记单位{facts.unit_count}个、人员{facts.person_count}名，启用账号{facts.account_count}个。"
        f"页面地址{facts.page_count}个，接口地址{facts.door_count}个，权限规则{facts.rule_count}条。"),
        Sheet("角色任职", ("角色", "任职数"), seats),
        "二、部署和边界",
        (f"数据库为{facts.database}，应用与后台任务在同一台服务器运行。部署位置为{gap('机房或政务云名称', CLOUD)}，"
        f"网络为{gap('互联网或电子政务外网', CLOUD)}，备案编号为{gap('移动应用或网站备案编号')}。"),
        f"边界防护设备为{gap('防火墙、入侵防范等设备清单', CLOUD)}，异地备份为{gap('备份地点和频次', CLOUD)}。",
        "三、承载的数据和业务",
        (f"系统有数据表{len(facts.tables)}张，共{facts.row_count}行；含个人信息的列{len(facts.personal)}个，"
        f"其中加密存放{len(facts.encrypted)}处。日志{facts.entry_count}条。"),
        "四、现行安全设置",
        Sheet("安全设置", ("项目", "现值"), configured),
        f"个人信息加密算法为{facts.cipher}。系统管理员、安全保密管理员、安全审计员互斥，不看也不改业务内容。",
        "五、受到破坏时的影响",
        (f"业务信息受到破坏时侵害的客体为{gap('公民法人合法权益、社会秩序或公共利益')}，程度为{gap('一般、严重或特别严重')}；"
        f"系统服务受到破坏时侵害的客体为{gap('侵害的客体')}，程度为{gap('侵害的程度')}。"),
        "六、拟定等级",
        (f"业务信息安全等级为{gap('第几级', OWNER)}，系统服务安全等级为{gap('第几级 ', OWNER)}，"
        f"系统安全保护等级取两者中较高的。专家评审意见为{gap('评审意见和日期', OWNER)}，"
        f"审核意见为{gap('审核意见', SECURITY)}。"),
    ]
    return Paper("定级报告", "“专班”系统网络安全等级保护定级报告（草稿）", _issuer(facts), pieces)


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(names) or "无"


def _issuer(facts: Facts) -> str:
    return f"{facts.district}专班办公室"
