"""An older and a newer notice side by side: what became of each clause, fact and person."""

from __future__ import annotations

from notice_compiler import Comparison, compare, compile_notice
from tests.compiler.comparing import NOTICE, changed, facts, fates

PARKING = (
    "（二）规范停车秩序。划定停车泊位，疏导赶集车流。2032年底前，新增公共停车泊位600个。〔牵头单位：县公安局；责任单位：各乡镇〕\n"
)


def test_the_same_notice_twice_says_that_nothing_changed() -> None:
    comparison = changed()
    assert (comparison.kind, comparison.differs, comparison.facts, comparison.roster) == ("same", False, (), ())
    assert {each.fate for each in comparison.clauses} == {"same"}


def test_a_clause_put_in_front_moves_the_others_and_changes_no_fact() -> None:
    comparison = changed(
        ("（三）整治线缆", "（四）整治线缆"),
        ("（四）提升", "（五）提升"),
        (PARKING, PARKING + "\n（三）劝导文明养犬。设置宠物便民箱，犬只牵绳出门。〔责任单位：各乡镇〕\n"),
    )
    assert fates(comparison) == {"added": [(None, "2.3")], "moved": [("2.3", "2.4"), ("2.4", "2.5")]}
    assert comparison.facts == ()
    assert comparison.new_id("2.4") == "2.5"


def test_a_clause_left_out_is_removed_and_says_so() -> None:
    comparison = changed((PARKING, ""))
    assert fates(comparison)["removed"] == [("2.2", None)]
    assert [each.sentence for each in comparison.clauses if each.fate == "removed"] == [
        "“（二）规范停车秩序”已删去。"
    ]


def test_other_words_under_another_number_are_known_again() -> None:
    comparison = changed(
        (PARKING, ""),
        ("（三）整治线缆飞线。", "（一）治理空中飞线。"),
        ("对交叉缠绕的架空线缆归整捆扎，废弃线缆一律剪除。", "架空线缆交叉缠绕的要归整捆扎，剪除废弃线缆。"),
        ("（一）清洁街巷", "（三）清洁街巷"),
    )
    assert ("2.3", "2.2") in fates(comparison)["moved_reworded"]


def test_a_chapter_with_another_name_is_known_by_its_clauses() -> None:
    comparison = changed(("二、重点任务", "二、攻坚清单"))
    assert fates(comparison) == {"reworded": [("2", "2")]}


def test_swapped_clauses_are_told_as_reordered() -> None:
    first, second = "（一）资金保障。", "（二）督导评价。"
    lines = NOTICE.split("\n")
    a, b = (next(n for n, line in enumerate(lines) if line.startswith(words)) for words in (first, second))
    lines[a], lines[b] = lines[b].replace("（二）", "（一）"), lines[a].replace("（一）", "（二）")
    comparison = compare(compile_notice(NOTICE), compile_notice("\n".join(lines)))
    assert fates(comparison) == {"moved": [("3.2", "3.1"), ("3.1", "3.2")]}
    assert sum("reordered" in each.notes for each in comparison.clauses) == 1


WHOLE = "延长药房开放时间。修缮文化站"
HALVES = "延长药房开放时间。〔牵头单位：县卫生健康局；责任单位：各乡镇〕\n\n（五）丰富文化生活。修缮文化站"
UNITS = "牵头单位：县卫生健康局；参与单位：县文化和旅游局；"


def test_a_clause_cut_in_two_is_a_split_and_its_facts_are_kept() -> None:
    comparison = changed((UNITS, "参与单位：县文化和旅游局；"), (WHOLE, HALVES))
    added = next(each for each in comparison.clauses if each.fate == "added")
    assert (added.new, added.notes, added.part_of) == ("2.5", ("split",), ("2.4",))
    assert added.sentence == "“（五）丰富文化生活”由“（四）提升公共服务”拆出。"
    assert facts(comparison) == []


def test_two_clauses_put_together_are_a_merger_and_no_fact_is_lost() -> None:
    two = NOTICE.replace(UNITS, "参与单位：县文化和旅游局；").replace(WHOLE, HALVES)
    comparison = compare(compile_notice(two), compile_notice(NOTICE))
    removed = next(each for each in comparison.clauses if each.fate == "removed")
    assert (removed.old, removed.notes, removed.part_of) == ("2.5", ("merged",), ("2.4",))
    assert facts(comparison) == []


def test_a_later_day_weakens_and_an_earlier_one_tightens() -> None:
    assert facts(changed(("2031年6月底前", "2031年9月底前"))) == [
        ("deadline", "weakened", "2031年6月底前", "2031年9月底前")
    ]
    assert facts(changed(("2032年底前", "2031年底前"))) == [("deadline", "tightened", "2032年底前", "2031年底前")]
    assert facts(changed(("2032年底前，", "")))[0] == ("deadline", "weakened", "2032年底前", None)
    assert facts(changed(("每月调度", "每季度调度"))) == [("deadline", "weakened", "每月", "每季度")]


