"""`zhuanban purge` says what would go, or lets it go; keys leave their entries in the journal."""

from datetime import timedelta

import time_machine

from zhuanban.cli.__main__ import main
from zhuanban.ground.core import clock
from zhuanban.ground.journal.models import Private
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import PersonContactChanged


def test_a_dry_run_says_what_would_go_and_deletes_nothing(cast, capsys):
    event = PersonContactChanged(person_id=cast.handler.person_id, what="登记")
    record(event, by=cast.office, private={"name": "石磊"})
    with time_machine.travel(clock.now() + timedelta(days=1100)):
        assert main(["purge", "--dry-run"]) == 0
        assert "日志附表中的姓名、理由和意见：记入日志后 1095 天，到期 1 条" in capsys.readouterr().out
        assert Private.objects.count() == 1
        assert main(["purge"]) == 0
        assert "删除 1 条" in capsys.readouterr().out
        assert not Private.objects.exists()
        assert main(["purge"]) == 0
        assert "没有到期的内容" in capsys.readouterr().out
