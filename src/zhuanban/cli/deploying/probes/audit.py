"""The journal: whether it records, cannot be changed, is kept, and goes on."""

from datetime import timedelta

from django.conf import settings
from django.db import connection

from zhuanban.cli.deploying.checklist import Answer, Verdict, holds, probe
from zhuanban.ground.core import clock, permits
from zhuanban.ground.journal.models import Entry, Seal, Verification
from zhuanban.ground.orgs.rules import Role

TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT count(*) FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = %s::regclass",
}


def triggers_on(table: str) -> int:
    """How many triggers stand on the table."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor], [table])
        return int(cursor.fetchone()[0])


@probe
def acts_are_recorded() -> Answer:
    """Every write records an event in its own transaction; there are entries and they are of several kinds."""
    kinds = Entry.objects.values("event").distinct().count()
    return holds(kinds > 0, f"日志里有 {Entry.objects.count():,} 条、{kinds} 种事件，与写入同一事务", "日志还是空的")


@probe
def entries_say_it_all() -> Answer:
    """Time, person, kind and sentence are columns that cannot be empty (the person is, where the system acted)."""
    lacking = Entry.objects.filter(sentence="").count()
    return holds(not lacking, "每条都有时间、办理人、事件、对象和一句话的结果", f"{lacking} 条没有写明结果")


@probe
def sealing_goes_on() -> Answer:
    """Nothing that is older than five minutes waits for its seal."""
    late = Entry.objects.filter(seal=None, at__lt=clock.now() - timedelta(minutes=5)).count()
    sealed = f"已封存 {Seal.objects.count():,} 条，没有积压"
    return holds(not late, sealed, f"{late} 条等了五分钟以上还没有封存，后台进程可能停了")


@probe
def entries_are_kept() -> Answer:
    """Triggers stand on entries and seals; the time of keeping is half a year at least."""
    tables = [Entry._meta.db_table, Seal._meta.db_table]
    bare = [table for table in tables if not triggers_on(table)]
    return holds(
        not bare and settings.JOURNAL_DAYS >= 183,
        f"数据库触发器拒绝改、删日志和封条；保存 {settings.JOURNAL_DAYS} 天",
        f"没有触发器的表：{'、'.join(bare)}" if bare else "保存不足六个月",
    )


@probe
def tampering_is_found() -> Answer:
    """The last verification of the whole chain."""
    last = Verification.objects.exclude(finished_at=None).order_by("-pk").first()
    if last is None:
        return Answer(Verdict.FAILS, "还没有核验过；运行 journal verify，或等后台今夜核验")
    when = last.finished_at.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M") if last.finished_at else ""
    found = f"{when} 核验发现 {last.fault_count} 处异常"
    return holds(not last.fault_count, f"{when} 核验了整条日志链，没有异常", found)


@probe
def faults_are_sent_out() -> Answer:
    """Entries go to the office's collector."""
    otherwise = "没有设 ZHUANBAN_SYSLOG，日志没有送到集中的日志服务器"
    return holds(settings.JOURNAL_SYSLOG, "日志发往集中的日志服务器", otherwise)


@probe
def auditor_has_a_page() -> Answer:
    """Who may read the journal on a page."""
    reading = {rule.role for rule in permits.rules() if rule.action in {"system.view", "journal.view"}}
    return holds(Role.AUDITOR in reading, "安全审计员有自己的页面查看、筛选、核验和导出日志", "安全审计员看不到日志")
