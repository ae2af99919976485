"""Web pages of government sites: the article and nothing of the site, tables as rows, any charset, no bombs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notice_compiler import Unreadable, compile_notice, read_notice

ARTICLE = """<p>各乡镇人民政府：</p><p>　　现将清河行动方案印发给你们，请认真执行。</p><p>一、总体要求</p>
<p>坚持标本兼治，改善河道环境，全面完成治理任务，切实提高水环境质量。</p><p>二、主要任务</p>
<p>（一）清理河道。清除漂浮物，拆除违法建筑，恢复河道行洪能力。（责任单位：县水务局、各乡镇）</p>"""
WANTED = [
    "各乡镇人民政府：",
    "现将清河行动方案印发给你们，请认真执行。",
    "一、总体要求",
    "坚持标本兼治，改善河道环境，全面完成治理任务，切实提高水环境质量。",
    "二、主要任务",
    "（一）清理河道。清除漂浮物，拆除违法建筑，恢复河道行洪能力。（责任单位：县水务局、各乡镇）",
]
NEWS = "".join(f"<li><a href='/{n}'>云岭县召开第{n}次工作会议，部署有关工作</a></li>" for n in range(40))
SITE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>云岭县人民政府 公告</title><style>p {{}}</style>
</head><body><div class="top"><a>登录</a></div>
<div class="mainNav nav"><ul><li><a>首页</a></li><li><a>政务公开</a></li></ul></div>
<div class="dqwz">您当前的位置：<a>首页</a> &gt; 文件</div><script>var a = "一、脚本";</script>
{head}<div class="{box}">{article}</div>
<p>【打印本页】 </p><p>【关闭窗口】</p><div class="bdsharebuttonbox">分享到：<a>微信</a></div>
<div class="xgyd"><h3>相关阅读</h3><ul>{news}</ul></div><div style="display:none">隐藏的文字，不应读取。</div>
<div class="footer"><p>主办：云岭县人民政府办公室，联系电话略。</p></div></body></html>"""
HEAD = """<table class="head"><tr><td>索 引 号：</td><td>0012</td><td>发文机关：</td><td>云岭县人民政府办公室</td></tr>
<tr><td>标 题：</td><td colspan="3">关于印发云岭县清河行动方案的通知</td></tr>
<tr><td>发文字号：</td><td>云政办发〔2031〕8号</td><td>成文日期：</td><td>2031-03-05</td></tr></table>"""


def site(article: str = ARTICLE, *, head: str = "", box: str = "TRS_Editor") -> str:
    return SITE.format(article=article, head=head, box=box, news=NEWS)


def read(page: str | bytes) -> list[str]:
    text = read_notice(page.encode() if isinstance(page, str) else page, name="a.html")
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("box", ["TRS_Editor", "article-content", "x17", "zoom big"])
def test_the_article_is_read_and_nothing_of_the_site(box: str) -> None:
    assert read(site(box=box)) == WANTED


def test_the_head_table_says_what_the_article_lacks() -> None:
    plan = compile_notice(site(head=HEAD).encode(), name="a.html")
    assert plan.notice.title == "云岭县清河行动方案"
    assert plan.notice.number == "云政办发〔2031〕8号"
    assert str(plan.notice.date) == "2031-03-05"
    assert plan.notice.issuers == ("云岭县人民政府办公室",)
    assert "0012" not in plan.text


def test_what_the_article_says_itself_is_not_said_twice() -> None:
    own = "<p>关于印发云岭县清河行动方案的通知</p><p>云政办发〔2031〕8号</p>"
    signed = "<p>云岭县人民政府办公室</p><p>2031年3月5日</p>"
    said = read(site(own + ARTICLE + signed, head=HEAD))
    assert said == [
        "关于印发云岭县清河行动方案的通知",
        "云政办发〔2031〕8号",
        *WANTED,
        "云岭县人民政府办公室",
        "2031年3月5日",
    ]


def test_title_and_day_of_the_page_are_taken_where_there_is_no_table() -> None:
    info = '<div class="info">发布时间：2031-03-06 来源：县政府办 浏览次数：12</div>'
    marked = f"<h1>关于印发云岭县清河行动方案的通知</h1>{info}"
    assert read(site(head=marked)) == ["关于印发云岭县清河行动方案的通知", "2031年3月6日", *WANTED]


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("", "utf-16"),
        ("utf-8", "utf-8"),
    ],
)
def test_the_charset_is_that_of_the_bytes(named: str, encoding: str) -> None:
    page = site().replace(
        '<meta charset="utf-8">', f'<meta http-equiv="Content-Type" content="text/html; charset={named}">'
    )
    assert read(page.encode(encoding)) == WANTED


