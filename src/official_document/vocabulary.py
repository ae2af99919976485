"""Words as data: what a title line must keep whole, what is a directive, what asks for reports."""

# Words that stand in titles of official documents; a line breaks between words, never inside one.
_TITLE_WORDS = """
关于 印发 转发 批转 做好 开展 组织 加强 推进 推动 深入 进一步 切实 全面 认真 召开 举办
报送 征求 调整 成立 公布 专项行动 综合提升 集中整治 巩固提升 综合整治 环境整治 人居环境
环境卫生 城镇秩序 小城镇 乡镇 街道 驻地 村镇 农村 城乡 工作专班 办公室 领导小组 指挥部
人民政府 党委 党工委 办事处 委员会 区委 区政府 县委 县政府 市委 市政府 各乡镇 督导检查
督查检查 督查 督导 检查 考核 评比 评价 验收 观摩 调度 整改 问题 反馈 落实 情况 结果 进展
进度 成效 典型 经验 工作 实施 方案 办法 细则 意见 意见建议 建议 要点 计划 总结 清单 台账
制度 规定 标准 指标 任务 责任 措施 报告 通报 通知 会议 纪要 请示 批复 公告 通告 决定 决议
函 复函 表扬 批评 提醒 有关 事项 试行 暂行 年度 季度 月份 上半年 下半年 第一 第二 第三
第四 阶段 基础设施 公共服务 空间规划 建筑风貌 居住品质 产业发展 污水 垃圾 治理 建设 管理 管护
服务 保障 资金 项目 土地 规划 安全 燃气 线缆 占道 经营 违法 拆除 群众 满意度 调查 反映
"""
TITLE_WORDS = frozenset(_TITLE_WORDS.split())

# A line neither begins with these nor ends with those.
NEVER_FIRST = frozenset("的和与及、，。：；》）”’！？〕％%年月日号")
NEVER_LAST = frozenset("《（“‘〔和与及对在将")

# Whom a coordinating body, a department or a unit may not send directive documents to.
BELOW_WORDS = (
    *("乡镇党委", "镇党委", "乡党委", "党工委", "人民政府", "镇政府", "乡政府", "街道办事处", "办事处"),
    *("各乡镇", "各镇", "各街道", "乡镇（街道）", "乡镇", "街道"),
)
# Not below although the words above occur in them: the government's own departments and offices.
NOT_BELOW = ("有关部门", "人民政府办公室", "政府办公室", "党委办公室", "区人民政府", "县人民政府", "市人民政府")

# Directive phrases as patterns; the words they match are what a remark names. What only reports (“各乡镇主要问题”,
# “该项不得分”, “逾期3件”, “于4月30日前报送了”) is not among them.
DIRECTIVE = (
    r"必须",
    r"务必",
    r"务请",
    r"责令",
    r"限期[^，。；]{0,10}",
    r"限于?[^，。；]{1,12}(?:前|内)完成",
    r"严禁",
    r"一律",
    r"不得(?![分已不])",
    r"立即(?:整改|落实|开展|组织|停止)",
    r"(?<![按照])要求(?:各|你)[^，。；]{0,8}",
    r"各(?:乡镇|镇|街道|单位)[^，。；]{0,8}?(?:(?<![主需重纪摘概简紧])要(?![求点素件])|应当|应(?![急用对答]))",
    r"(?:应|须|请)?于[^，。；]{1,16}前[^，。；]{0,16}(?:报送|上报|报至|报(?=[我区县市专]))(?!了)",
    r"逾期[^，。；]{0,12}(?:将|予以|一律|严肃|通报批评)",
    r"(?:严肃|从严)?(?:追责|问责)",
    r"遵照执行|贯彻执行|认真贯彻落实",
)
# Generally no demand to report implementation or to write supporting documents (基层减负).
REPORT_DEMANDS = (
    r"(?:报送|上报|报告)(?!了)[^，。；]{0,12}(?:落实|执行|进展|完成|整改)[^，。；]{0,4}情况",
    r"(?:落实|执行|进展|完成|整改)情况[^，。；]{0,16}(?:报送|上报|报至|报我|报区|报县|报专班)(?!了)",
    r"(?:制定|出台|印发)(?!了)[^，。；]{0,8}(?:配套|实施)[^，。；]{0,4}(?:文件|方案|细则|办法|措施)",
    r"每(?:日|天|周|旬|月|季度?)[^，。；]{0,12}(?:报送|上报|报告)(?!了)",
)
REQUESTS = (r"请(?:予)?批示", r"请(?:予)?批准", r"请(?:予)?审批", r"妥否", r"当否")
