"""个人信息保护影响评估: what is held on whom and why, what could happen, what stands against it."""

from zhuanban.cli.papers.facts import Facts, is_encrypted
from zhuanban.cli.papers.writing import LAW, OWNER, Paper, gap
from zhuanban.ground.privacy.rules.revealing import MOST_AN_HOUR, SHOWN_SECONDS
from zhuanban.outward.documents.rules.blocks import Sheet


def assessment(facts: Facts) -> Paper:
    """The assessment by 个人信息保护法 articles 55 and 56."""
    rules = {rule.key: rule for rule in facts.retention}

    def kept(key: str) -> str:
        return f"{rules[key].after}后{rules[key].days}天" if key in rules else key

    held = [
        (column.name, str(column.kind), column.about, column.purpose, kept(column.kept), column.shown,
         "是" if is_encrypted(column) else "否")
        for column in facts.personal
    ]  # fmt: skip
    terms = [(rule.name, rule.after, str(rule.days), rule.basis) for rule in facts.retention]
    pieces: list[str | Sheet] = [
        "一、处理的个人信息",
        (f"系统登记人员{facts.person_count}名、账号{facts.account_count}个，含个人信息的列{len(facts.personal)}个。"
        "不收集身份证件号码、住址、行踪轨迹、生物识别、金融账户，也不收集未满十四周岁未成年人的信息。"),
        Sheet("个人信息清单", ("内容", "类别", "谁的", "目的", "保存", "显示", "加密"), held),
        "二、合法、正当、必要",
        (f"处理依据为个人信息保护法第三十四条，主办单位的法定职责为{gap('职责依据的文件和条款', LAW)}。"
        f"告知方式为{gap('告知书或公告的位置')}。每一列的目的见上表，不用的列每天清空。"),
        "三、对个人权益的影响及安全风险",
        (f"可能的风险有：电话被超出需要查看、离任后继续留存、日志带出姓名和号码、备份和密钥同时泄露。"
        f"主办单位对风险等级的判断为{gap('高、中或低，及理由', LAW)}。"),
        "四、保护措施",
        (f"加密：{len(facts.encrypted)}处内容以{facts.cipher}加密，现有密文{facts.encrypted_value_count}条，密钥可轮换，"
        "密文与所在行绑定。"),
        (f"查看：电话一律遮挡显示，查看完整号码要有权限并写明理由，显示{SHOWN_SECONDS}秒，"
        f"每人每小时最多{MOST_AN_HOUR}次。已有查看记录{facts.reveal_count}条，由安全审计员查阅。"),
        f"留痕：日志{facts.entry_count}条，明文部分不含姓名和号码，姓名、理由、意见另行加密。",
        f"删除：按{len(facts.retention)}条规则每天删除，办案、审计需要时暂停，现在暂停{facts.hold_count}项。",
        Sheet("保存期限", ("内容", "从何时算", "天数", "依据"), terms),
        "个人权利：每个账号可下载本人信息副本，更正和删除找安全保密管理员。",
        "五、委托处理和对外提供",
        f"系统没有向外单位自动提供个人信息的接口。运维单位及委托合同为{gap('受托单位、合同和监督办法')}。",
        "六、结论",
        (f"评估结论为{gap('是否可以处理及附加条件', LAW)}，评估人为{gap('评估人和日期', OWNER)}。"
        "本报告和处理情况记录至少保存三年。"),
    ]
    title = "“专班”系统个人信息保护影响评估报告（草稿）"
    return Paper("个人信息保护影响评估", title, f"{facts.district}专班办公室", pieces)
