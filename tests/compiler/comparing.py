"""The notice of an invented county that the stories about comparing change a little at a time."""

from __future__ import annotations

from notice_compiler import Comparison, Conformance, compare, compile_notice, conform

NOTICE = """云岭县人民政府办公室

关于印发《云岭县集镇环境焕新三年行动方案》的通知

各乡镇人民政府、县直有关部门：

云岭县集镇环境焕新三年行动方案

一、总体目标

到2033年底，全县集镇面貌明显改观，群众满意度不低于90%。

二、重点任务

（一）清洁街巷河道。主次街巷每天清扫，河道水面无漂浮物。严禁向河道倾倒垃圾。2031年6月底前，生活垃圾分类覆盖率达到80%以上。〔牵头单位：县城市管理局；参与单位：县水利局；责任单位：各乡镇〕

（二）规范停车秩序。划定停车泊位，疏导赶集车流。2032年底前，新增公共停车泊位600个。〔牵头单位：县公安局；责任单位：各乡镇〕

（三）整治线缆飞线。对交叉缠绕的架空线缆归整捆扎，废弃线缆一律剪除。〔牵头单位：县工业和信息化局；责任单位：各乡镇〕

（四）提升公共服务。改造集镇卫生院诊室，延长药房开放时间。修缮文化站，添置图书和健身器材，周末向居民开放。〔牵头单位：县卫生健康局；参与单位：县文化和旅游局；责任单位：各乡镇〕

三、保障措施

（一）资金保障。对完成补充耕地任务的乡镇，按照每亩8000元的标准给予奖励。

（二）督导评价。专班办公室每月调度一次，结果纳入年度考核（依据：《云岭县集镇管理办法》云政发〔2030〕5号）。

云岭县集镇环境焕新三年行动工作专班成员名单

组  长：林致远  县委书记
副组长：沈秋白  县委常委、副县长
成  员：顾明川  县财政局局长
        白知节  县水利局局长
"""


def changed(*edits: tuple[str, str], text: str = NOTICE) -> Comparison:
    """The notice beside itself with these words put for those; each must stand in it."""
    after = text
    for old, new in edits:
        assert old in after, old
        after = after.replace(old, new, 1)
    return compare(compile_notice(text), compile_notice(after))


def fates(comparison: Comparison) -> dict[str, list[tuple[str | None, str | None]]]:
    """Old and new clause ids under each fate but “same”."""
    found: dict[str, list[tuple[str | None, str | None]]] = {}
    for each in comparison.clauses:
        if each.fate != "same":
            found.setdefault(each.fate, []).append((each.old, each.new))
    return found


def facts(comparison: Comparison, *kinds: str) -> list[tuple[str, str, str | None, str | None]]:
    """Kind, direction, old words, new words."""
    return [
        (each.kind, each.direction, each.old and each.old.text, each.new and each.new.text)
        for each in comparison.facts
        if not kinds or each.kind in kinds
    ]


TOWNSHIP_PLAN = """青禾镇集镇环境焕新三年实施方案

根据县里的行动方案，结合本镇实际，制定本方案。

一、工作目标

到2033年底，集镇面貌明显改观，群众满意度达到92%以上。

二、主要任务

（一）扫净街巷、清好河道。主街和背街每天清扫，河道水面没有漂浮物，严禁往河道倾倒垃圾。2031年6月底前，镇区生活垃圾分类覆盖率达到85%以上。（责任单位：镇综合执法队）

（二）管好停车。沿街划定停车泊位，赶集日专人疏导车流。2032年底前，新增公共停车泊位40个。（责任单位：镇派出所）

（三）归整空中线缆。交叉缠绕的架空线缆逐条归整捆扎，废弃线缆剪除干净。（责任单位：镇经济发展办公室）

（四）做实便民服务。卫生院诊室改造完成，药房开放时间延长到晚上八点；文化站修缮后添置图书和健身器材，周末开放。（责任单位：镇党群服务中心）

（五）办好稻田文化节。每年秋天举办一次，带动农家乐增收。（责任单位：镇文化站所）
"""


def answered(*edits: tuple[str, str], notice: str = NOTICE, local: str = TOWNSHIP_PLAN) -> Conformance:
    """The township's plan, with these words put for those, beside the notice."""
    for old, new in edits:
        assert old in local, old
        local = local.replace(old, new, 1)
    return conform(compile_notice(notice), compile_notice(local))


def states(conformance: Conformance) -> dict[str, str]:
    """Clause of the notice → how it is answered."""
    return {each.clause: each.state for each in conformance.clauses}
