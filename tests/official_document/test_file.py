"""The file itself: reproducible, readable, light to import, clear in refusal."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official_document.circular_example import CIRCULAR

from official_document import DocumentError, Fonts, Heading, Paragraph, Table, render_docx


def test_the_same_content_gives_the_same_bytes(circular):
    assert render_docx(circular).content == render_docx(circular).content


def test_python_docx_reads_it_back(circular):
    found = docx.Document(io.BytesIO(render_docx(circular).content))
    assert found.core_properties.title == circular.title
    assert found.core_properties.author == circular.signer
    assert "一、总体情况" in [paragraph.text for paragraph in found.paragraphs]


def test_it_says_which_faces_it_asks_for(circular):
    assert render_docx(circular).fonts == ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")


def test_an_office_may_name_other_faces(circular):
    rendered = render_docx(circular, Fonts(title="方正小标宋_GBK", body="方正仿宋_GBK"))
    assert "方正仿宋_GBK" in rendered.fonts
    assert "仿宋_GB2312" not in rendered.fonts


def test_importing_it_loads_no_word_library():
    code = "import sys, official_document; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode
        == 0
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "公文缺少标题"),
        ({"issuer": ""}, "公文缺少发文机关标志"),
        ({"signer": ""}, "公文缺少署名"),
        ({"blocks": (Heading(5, "五"),)}, "层次应为 1 到 4"),
        ({"blocks": (Paragraph("一\x07二"),)}, "换行或控制符"),
        ({"blocks": (Paragraph("一\n二"),)}, "请分段填写"),
        ({"blocks": (Table(("甲", "乙"), (("1",),), (20, 20)),)}, "栏数应当一致"),
        ({"blocks": (Table(("甲", "乙"), (), (100, 60)),)}, "160 毫米，应在 156 毫米以内"),
        ({"blocks": (Table((), (), ()),)}, "栏数应当一致"),
    ],
)
def test_what_cannot_be_set_is_refused_in_one_sentence(circular, changes, words):
    with pytest.raises(DocumentError, match=words):
        render_docx(replace(circular, **changes))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.booleans())
def test_any_text_is_set_or_refused(title, text, day, sealed):
    document = replace(CIRCULAR, title=title, blocks=(Paragraph(text),), date=day, sealed=sealed)
    try:
        content = render_docx(document).content
    except DocumentError as error:
        assert str(error).endswith("。")  # noqa: PT017  either outcome is right
    else:
        assert docx.Document(io.BytesIO(content)).paragraphs
