"""Names of organs: which are one and which are two, and which the lexicon knows at all."""

from __future__ import annotations

import pytest

from notice_compiler.grammar.kinship import key_of
from notice_compiler.grammar.organs import meant_by, organ_of
from notice_compiler.lexicon.organ_names import CENTRAL_FORMS, FIELD_FORMS, LOCAL_FORMS

PLACE = "南湖市云溪区"
SAME = """
区发展和改革委员会 区发展改革委 区发改委 区发展和改革局 区发改局 云溪区发展改革局
区工业和信息化局 区工信局
区住房和城乡建设局 区住建局 区住房城乡建设局
区市场监督管理局 区市场监管局 区市监局
区人力资源和社会保障局 区人社局 区人力资源社会保障局
区卫生健康委员会 区卫生健康委 区卫健委 区卫健局
区自然资源和规划局 区自然资源局 区资规局
区生态环境局 区生态环境分局 市生态环境局云溪区分局 区环保局
区农业农村局 区农业农村局（区乡村振兴局） 区农业农村委
区文化和旅游局 区文旅局
区应急管理局 区应急局
区城市管理局 区城管局 区城管执法局 区综合行政执法局
区行政审批服务局 区审批局
区医疗保障局 区医保局
区退役军人事务局 区退役军人局
区乡村振兴局 区扶贫办
区税务局 国家税务总局云溪区税务局
人民银行青禾分行 人行青禾中心支行 中国人民银行青禾支行
国网青禾供电公司 青禾供电公司
团区委 区团委 共青团云溪区委员会
区妇联 区妇女联合会
区残联 区残疾人联合会
区工商联 区工商业联合会
区公安局 区公安分局
区交警大队 区公安局交警大队
区委组织部 中共云溪区委组织部
区政府办公室 区人民政府办公室 区政府办
区委办公室 区委办
国家发展改革委 国家发展和改革委员会
人力资源社会保障部 人社部
市场监管总局 国家市场监督管理总局
北桥办事处 北桥街道 北桥街道办事处
""".strip().split("\n")
APART = """
市财政局 县财政局 区财政局 省财政厅
区委办公室 区政府办公室 区人大办公室
区公安局 区公安局交警大队 区司法局 区法院 区检察院
区卫健委 区疾控中心 区医保局 区红十字会
区农业农村局 区乡村振兴局 区林业局 区水利局 区畜牧局
区教育局 区教体局 区体育局
区工信局 区科技局 区商务局 区发改局
区城管局 区住建局 区房管局
市工商局 市食品药品监管局 市市场监管局
财政部 省财政厅 市财政局
国家能源局 省能源局
青禾海关 北桥海关 海关总署
区税务局 区财政局 青禾县税务局
区委宣传部 区委组织部 区委统战部 区委政法委
云溪街道 北桥街道 北桥村
青禾县财政局 区财政局
区妇联 区残联 区工商联 区总工会 团区委
""".strip().split("\n")


@pytest.mark.parametrize("line", SAME)
def test_all_names_of_a_line_are_one_unit(line: str) -> None:
    assert len({key_of(name, PLACE) for name in line.split()}) == 1


@pytest.mark.parametrize("line", APART)
def test_no_two_names_of_a_line_are_one_unit(line: str) -> None:
    keys = [key_of(name, PLACE) for name in line.split()]
    assert len(set(keys)) == len(keys)


def test_the_first_names_of_different_lines_are_never_one() -> None:
    firsts = [line.split()[0] for line in SAME]
    assert len({key_of(name, PLACE) for name in firsts}) == len(firsts)


def test_every_form_of_the_lexicon_is_known_behind_a_level() -> None:
    for form, name in LOCAL_FORMS.items():
        assert (organ_of(f"县{form}") or organ_of(form)) is not None, form
        assert key_of(f"云岭县{form}", "云岭县") in {key_of(f"县{form}", "云岭县"), key_of(f"县{name}", "云岭县")}, form
    assert all(organ_of(form) for form in (*CENTRAL_FORMS, *FIELD_FORMS))


@pytest.mark.parametrize("words", ["学校", "市场", "各镇", "人民群众", "云溪区", "推进财政", "县城", "", "局"])
def test_what_is_no_organ_is_not_known(words: str) -> None:
    assert organ_of(words) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("区农业农村居", "区农业农村局"), ("县城诚管理局", None), ("区水务局", None), ("市林叶局", "市林业局")],
)
def test_a_slip_of_one_character_is_seen(typed: str, meant: str | None) -> None:
    assert meant_by(typed) == meant
