"""`compare` and `conform` from the command line: exit codes, clause numbers, one sentence for a bad file."""

import json

import pytest

from zhuanban.cli.__main__ import main

NOTICE = """关于印发《云岭县集镇环境焕新行动方案》的通知

一、重点任务

（一）清洁街巷河道。主次街巷每天清扫，河道水面无漂浮物，严禁倾倒垃圾。2031年6月底前，垃圾分类覆盖率达到80%以上。〔责任单位：各乡镇〕

（二）规范停车秩序。划定停车泊位，疏导赶集车流。2032年底前，新增公共停车泊位600个。〔责任单位：各乡镇〕
"""
TOWNSHIP = """青禾镇集镇环境焕新三年实施方案

一、主要任务

（一）扫净街巷、清好河道。主街和背街每天清扫，河道水面没有漂浮物，严禁倾倒垃圾。2031年10月底前，垃圾分类覆盖率达到80%以上。（责任单位：镇综合执法队）
"""


@pytest.fixture
def put(tmp_path):
    """Write texts to files and give back their paths."""

    def write(**texts: str) -> list[str]:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        return [str(tmp_path / f"{name}.txt") for name in texts]

    return write


def test_the_same_notice_twice_is_code_0(put, capsys):
    assert main(["compare", *put(old=NOTICE, new=NOTICE)]) == 0
    assert "两份通知没有差别。" in capsys.readouterr().out


def test_a_later_day_is_told_with_clause_numbers_and_code_1(put, capsys):
    assert main(["compare", *put(old=NOTICE, new=NOTICE.replace("2031年6月", "2031年9月"))]) == 1
    said = capsys.readouterr().out
    assert "1.1  “（一）清洁街巷河道”改了文字。" in said
    assert "1.1  [放宽] “（一）清洁街巷河道”的时限由2031年6月底前（2031-06-30）推迟到2031年9月底前" in said


def test_what_the_township_left_out_or_put_off_is_code_1(put, capsys):
    assert main(["conform", *put(notice=NOTICE, local=TOWNSHIP)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "[低于通知] 1.1  （一）清洁街巷河道  ←  1.1 （一）扫净街巷、清好河道" in lines
    assert "[没落实] 1.2  （二）规范停车秩序" in lines
    assert main(["conform", *put(notice=NOTICE, same=NOTICE)]) == 0


def test_json_is_the_whole_answer(put, capsys):
    main(["compare", *put(old=NOTICE, new=NOTICE), "--json"])
    assert json.loads(capsys.readouterr().out)["schema"] == "urn:zhuanban:comparison:1"
    main(["conform", *put(notice=NOTICE, local=TOWNSHIP), "--json"])
    assert json.loads(capsys.readouterr().out)["counts"]["missing"] == 1


@pytest.mark.parametrize("command", ["compare", "conform"])
def test_a_bad_file_on_either_side_gets_one_sentence_and_code_2(put, capsys, command):
    good, empty = put(good=NOTICE, empty="")
    for pair in ([good, empty], [empty, good], [good, "没有.txt"]):
        assert main([command, *pair]) == 2
        heard = capsys.readouterr()
        assert heard.out == ""
        assert heard.err.startswith("zhuanban：")
        assert heard.err.count("\n") == 1
