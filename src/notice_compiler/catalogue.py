"""The catalogue of findings: what a careful reader would question, each with its code, words and an example."""

from __future__ import annotations

from typing import NamedTuple

from notice_compiler.model import Finding, Severity, Span


class Doubt(NamedTuple):
    """One sort of finding. `message` is filled in with the words of the place; `example` is a notice that has it."""

    code: str
    severity: Severity
    title: str
    message: str
    advice: str
    example: str


CATALOGUE: tuple[Doubt, ...] = (
    Doubt(
        "no-clauses",
        "error",
        "没有找到条款",
        "没有找到带序号的条款，可能不是一份方案。",
        "核对是否选错了文件；正文没有序号的，先按公文格式加上“一、”“（一）”。",
        "关于做好防汛工作的通知\n各镇：\n请认真做好防汛工作。",
    ),
    Doubt(
        "no-title",
        "warning",
        "没有找到标题",
        "没有找到通知的标题，请人工填写。",
        "在核对页的题头里填写标题。",
        "一、任务\n（一）清理河道。",
    ),
    Doubt(
        "no-date",
        "warning",
        "没有成文日期",
        "没有找到成文日期，只写月、日的时间不能确定年份。",
        "在核对页的题头里填写成文日期。",
        "河道整治方案\n一、任务\n（一）清理河道。6月底前完成。",
    ),
    Doubt(
        "year-unknown",
        "warning",
        "时间没有年份",
        "“{words}”没有年份，通知里也没有可以推断的年份，没有算成日期。",
        "填写成文日期，或者在时限上直接填写日期。",
        "河道整治方案\n一、任务\n（一）清理河道。6月底前完成。",
    ),
    Doubt(
        "impossible-day",
        "warning",
        "日历上没有的日期",
        "“{words}”在日历上没有这一天，没有算成日期。",
        "与发文单位核对后更正时限。",
        "河道整治方案\n2031年3月1日\n一、任务\n（一）清理河道。2031年6月31日前完成。",
    ),
    Doubt(
        "text-run-on",
        "note",
        "换行丢失",
        "文本的换行已经丢失，条款按序号和标点切分，请重点核对条款的起止。",
        "有原始的 Word 文件时，改用原始文件载入。",
        "河道整治方案\n一、任务　　"
        + "".join(f"（{n}）清理河道{n}段。由各镇负责，按期完成清理任务。　　" for n in "一二三四五六七八九")
        + "　　"
        + "".join(f"{n}．巡查堤坝{n}处，发现险情立即报告，并安排专人值守到险情解除为止。" for n in range(1, 9)),
    ),
    Doubt(
        "variant-characters",
        "note",
        "异体字",
        "文本里有“{words}”等异体字，像是转换时留下的，按通行字识别。",
        "不影响使用；引用原文时请与纸质文件核对。",
        "贷款支持方案\n一、任务\n（一）稳定信贷馀额。",
    ),
    Doubt(
        "unclosed-bracket",
        "warning",
        "括号没有配对",
        "“{words}…”处的括号没有对应的另一半。",
        "按原文的意思核对括号里的单位和依据。",
        "治污方案\n一、任务\n（一）治理污水（依据：《治污意见》（云发〔2030〕5号）;加快管网建设。",
    ),
    Doubt(
        "bracket-mismatch",
        "note",
        "括号前后不是一种",
        "“{words}”的括号前后不是一种，按一对括号处理。",
        "核对括号里的单位是否完整；确系笔误的不必处理。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。（责任单位：区水务局、区财政局〕",
    ),
    Doubt(
        "second-plan",
        "note",
        "文件里还有一个方案",
        "从“{words}”起条款重新编号，文件里不止一个方案，请确认是否一并载入。",
        "两个方案分开推进的，拆成两个文件分别载入。",
        "治污方案\n一、任务\n（一）治理污水。\n二、保障\n（一）加强领导。\n河道清理行动方案\n一、任务\n（一）清理河道。",
    ),
    Doubt(
        "numbering-gap",
        "warning",
        "序号不连续",
        "序号“{marker}”不连续，{before}，请核对有无缺漏。",
        "核对原文是否缺页或漏排；确系笔误的不必处理。",
        "治污方案\n一、任务\n（一）治理污水。\n（三）清理河道。",
    ),
    Doubt(
        "numbering-repeat",
        "warning",
        "序号重复",
        "序号“{marker}”在同一级里出现了两次，请核对。",
        "引用条款时请写明标题，以免混淆。",
        "治污方案\n一、任务\n（一）治理污水。\n（二）清理河道。\n（二）修建管网。",
    ),
    Doubt(
        "no-unit",
        "warning",
        "没有写明由谁负责",
        "{clause}没有写明由哪个单位负责。",
        "在责任矩阵里指定牵头单位和责任单位。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。",
    ),
    Doubt(
        "no-lead",
        "warning",
        "没有写明牵头单位",
        "{clause}没有写明牵头单位，请专班办公室指定。",
        "在责任矩阵里指定牵头单位，可以成批指定。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。（责任单位：区水务局、各镇）",
    ),
    Doubt(
        "several-leads",
        "warning",
        "牵头单位不止一个",
        "{clause}写了{count}个牵头单位（{units}），请确定由哪一个总牵头。",
        "在责任矩阵里保留一个牵头单位，其余改为责任单位。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。（区水务局、区住房和城乡建设局牵头，各镇配合）",
    ),
    Doubt(
        "no-responsible",
        "warning",
        "没有写明责任单位",
        "{clause}没有写明责任单位。",
        "在责任矩阵里补充责任单位。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。〔参与单位：区水务局、区财政局〕",
    ),
    Doubt(
        "no-deadline",
        "note",
        "没有写明完成时限",
        "{clause}没有写明完成时限{lent}。",
        "由牵头单位提出时限，或者沿用所在阶段的截止日。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。（责任单位：区水务局、各镇）",
    ),
    Doubt(
        "open-list",
        "note",
        "单位没有列全",
        "“{words}”没有把单位列全，“等”字包括谁请补充。",
        "由专班办公室补充没有列出的单位，或者确认只有列出的这些。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。（区水务局牵头，区财政局、区农业农村局等配合）",
    ),
    Doubt(
        "lead-by-order",
        "note",
        "按排列顺序确定牵头",
        "通知写明“{words}”，各条的第一个单位按牵头单位处理。",
        "个别条款另有安排的，在责任矩阵里更正。",
        "治污方案\n一、任务\n（一）治理污水。加快管网建设。（责任单位：区水务局、区财政局；列第一位的为牵头单位，下同）",
    ),
    Doubt(
        "unit-alias",
        "note",
        "一个单位有两种写法",
        "“{names}”看来是同一个单位，请确认。",
        "确系两个单位的，在核对页更正其中一个的名称。",
        "治污方案\n一、任务\n（一）治理污水。（责任单位：区市场监管局）\n（二）清理河道。（责任单位：区市场监督管理局）",
    ),
    Doubt(
        "unit-unknown",
        "note",
        "看不出是哪个单位",
        "“{name}”写在责任单位的位置，但看不出是哪个单位，请核对。",
        "在核对页更正单位名称，或者删去这项职责。",
        "治污方案\n一、任务\n（一）治理污水。（责任单位：区水务局、按职责推进）",
    ),
    Doubt(
        "group-without-members",
        "note",
        "没有写明是哪些单位",
        "“{name}”没有写明包括哪些单位，请补充名单。",
        "在责任矩阵里点开这一类单位，勾选它的成员。",
        "治污方案\n一、任务\n（一）治理污水。（责任单位：各有关供水企业）",
    ),
    Doubt(
        "unit-not-on-roster",
        "warning",
        "承担任务的单位不在名单里",
        "“{name}”承担任务，但成员名单里没有它。",
        "需要它参加专班的，办理成员调整；不需要的确认即可。",
        "治污方案\n一、任务\n（一）治理污水。（责任单位：区水务局、区财政局）\n成员名单\n"
        "组  长：林致远  区委副书记\n成  员：郑  川  区水务局局长",
    ),
    Doubt(
        "roster-unit-without-duty",
        "note",
        "名单里的单位没有任务",
        "“{name}”是成员单位，但没有一条任务写到它。",
        "由专班办公室明确它的职责，或者确认它只参加会商。",
        "治污方案\n一、任务\n（一）治理污水。（责任单位：区水务局）\n成员名单\n"
        "组  长：林致远  区委副书记\n成  员：方晓岚  区财政局局长",
    ),
    Doubt(
        "conflict-of-interest",
        "warning",
        "考核时应当回避",
        "{person}同时在被考核的“{name}”任职，督导考核时应当回避。",
        "系统按职务自动回避；请另行指定督导考核的人员。",
        "治污方案\n一、任务\n（一）治理污水。（责任单位：北桥镇）\n成员名单\n"
        "组  长：林致远  区委副书记\n副组长：周明川  区委常委、北桥镇党委书记",
    ),
    Doubt(
        "ambiguous-deadline",
        "warning",
        "期限有两种理解",
        "“{words}”可以理解为年初以前或年底以前，暂按 {day}。",
        "与发文单位核对；按年初理解的，在时限上更正日期。",
        "治污方案\n一、任务\n（一）治理污水。到2033年前完成管网建设。",
    ),
    Doubt(
        "date-outside-period",
        "warning",
        "日期在行动期间以外",
        "{said}",
        "核对日期或阶段的起止；确有必要的确认即可。",
        "治污方案\n2031年5月7日\n一、安排\n（一）动员部署阶段（4月底前）：全面部署。\n（二）集中整治阶段（5-7月）：全面整治。",
    ),
    Doubt(
        "phases-overlap",
        "note",
        "阶段交叉",
        "“{second}”从 {start} 开始，这时“{first}”还没有结束（{end}）。",
        "两个阶段确实交叉进行的不必处理；笔误的更正起止日期。",
        "治污方案\n2031年3月1日\n一、安排\n（一）动员部署阶段（3月-5月）：全面部署。\n（二）集中整治阶段（5月-7月）：全面整治。",
    ),
    Doubt(
        "target-without-baseline",
        "warning",
        "目标没有现状基数",
        "“{name}”没有写明现状基数和统计口径，请补充。",
        "在指标页填写现状基数、统计口径和数据来源。",
        "治污方案\n一、任务\n（一）治理污水。污水收集处理率达70%。",
    ),
    Doubt(
        "target-without-owner",
        "warning",
        "目标没有负责单位",
        "“{name}”没有写明由哪个单位牵头完成。",
        "在责任矩阵里为这一条指定牵头单位。",
        "治污方案\n一、任务\n（一）治理污水。污水收集处理率达70%。",
    ),
    Doubt(
        "targets-differ",
        "warning",
        "同一目标有两个数",
        "“{name}”在前面写的是 {first}，这里写的是 {second}，期限相同，请核对。",
        "与发文单位核对后更正其中一个。",
        "治污方案\n一、目标\n到2031年底，污水收集处理率达到70%。\n二、任务\n（一）治理污水。到2031年底，污水收集处理率达到80%。",
    ),
    Doubt(
        "blank-ratio",
        "warning",
        "比例或标准没有写明",
        "“{name}”的比例或标准没有写明，填补以前不能计算。",
        "由专班办公室会同财政部门填补后再计算。",
        "返还方案\n一、任务\n（一）返还税费。将土地出让金按一定比例返还乡镇。",
    ),
)
_BY_CODE = {doubt.code: doubt for doubt in CATALOGUE}


def finding(code: str, span: Span | None, **words: object) -> Finding:
    """The finding of a catalogued sort at its place, the message filled in. KeyError for an unknown code or word."""
    doubt = _BY_CODE[code]
    return Finding(code, doubt.severity, doubt.message.format(**words), span)
