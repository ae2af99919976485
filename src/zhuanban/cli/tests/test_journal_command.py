"""`journal verify | export | archive` as whoever runs the server meets them."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from zhuanban.cli.__main__ import main
from zhuanban.ground.core import clock
from zhuanban.ground.journal.models import Seal
from zhuanban.ground.journal.tests import tampering
from zhuanban.ground.journal.tests.test_seal import write

pytestmark = pytest.mark.django_db


def test_an_export_is_made_verified_and_compared_with_later(cast, tmp_path, capsys):
    write(3)
    file = str(tmp_path / "journal.jsonl")
    assert main(["journal", "export", file]) == 0
    assert f"已导出 3 条到 {file}" in capsys.readouterr().out
    assert main(["journal", "verify", file]) == 0
    assert main(["journal", "verify", "--against", file]) == 0
    assert "封条完好，共 3 条。" in capsys.readouterr().out
    with transaction.atomic():
        tampering.change(2, sentence="没有修")
        assert main(["journal", "verify", "--against", file]) == 1
        said = capsys.readouterr().out
        transaction.set_rollback(True)
    assert "第 2 条被改动过" in said
    assert "现为“没有修”" in said
    assert "发现 2 处异常" in said


def test_what_is_no_export_is_said_in_one_sentence(tmp_path, capsys, db):
    assert main(["journal", "verify", str(tmp_path / "none")]) == 2
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert main(["journal", "verify", str(tmp_path / "x")]) == 2
    assert capsys.readouterr().err.count("日志文件读不出") == 2


def test_the_old_is_archived_and_what_cannot_be_is_explained(cast, tmp_path, capsys):
    with clock.moved_to(datetime(2020, 3, 1, tzinfo=UTC)):
        write(2)
        main(["journal", "export"])
    write(1)
    file = str(tmp_path / "2020.jsonl")
    assert main(["journal", "archive", "2021-1-1", file]) == 2
    assert main(["journal", "archive", f"{clock.today()}", file]) == 1
    assert main(["journal", "archive", "2021-01-01", str(tmp_path / "no" / "where")]) == 2
    capsys.readouterr()
    assert main(["journal", "archive", "2021-01-01", file]) == 0
    assert "已归档 2 条" in capsys.readouterr().out
    assert Seal.objects.order_by("position").values_list("position", flat=True).first() == 3
    assert main(["journal", "verify"]) == 0


def test_wrong_use_is_told(capsys):
    with pytest.raises(SystemExit):
        main(["journal", "burn"])
    assert "没有“burn”这个命令" in capsys.readouterr().err