def test_a_lower_target_weakens_whatever_it_is_written_in() -> None:
    lower = changed(("80%以上", "70%以上"))
    assert [(kind, way) for kind, way, *_ in facts(lower)] == [("target", "weakened")]
    assert lower.facts[0].sentence.endswith("的目标由生活垃圾分类覆盖率不低于80%放宽为生活垃圾分类覆盖率不低于70%。")
    assert [(kind, way) for kind, way, *_ in facts(changed(("泊位600个", "泊位0.08万个")))] == [("target", "tightened")]
    assert facts(changed(("泊位600个", "泊位0.06万个"))) == []
    assert [way for _, way, *_ in facts(changed(("达到80%以上", "全面提高")), "target")] == ["removed"]


def test_a_target_that_went_to_another_clause_is_not_lost() -> None:
    """Into one that stays, and into one that is new, where it came down as well."""
    gone = ("2032年底前，新增公共停车泊位600个。", "")
    stays = changed(gone, ("废弃线缆一律剪除。", "废弃线缆一律剪除。新增公共停车泊位600个。"))
    assert facts(stays, "target") == []
    extra = "\n（五）建设停车场。选址建场，新增公共停车泊位500个。〔责任单位：各乡镇〕\n\n三、保障措施"
    moved = changed(gone, ("\n三、保障措施", extra))
    assert [each[:2] for each in facts(moved, "target")] == [("target", "weakened")]


def test_a_wish_in_place_of_a_prohibition_weakens() -> None:
    assert facts(changed(("严禁向河道倾倒垃圾", "引导居民不向河道倾倒垃圾"))) == [
        ("demand", "weakened", "严禁向河道倾倒垃圾", "引导居民不向河道倾倒垃圾")
    ]
    limited = changed(("划定停车泊位，", "有条件的乡镇划定停车泊位，"))
    assert [(each.kind, each.direction) for each in limited.facts] == [("demand", "weakened")]
    assert limited.facts[0].sentence.startswith("“（二）规范停车秩序”的要求加上了条件“有条件的乡镇")


def test_units_are_compared_by_what_they_are_not_by_how_they_are_printed() -> None:
    assert facts(changed(("县工业和信息化局", "云岭县工业信息化局"))) == []
    assert facts(changed(("牵头单位：县公安局", "牵头单位：县交通运输局"))) == [
        ("lead", "changed", "县公安局", "县交通运输局")
    ]
    assert facts(changed(("牵头单位：县公安局；", ""))) == [("lead", "weakened", "县公安局", None)]
    assert facts(changed(("参与单位：县水利局；", ""))) == [("duty", "removed", "县水利局", None)]
    more = changed(("参与单位：县水利局", "参与单位：县水利局、县教育局"))
    assert facts(more) == [("duty", "added", None, "县教育局")]


def test_money_citations_and_period_are_compared_too() -> None:
    money = changed(("每亩8000元", "每亩1万元"))
    assert [(each.kind, each.direction) for each in money.facts] == [("money", "changed")]
    assert "由每亩8000元改为每亩10000元" in money.facts[0].sentence
    cited = changed(("（依据：《云岭县集镇管理办法》云政发〔2030〕5号）", ""))
    assert [each.sentence for each in cited.facts if each.kind == "citation"] == ["不再引用《云岭县集镇管理办法》。"]


def test_every_change_points_at_words_of_both_texts() -> None:
    old, new = compile_notice(NOTICE), compile_notice(NOTICE.replace("2031年6月底前", "2031年9月底前"))
    comparison = compare(old, new)
    change = comparison.facts[0]
    assert change.old
    assert change.new
    assert old.text[slice(*change.old.span)] == "2031年6月底前"
    assert new.text[slice(*change.new.span)] == "2031年9月底前"
    assert Comparison.from_json(comparison.as_json()) == comparison


AMENDMENT = """关于调整云岭县集镇环境焕新三年行动工作专班成员的通知

各乡镇人民政府、县直有关部门：
因人事变动，现将工作专班成员调整如下：

组  长：林致远  县委书记
副组长：江晚舟  县委常委、副县长
成  员：顾明川  县财政局党组书记、局长
        沈秋白  县政协副主席
"""


def test_a_notice_that_only_changes_the_task_force_removes_no_clause() -> None:
    comparison = compare(compile_notice(NOTICE), compile_notice(AMENDMENT))
    assert (comparison.kind, comparison.clauses, comparison.facts) == ("roster_amendment", (), ())
    assert [(each.kind, each.name) for each in comparison.roster] == [
        ("role", "沈秋白"),
        ("posts", "沈秋白"),
        ("posts", "顾明川"),
        ("left", "白知节"),
        ("joined", "江晚舟"),
    ]


def test_a_notice_that_adds_people_makes_nobody_leave() -> None:
    text = AMENDMENT.replace("调整云岭县", "增补云岭县").replace("组  长：林致远  县委书记\n", "")
    comparison = compare(compile_notice(NOTICE), compile_notice(text))
    assert comparison.kind == "roster_amendment"
    assert "left" not in {each.kind for each in comparison.roster}


def test_people_who_change_in_a_new_version_are_told_beside_its_clauses() -> None:
    comparison = changed(("白知节  县水利局局长", "江晚舟  县水利局局长"))
    assert comparison.kind == "new_version"
    assert [each.sentence for each in comparison.roster] == [
        "白知节（成员）不再在名单上。",
        "江晚舟（县水利局局长）任成员。",
    ]