def test_one_damaged_sign_does_not_spoil_a_page() -> None:
    page = site().replace("utf-8", "gb2312").encode("gb18030").replace("违法建筑".encode("gb18030"), b"\xff\xff")
    assert len(read(page)) == len(WANTED)


def test_a_table_gives_rows_and_spans_print_once() -> None:
    table = """<table><caption>任务表</caption><thead>
    <tr><th>序号</th><th>任务</th><th colspan="2">责任单位</th><th>时限</th></tr></thead>
    <tr><td>1</td><td>清理<br>河道</td><td rowspan="2">县水务局</td><td>各乡镇</td><td rowspan="3">6月底前</td></tr>
    <tr><td>2</td><td>巡 河</td><td></td></tr>
    <tr><td rowspan="2">3</td><td>清\n淤</td><td colspan="2">县农业农村局</td></tr>
    <tr><td>验收</td><td>县河长办</td></tr></table>"""
    rows = read(site(ARTICLE + table))[len(WANTED) :]
    assert rows == [
        "任务表",
        "序号\t任务\t责任单位\t\t时限",
        "1\t清理 河道\t县水务局\t各乡镇\t6月底前",
        "2\t巡 河",
        "3\t清淤\t县农业农村局",
        "验收\t县河长办",
    ]
    text = read_notice(site(ARTICLE + table).encode(), name="a.html").split("\n")
    assert text[-3:] == ["2\t巡 河\t\t\t", "3\t清淤\t县农业农村局\t\t", "\t验收\t县河长办\t\t"]


def test_a_page_laid_out_in_tables_is_prose() -> None:
    top = "<tr><td><a>首页</a></td><td><a>文件</a></td></tr>"
    page = f"<html><body><table>{top}<tr><td colspan=2><table><tr><td>{ARTICLE}"
    assert read(page + "</td></tr></table></td></tr></table></body></html>")[-len(WANTED) :] == WANTED


def test_an_ordered_list_has_the_numbers_that_a_browser_prints() -> None:
    listed = '<ol start="3"><li>清理河道</li><li>巡查河道</li></ol><ol><li>1.已有编号</li></ol>'
    assert read(site(ARTICLE + listed))[len(WANTED) :] == ["3. 清理河道", "4. 巡查河道", "1.已有编号"]


def test_attachments_stay_and_links_to_other_pages_go() -> None:
    links = '<p><a href="a.doc">附件1：任务表.doc</a></p><p><a href="/b">云岭县召开会议</a></p>'
    assert read(site(ARTICLE + links))[len(WANTED) :] == ["附件1：任务表.doc"]


@pytest.mark.parametrize(
    "line", ["时间：3月至6月。", "位置：云岭县东渠", "无障碍设施改造", "（三）来源管控：加强巡查。"]
)
def test_a_line_of_the_notice_is_no_service_of_the_site(line: str) -> None:
    assert line in read(site(ARTICLE + f"<p>{line}</p>"))


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<html><body>" + "<div>" * 100_000 + ARTICLE, "一层套一层"),
        ("<html><body><p>" + "<font>" * 100_000 + ARTICLE, "一层套一层"),
        ("<html><body>" + "<table><tr><td>" * 30_000 + ARTICLE, "一层套一层"),
        ("<html><body>" + "<p>水" * 500_000, "标签太多"),
        ("<html><body></body></html>", "没有文字"),
    ],
)
def test_a_page_made_to_overwhelm_is_refused(page: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(page)


@pytest.mark.parametrize("tag", ["div", "font", "span"])
def test_a_page_may_be_nested_deeper_than_usual(tag: str) -> None:
    assert read(f"<html><body>{f'<{tag}>' * 400}{ARTICLE}") == WANTED


def test_spans_without_measure_do_not_make_endless_rows() -> None:
    first = '<tr><td colspan="99999999" rowspan="99999999">甲</td><td>乙</td></tr>'
    wide = f"<table>{first}<tr><td>丙</td><td>丁</td></tr></table>"
    assert sum(map(len, read(site(ARTICLE + wide * 20)))) < 10_000


def test_the_web_originals_have_all_sentences_and_nothing_else(shared: Path) -> None:
    originals = sorted((shared / "notices" / "original").glob("*.html"))
    assert len(originals) == 5
    for original in originals:
        text = read_notice(shared / "notices" / f"{original.stem}.txt")
        assert re.sub(r"\s", "", read_notice(original)) == re.sub(r"\s", "", text), original.name
