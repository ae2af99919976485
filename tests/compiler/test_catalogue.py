"""The catalogue of findings: each sort is found in its own example, and nothing outside the catalogue is found."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from notice_compiler import CATALOGUE, compile_notice
from notice_compiler.catalogue import Doubt, finding


@pytest.mark.parametrize("doubt", [doubt for doubt in CATALOGUE if doubt.example], ids=lambda doubt: doubt.code)
def test_the_example_of_a_finding_has_it_and_a_mended_one_has_not(doubt: Doubt) -> None:
    found = [each for each in compile_notice(doubt.example).findings if each.code == doubt.code]
    assert found, doubt.code
    assert {each.severity for each in found} == {doubt.severity}
    assert doubt.code not in {each.code for each in compile_notice(SOUND).findings}


def test_codes_are_names_of_their_own_and_every_text_is_chinese() -> None:
    codes = [doubt.code for doubt in CATALOGUE]
    assert len(set(codes)) == len(codes)
    # What only files have: see test_scans.py and test_pages.py.
    assert [doubt.code for doubt in CATALOGUE if not doubt.example] == ["scanned-text", "pages-not-read"]
    for doubt in CATALOGUE:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", doubt.code)
        assert doubt.message.endswith(("。", "}"))
        assert doubt.advice.endswith("。")
        assert not re.search("[A-Za-z]", "".join(text for text, *_ in Formatter().parse(doubt.message)))


def test_a_finding_that_is_not_in_the_catalogue_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        finding("no-such-thing", None)
    with pytest.raises(KeyError):
        finding("no-unit", None)


SOUND = """云溪区水务局关于印发《云溪区治污方案》的通知
各镇：
现将《云溪区治污方案》印发给你们。
云溪区水务局
2031年5月7日
云溪区治污方案
一、任务
（一）治理污水。2031年6月底前完成主干管网清淤。（责任单位：区水务局、区财政局；牵头单位：区河道中心）
"""
