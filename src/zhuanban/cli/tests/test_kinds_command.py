"""The checker of kinds as a command."""

import argparse

from zhuanban.cli.checking_kinds import run


def checked(capsys, file=None):
    code = run(argparse.Namespace(file=str(file) if file else None))
    return code, capsys.readouterr()


def test_what_the_product_ships_is_sound(capsys):
    code, said = checked(capsys)
    assert (code, said.out.strip()) == (0, "没有发现问题。")


def test_the_faults_of_a_file_are_named(capsys, tmp_path):
    file = tmp_path / "本地.yaml"
    file.write_text("- {code: 井盖, name: 井盖}", encoding="utf-8")
    code, said = checked(capsys, file)
    assert code == 1
    assert "本地.yaml：井盖：code（代码）应是小写英文和连字符。" in said.out
    file.write_text("- [", encoding="utf-8")
    assert checked(capsys, file)[0] == 2
    assert checked(capsys, tmp_path / "没有.yaml")[0] == 2
