"""What may be sent to whom, how long it may be, and what it may not ask."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from official_document import Heading, OfficialDocument, Paragraph, Remark, Table, lint, number_fault

PLAIN = (Paragraph("现将有关情况通报如下。"), Heading(1, "一、总体情况"), Paragraph("各地工作进展顺利。"))


def remarks(document: OfficialDocument, *, coordinating: bool = True, **options: Any) -> dict[str, Remark]:
    return {one.code: one for one in lint(document, sender_is_coordinating_body=coordinating, **options)}


def with_text(circular: OfficialDocument, text: str, **changes: Any) -> OfficialDocument:
    return replace(circular, blocks=(Paragraph(text),), **changes)


def test_a_plain_circular_passes(circular):
    assert remarks(replace(circular, blocks=PLAIN)) == {}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("各乡镇必须高度重视。", "必须"),
        ("务必于月底前完成。", "务必"),
        ("责令清河街道作出说明。", "责令"),
        ("限期3日内整改到位。", "限期3日内整改到位"),
        ("请于5月20日前将有关情况报送专班办公室。", "请于5月20日前将有关情况报送"),
        ("要求各乡镇迅速行动。", "要求各乡镇迅速行动"),
        ("各乡镇（街道）要压实责任。", "各乡镇（街道）要"),
        ("对存在的问题立即整改。", "立即整改"),
        ("逾期未整改的予以问责。", "逾期未整改的予以"),
        ("请认真贯彻落实。", "贯彻落实"),
    ],
)
def test_the_office_may_not_direct_those_below_and_the_words_are_named(circular, text, word):
    found = remarks(with_text(circular, text))["directive-below"]
    assert found.severity == "error"
    assert word in found.message
    assert "主送“各乡镇党委和人民政府、街道党工委和办事处”" in found.message
    assert "由党委、政府办公室行文" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "各乡镇主要问题集中在背街小巷，各乡镇需要协调的事项12件，各乡镇应急队伍到位。",
        "石桥镇该项不得分，逾期3件，逾期率2.1%。",
        "各乡镇于4月30日前报送了自查报告。",
        "现将督导检查和问题整改落实情况通报如下。",
        "按要求各乡镇开展了自查，整改情况良好。",
        "清河街道印发了实施方案，每周上报了进度。",
    ],
)
def test_what_only_reports_is_no_directive(circular, text):
    assert remarks(with_text(circular, text)) == {}


def test_a_directive_in_a_table_or_heading_counts_too(circular):
    blocks = (Heading(1, "一、务必做好的工作"), Table(("要求",), (("一律拆除",),), (150,)))
    message = remarks(replace(circular, blocks=blocks))["directive-below"].message
    assert "“务必”" in message
    assert "“一律”" in message


def test_the_government_office_itself_may_direct(circular):
    document = with_text(circular, "各乡镇必须高度重视。")
    assert "directive-below" not in remarks(document, coordinating=False)


@pytest.mark.parametrize("recipients", ["区有关部门（单位）", "区直各部门", "区政府办公室", "区人民政府", "各成员单位"])
def test_departments_and_those_above_are_not_below(circular, recipients):
    document = with_text(circular, "必须高度重视。", recipients=recipients)
    assert "directive-below" not in remarks(document)


@pytest.mark.parametrize("recipients", ["石桥镇人民政府", "清河街道办事处", "石桥镇党委", "区住建局，各乡镇"])
def test_single_townships_are_below(circular, recipients):
    assert "directive-below" in remarks(with_text(circular, "必须高度重视。", recipients=recipients))


def test_the_caller_may_name_those_below(circular):
    document = with_text(circular, "必须高度重视。", recipients="经济开发区管委会，区教育局")
    assert "directive-below" not in remarks(document)
    found = remarks(document, recipients_below=["经济开发区管委会"])["directive-below"]
    assert "主送“经济开发区管委会”" in found.message


def test_a_notice_to_those_below_is_a_directive_kind(circular):
    document = replace(circular, kind="通知", title="关于有关事项的通知", blocks=PLAIN)
    assert "宜用函或通报" in remarks(document)["notice-below"].message


@pytest.mark.parametrize(
    "text",
    [
        "请每周报送工作动态。",
        "整改情况于月底前报送专班办公室。",
        "各单位要报送贯彻落实情况。",
        "请结合实际制定具体实施方案。",
    ],
)
def test_reports_and_supporting_papers_are_generally_not_asked_for(circular, text):
    found = remarks(with_text(circular, text), coordinating=False)["report-demand"]
    assert found.severity == "warning"


@pytest.mark.parametrize(("scope", "longest"), [("专项", 4000), ("综合", 5000)])
def test_length_is_limited(circular, scope, longest):
    room = longest - len(circular.title)
    assert "too-long" not in remarks(with_text(circular, "字" * room), scope=scope)
    found = remarks(with_text(circular, "字" * (room + 1)), scope=scope)["too-long"]
    assert f"不超过 {longest} 字，本文 {longest + 1} 字" in found.message


def test_a_paper_without_a_number_does_not_evade_the_count(circular):
    assert "白头文件" in remarks(replace(circular, number=None, blocks=PLAIN))["no-number"].message


def test_a_report_asks_for_nothing(circular):
    document = with_text(circular, "妥否，请批示。", kind="报告", title="关于进展情况的报告", recipients="区政府")
    assert "报告不得夹带请示" in remarks(document)["request-in-report"].message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "四月份检查情况"}, "title-kind"),
        ({"title": "关于检查，考核情况的通报"}, "title-signs"),
        ({"attachments": ("问题清单。",)}, "attachment-sign"),
        ({"printed_on": date(2024, 5, 5)}, "printed-early"),
        ({"number": "茂专办[2024]3号"}, "number"),
        ({"blocks": (Heading(2, "一、总体情况"),)}, "heading-number"),
    ],
)
def test_form_is_remarked_on(circular, changes, code):
    assert code in remarks(replace(circular, **({"blocks": PLAIN} | changes)))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("茂专办〔2024〕3号", ""),
        ("茂专办[2024]3号", "六角括号"),
        ("茂专办（2024）3号", "六角括号"),
        ("茂专办〔2024〕第3号", "不加“第”字"),
        ("茂专办〔2024〕03号", "不编虚位"),
        ("茂专办〔24〕3号", "写全称"),
        ("〔2024〕3号", "代字〔年份〕序号号"),
        ("茂专办2024-3", "代字〔年份〕序号号"),
    ],
)
def test_the_form_of_a_number(number, words):
    assert (words in number_fault(number)) if words else not number_fault(number)


def test_minutes_are_numbered_otherwise():
    assert not number_fault("第5号", minutes=True)
    assert "第X号" in number_fault("茂专办〔2024〕3号", minutes=True)
