"""Word files: what Word prints is read, its own numbers included; tables become rows; bombs are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from notice_compiler import Unreadable, compile_notice, read_notice
from tests.compiler.shorthand import lines

Document = docx.document.Document


def read(document: Document) -> list[str]:
    held = io.BytesIO()
    document.save(held)
    return [line for line in read_notice(held.getvalue(), name="a.docx").split("\n") if line.strip()]


def element(xml: str):  # type: ignore[no-untyped-def]
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w')}", xml))


def level(number: int, style: str, text: str, more: str = "") -> str:
    counts = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{counts}</w:lvl>'


class Lists:
    """A new document with one list of these levels; uses of it are added by number."""

    def __init__(self, *levels: str) -> None:
        self.document = docx.Document()
        self._root = self.document.part.numbering_part.element
        self._add(f'<w:abstractNum w:abstractNumId="90">{"".join(levels)}</w:abstractNum>', first=True)
        self.use(90)

    def _add(self, xml: str, *, first: bool = False) -> None:
        made = element(xml)
        self._root.insert(0, made) if first else self._root.append(made)

    def use(self, number: int, override: str = "") -> None:
        self._add(f'<w:num w:numId="{number}"><w:abstractNumId w:val="90"/>{override}</w:num>')

    def write(self, words: str, at: int, number: int = 90) -> None:
        paragraph = self.document.add_paragraph(words)
        numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(element(numbered))


def test_word_s_own_numbers_stand_before_their_paragraphs() -> None:
    lists = Lists(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircle", "%4"),
    )
    for words, at in [
        ("总体要求", 0),
        ("主要任务", 0),
        ("清理河道", 1),
        ("清淤", 2),
        ("干渠", 3),
        ("巡河", 2),
        ("验收", 1),
    ]:
        lists.write(words, at)
    lists.write("保障措施", 0)
    lists.write("加强领导", 1)
    printed = ["一、总体要求", "二、主要任务", "（一）清理河道", "1. 清淤", "① 干渠", "2. 巡河", "（二）验收"]
    assert read(lists.document) == [*printed, "三、保障措施", "（一）加强领导"]


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCounting", 10, "十"),
        ("japaneseCounting", 12, "十二"),
        ("ideographTraditional", 3, "丙"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalZero", 7, "07"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("ideographTraditional", 11, "11"),
        ("noSuchStyle", 5, "5"),
    ],
)
def test_every_style_of_counting(style: str, number: int, printed: str) -> None:
    lists = Lists(level(0, style, "%1、").replace('<w:start w:val="1"/>', f'<w:start w:val="{number}"/>'))
    lists.write("甲", 0)
    assert read(lists.document) == [f"{printed}、甲"]


def test_articles_go_on_and_a_start_of_its_own_begins_again() -> None:
    lists = Lists(
        level(0, "chineseCounting", "第%1条", '<w:suff w:val="space"/>'), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    )
    lists.use(91)
    lists.use(92, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    lists.write("目的", 0)
    lists.write("范围", 0, 91)
    lists.write("河道", 1, 91)
    lists.write("附则", 0, 92)
    lists.write("施行", 0, 92)
    assert read(lists.document) == ["第一条 目的", "第二条 范围", "2.1 河道", "第一条 附则", "第二条 施行"]


def test_a_level_that_never_restarts_counts_on() -> None:
    lists = Lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    for words, at in [("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1)]:
        lists.write(words, at)
    assert read(lists.document) == ["一、甲", "1. 乙", "二、丙", "2. 丁"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_can_refuse() -> None:
    lists = Lists(level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>'))
    style = lists.document.styles["Heading 1"].element
    style.get_or_add_pPr().append(element('<w:numPr><w:numId w:val="90"/></w:numPr>'))
    lists.document.add_heading("总体要求", 1)
    lists.write("说明", 0, 0)
    lists.document.paragraphs[-1].style = lists.document.styles["Heading 1"]
    lists.document.add_heading("主要任务", 1)
    assert read(lists.document) == ["一、总体要求", "说明", "二、主要任务"]


def test_only_what_is_printed_is_read() -> None:
    document = docx.Document()
    inner = (
        "<w:r><w:t>治理</w:t></w:r><w:del><w:r><w:delText>五</w:delText></w:r></w:del><w:ins><w:r><w:t>六</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:hyperlink><w:r><w:t>条河</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>道</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>。</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:br/><w:t>清淤\t疏浚</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    body = document.element.body
    body.insert(0, element(f"<w:p>{inner}</w:p>"))
    block = "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body.insert(1, element(block))
    assert read(document) == ["治理六条河道。", "清淤 疏浚", "框内文字", "控件内的段落"]


def test_the_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    toc = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、总体要求</w:t><w:tab/><w:t>1</w:t></w:r></w:p>'
    )
    last = "<w:p><w:r><w:t>二、任务 2</w:t></w:r></w:p>", '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    for number, xml in enumerate((toc, *last)):
        document.element.body.insert(number, element(xml))
    document.add_paragraph("一、总体要求")
    assert read(document) == ["一、总体要求"]


def test_a_footnote_follows_the_paragraph_that_it_explains() -> None:
    document = docx.Document()
    document.add_paragraph("甲")._p.append(element('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("乙")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>指县级河道。</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    content = with_part(document, "word/footnotes.xml", notes)
    assert read_notice(content, name="a.docx").split() == ["甲", "指县级河道。", "乙"]


def with_part(document: Document, name: str, xml: str) -> bytes:
    plain, held = io.BytesIO(), io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        target.writestr(name, xml)
    return held.getvalue()


def filled(document: Document, *rows: str) -> docx.table.Table:
    table = document.add_table(len(rows), rows[0].count("|") + 1)
    for number, row in enumerate(rows):
        for cell, words in zip(table.rows[number].cells, row.split("|"), strict=True):
            cell.text = words
    return table


def test_a_row_is_a_line_and_merged_cells_print_once() -> None:
    document = docx.Document()
    table = filled(document, "序号|任务|牵头单位|时限", "1|清淤\n疏浚|县水务局|6月底前", "2|巡河||", "控源||  |")
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 0).merge(table.cell(3, 3))
    assert read(document) == [
        "序号\t任务\t牵头单位\t时限",
        "1\t清淤 疏浚\t县水务局\t6月底前",
        "2\t巡河\t\t",
        "控源\t\t\t",
    ]


def test_a_column_numbered_by_word_has_its_numbers() -> None:
    lists = Lists(level(0, "decimal", "%1"))
    table = filled(lists.document, "序号|任务", "|清淤", "|巡河")
    for cell in table.columns[0].cells[1:]:
        numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        cell.paragraphs[0]._p.get_or_add_pPr().append(element(numbered))
    assert [line.split("\t")[0].strip() for line in read(lists.document)] == ["序号", "1", "2"]


def test_a_table_that_only_arranges_prose_is_prose() -> None:
    document = docx.Document()
    filled(document, "云岭县清河行动方案", "一、总体要求")
    outer = filled(document, "左|右", "甲|乙")
    inner = outer.cell(1, 1).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(1, 1).text = "子", "丑"
    assert read(document) == ["云岭县清河行动方案", "一、总体要求", "左", "右", "甲", "乙", "子\t", "\t丑"]


def nested_tables() -> bytes:
    document = docx.Document()
    xml = "<w:p/>"
    for _ in range(30):
        xml = f"<w:tbl><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>"
    document.element.body.insert(0, element(xml))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def many_entries() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"word/{number}", "")
    return held.getvalue()


def growing_entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    body = "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body>"
    xml = f'<!DOCTYPE w [<!ENTITY a0 "哈">{laughs}]><w:document {nsdecls("w")}>{body}</w:document>'
    return with_part(docx.Document(), "word/document.xml", xml)


def countless_tags() -> bytes:
    xml = f"<w:document {nsdecls('w')}><w:body>{'<w:p/>' * 3_100_000}</w:body></w:document>"
    return with_part(docx.Document(), "word/document.xml", xml)


def endless_words() -> bytes:
    text = "<w:p><w:r><w:t>" + "水" * 2_100_000 + "</w:t></w:r></w:p>"
    return with_part(
        docx.Document(), "word/document.xml", f"<w:document {nsdecls('w')}><w:body>{text}</w:body></w:document>"
    )


@pytest.mark.parametrize(
    ("bomb", "says"),
    [
        (nested_tables, "十层"),
        (many_entries, "太大"),
        (growing_entities, "真正的 .docx"),
        (countless_tags, "太大"),
        (endless_words, "五十万字"),
    ],
)
def test_a_file_made_to_overwhelm_is_refused(bomb: Callable[[], bytes], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_notice(bomb(), name="a.docx")


def test_wide_cells_do_not_make_endless_rows() -> None:
    document = docx.Document()
    table = filled(document, "甲|乙", "丙|丁")
    spans = element('<w:gridSpan w:val="999999999"/>')
    table.cell(0, 0)._tc.get_or_add_tcPr().append(spans)
    assert sum(map(len, read(document))) < 1_000


def test_the_word_originals_say_what_their_texts_say(shared: Path) -> None:
    originals = sorted((shared / "notices" / "original").glob("*.docx"))
    assert len(originals) == 5
    for original in originals:
        plan, wanted = compile_notice(original), compile_notice(shared / "notices" / f"{original.stem}.txt")
        for facet in ("clause", "duty", "deadline"):
            assert lines(plan, facet) == lines(wanted, facet), original.name
