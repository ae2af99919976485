"""What a circular says, from made-up figures: no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from official_document import OfficialDocument, Remark, lint
from zhuanban.ground.core.errors import Invalid
from zhuanban.outward.documents.rules.blocks import Sheet, blocks_of, content_of, edited, plain_text
from zhuanban.outward.documents.rules.circular import (
    Facts,
    Standing,
    Yardstick,
    circular,
    criticised_of,
    last_whole_month,
    period_words,
    praised_of,
    title_of,
)

ON_TIME, REWORK = Yardstick("按期销号率", True, Decimal("0.9")), Yardstick("返工率", False, Decimal("0.05"))


def standing(name: str, points: str | None, rank: int | None) -> Standing:
    shares = {"按期销号率": Decimal(points) / 100, "返工率": 1 - Decimal(points) / 100} if points else {}
    return Standing(name, Decimal(points) if points else None, rank, shares)


def facts(*standings: Standing) -> Facts:
    return Facts(
        notice="小城镇综合提升专项行动实施方案",
        action="小城镇综合提升专项行动",
        scheme="检查考核评比办法",
        since=date(2024, 4, 1),
        until=date(2024, 4, 30),
        drafted_on=date(2024, 5, 6),
        registered=326,
        closed=271,
        open=55,
        red=6,
        yellow=9,
        full=Decimal(100),
        small_base=10,
        townships=len(standings),
        yardsticks=(ON_TIME, REWORK),
        standings=standings,
    )


SIX = facts(
    standing("柳河镇", "98.5", 1),
    standing("白塔镇", "95", 2),
    standing("东岗街道", "91", 3),
    standing("西坪镇", "88.25", 4),
    standing("南浦镇", "83", 5),
    standing("北屯乡", "71", 6),
    standing("小河乡", None, None),
)


def text_of(given: Facts) -> str:
    return plain_text(content_of(circular(given)))


def remarks_on(given: Facts, text: str = "") -> list[Remark]:
    content = content_of(circular(given))
    document = OfficialDocument(
        kind="通报",
        issuer="云溪区小城镇综合提升专项行动工作专班办公室",
        number="云专班办〔2024〕3号",
        title=title_of(given),
        blocks=blocks_of(edited(content, text) if text else content),
        signer="云溪区小城镇综合提升专项行动工作专班办公室",
        date=date(2024, 5, 6),
        sealed=True,
        recipients="各乡镇党委和人民政府、街道党工委和办事处，区有关部门（单位）",
    )
    return lint(document, sender_is_coordinating_body=True)


def test_the_circular_tells_the_month_by_its_figures():
    text = text_of(SIX)
    assert title_of(SIX) == "关于2024年4月小城镇综合提升专项行动推进情况的通报"
    assert "登记事项326件，销号271件。截至2024年5月6日，在办事项55件，其中红灯6件、黄灯9件。" in text
    assert "较好的有柳河镇（98.5%）、白塔镇（95.0%）、东岗街道（91.0%）" in text
    assert "差距较大的有北屯乡（29.0%）" in text
    assert "另有1个乡镇（街道）样本不足" in text
    assert [line for line in text.splitlines() if line[1:2] == "、"] == [
        "一、总体情况",
        "二、分项情况",
        "三、各乡镇（街道）得分",
        "四、表扬与批评",
        "五、下步工作",
    ]


def test_the_table_ranks_the_best_first_and_keeps_small_bases_out():
    sheet = next(piece for piece in circular(SIX) if isinstance(piece, Sheet))
    assert sheet.rows[0] == ("1", "柳河镇", "98.5%", "1.5%", "98.5", "1")
    assert sheet.rows[-1] == ("7", "小河乡", "样本不足", "样本不足", "样本不足", "—")


def test_it_names_the_first_and_the_last_only_with_enough_points_to_do_so():
    assert [each.township for each in praised_of(SIX)] == ["柳河镇"]
    assert [each.township for each in criticised_of(SIX)] == ["北屯乡"]
    close = facts(*(standing(f"第{n}镇", str(90 - n), n) for n in range(1, 6)))
    assert praised_of(close) == []
    assert criticised_of(close) == []
    assert "表扬与批评" not in text_of(close)


def test_few_ranked_townships_are_neither_praised_nor_criticised():
    few = facts(*SIX.standings[:3], standing("小河乡", None, None))
    assert praised_of(few) == criticised_of(few) == []
    assert "不足4个，本期不作表扬和批评" in text_of(few)


def test_a_period_without_scores_is_told_without_ranks():
    text = text_of(replace(SIX, yardsticks=(), standings=(), townships=7))
    assert "对7个乡镇（街道）" in text
    assert [line for line in text.splitlines() if line[1:2] == "、"] == ["一、总体情况", "二、下步工作"]


def test_without_any_sample_it_says_so():
    none = replace(SIX, yardsticks=(replace(ON_TIME, overall=None),), standings=[standing("小河乡", None, None)])
    assert "样本不足10件，本期不作比较" in text_of(none)


def test_the_draft_directs_nobody():
    assert [remark.message for remark in remarks_on(SIX)] == []


def test_directive_words_to_those_below_are_an_error():
    text = text_of(SIX) + "\n各乡镇（街道）必须于5月20日前整改到位。"
    assert [remark.code for remark in remarks_on(SIX, text) if remark.severity == "error"] == ["directive-below"]


def test_the_clerk_edits_words_but_not_the_figures_of_a_table():
    content = content_of(circular(SIX))
    text = plain_text(content)
    assert edited(content, text) == content
    changed = edited(content, text.replace("一、总体情况", "一、总的情况"))
    assert {"heading": 1, "text": "一、总的情况"} in changed["blocks"]
    assert changed["tables"] == content["tables"]
    with pytest.raises(Invalid, match="没有“自拟表”这张表"):
        edited(content, "【表：自拟表】")
    with pytest.raises(Invalid, match="正文不能是空的"):
        edited(content, "  \n ")


def test_periods_are_named_as_officials_name_them():
    assert last_whole_month(date(2025, 1, 15)) == (date(2024, 12, 1), date(2024, 12, 31))
    assert period_words(date(2024, 2, 1), date(2024, 2, 29)) == "2024年2月"
    assert period_words(date(2024, 7, 1), date(2024, 9, 30)) == "2024年第三季度"
    assert period_words(date(2024, 1, 1), date(2024, 12, 31)) == "2024年度"
    assert period_words(date(2024, 2, 1), date(2024, 4, 30)) == "2024年2月1日至4月30日"
    assert period_words(date(2024, 4, 1), date(2024, 5, 15)) == "2024年4月1日至5月15日"
    assert period_words(date(2024, 12, 16), date(2025, 1, 15)) == "2024年12月16日至2025年1月15日"
