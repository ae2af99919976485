"""`compile` and `lint` from the command line: exit codes, one sentence, never a traceback."""

import json
from pathlib import Path

import pytest

from zhuanban.cli.__main__ import main

EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "notice.txt"


def test_the_example_compiles_to_a_plan(capsys):
    assert main(["compile", str(EXAMPLE), "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["schema"] == "urn:zhuanban:plan:1"
    assert len(plan["phases"]) == 3
    assert sum(unit["kind"] == "township" for unit in plan["units"]) == 14
    assert plan["findings"]


def test_the_plan_reads_as_an_outline(capsys):
    assert main(["compile", str(EXAMPLE)]) == 0
    said = capsys.readouterr().out
    assert "阶段 3" in said
    assert "二、" in said


def test_lint_names_file_line_column_and_code_and_shows_the_words(capsys):
    assert main(["lint", str(EXAMPLE)]) == 1
    lines = capsys.readouterr().out.splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith(f"{EXAMPLE}:")]
    assert all(lines[number].split(":")[1].isdigit() for number in places)
    found = next(number for number in places if "[ambiguous-deadline]" in lines[number])
    assert lines[found + 1].strip() in EXAMPLE.read_text(encoding="utf-8")
    assert all(line.startswith("    ") for number, line in enumerate(lines) if number not in places)


@pytest.fixture
def wrong_files(tmp_path):
    """Name → a file that is no notice."""
    contents = {
        "空.txt": b"",
        "程序.exe": b"MZ\x90\x00\x03" + bytes(range(256)) * 20,
        "假.docx": b"PK\x03\x04 this is no archive",
        "大.txt": "字".encode() * (50 * 1024 * 1024 // 3),
        "密.txt": "机密★10年\n\n关于印发方案的通知\n\n一、总体要求\n做好工作。\n".encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", ["空.txt", "程序.exe", "假.docx", "大.txt", "密.txt", "没有.txt"])
@pytest.mark.parametrize("command", ["compile", "lint"])
def test_a_wrong_file_gets_one_sentence_and_code_2(wrong_files, capsys, name, command):
    assert main([command, str(wrong_files / name)]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.startswith("zhuanban：")
    assert heard.err.count("\n") == 1
    assert heard.err.rstrip().endswith("。")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "缺少 命令"),
        (["frob"], "没有“frob”这个命令"),
        (["compile"], "缺少 通知文件"),
        (["up", "--port"], "--port 后面要写内容"),
        (["up", "--port", "x"], "--port 后面要写整数"),
        (["compile", "a", "--fast"], "不认识的参数 --fast"),
    ],
)
def test_wrong_use_is_explained_in_chinese(capsys, argv, words):
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    assert words in capsys.readouterr().err
