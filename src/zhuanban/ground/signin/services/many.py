"""Accounts for many people at once: all of them or none, each with a first password of its own and its own entry."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, may, permitted, require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import District, Person, User
from zhuanban.ground.orgs.rules.sheets import Fault, Row, plain
from zhuanban.ground.orgs.selectors import posts_today
from zhuanban.ground.orgs.services import open_account
from zhuanban.ground.orgs.services.importing import read_table
from zhuanban.ground.signin.events import AccountOpened
from zhuanban.ground.signin.services.accounts import USERNAME
from zhuanban.ground.signin.services.passwords import new_password

SHEET = "账号"
COLUMNS = {SHEET: ("姓名", "用户名", "单位", "职务")}
HINTS = ("必填，与组织机构中登记的一样", "必填，小写字母开头，3 到 30 位", "必填，任职的单位", "可以不填")
# A password takes a moment to be hashed; the page of slips stays one that a person can hand out.
MOST = 200


@dataclass(frozen=True)
class Wanted:
    """A line: whose account under which name; `row` is where it stands in the table or list."""

    row: int
    person: Person
    username: str


def check_accounts(*, by: User, wanted: Sequence[Wanted]) -> list[Fault]:
    """Everything that keeps these accounts from being opened, line by line."""
    if not wanted:
        raise Invalid("请至少选择一个人。")
    if len(wanted) > MOST:
        raise Invalid(f"一次最多开通 {MOST} 个账号，请分几次办理。")
    return [*_wrong_people(by, wanted), *_wrong_names(wanted)]


def _wrong_people(by: User, wanted: Sequence[Wanted]) -> Iterator[Fault]:
    people = Counter(line.person.pk for line in wanted)
    seated = set(User.objects.filter(person__in=people).values_list("person", flat=True))
    mine = set(permitted(by, "account.open", Person).filter(pk__in=people).values_list("pk", flat=True))
    for line in wanted:
        if line.person.pk not in mine:
            yield Fault(SHEET, line.row, "姓名", "不是本区的人员")
        elif line.person.pk in seated:
            yield Fault(SHEET, line.row, "姓名", "这个人已经有账号")
        elif people[line.person.pk] > 1:
            yield Fault(SHEET, line.row, "姓名", "同一个人出现了两次")


def _wrong_names(wanted: Sequence[Wanted]) -> Iterator[Fault]:
    names = Counter(line.username for line in wanted)
    taken = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    for line in wanted:
        if not USERNAME.fullmatch(line.username):
            yield Fault(SHEET, line.row, "用户名", "用小写字母开头，3 到 30 位，可用数字、点、横线和下划线")
        elif line.username in taken:
            yield Fault(SHEET, line.row, "用户名", f"“{line.username}”已经有人用了")
        elif names[line.username] > 1:
            yield Fault(SHEET, line.row, "用户名", f"“{line.username}”在表中出现了两次")


@transaction.atomic
def open_accounts(*, by: User, wanted: Sequence[Wanted]) -> list[tuple[User, str]]:
    """All accounts with their first passwords, or none; the roles are for the security administrator."""
    for line in wanted:
        require(by, "account.open", line.person)
    for line in sorted(wanted, key=lambda each: each.person.pk):
        lock(line.person)
    if faults := check_accounts(by=by, wanted=wanted):
        first = faults[0]
        raise Invalid(f"一个账号也没有开通：第 {first.row} 行{first.column}，{first.words}。")
    opened = []
    for line in wanted:
        password = new_password()
        user = open_account(
            line.person.district, line.username, line.person.name, password, line.person, must_change=True
        )
        record(AccountOpened(user_id=user.pk), by=by)
        opened.append((user, password))
    return opened


def read_accounts(*, by: User, district: District, content: bytes, name: str) -> tuple[list[Wanted], list[Fault]]:
    """The lines of a table with the people they mean, and what is wrong with its cells."""
    if not may(by, "account.open_many", district):
        raise Invalid("没有开通账号的权限。")
    sheets, faults = read_table(content, name, COLUMNS)
    rows = sheets.get(SHEET, [])
    posts: dict[tuple[str, str], dict[int, tuple[Person, set[str]]]] = {}
    for post in posts_today(district.pk):
        for unit in (post.unit.name, *post.unit.aliases) if post.unit else ():
            found = posts.setdefault((post.person.name, unit), {})
            found.setdefault(post.person_id, (post.person, set()))[1].add(post.title)
    wanted = []
    for row in rows:
        person, wrong = _meant(row, posts)
        faults += wrong
        if person:
            wanted.append(Wanted(row.number, person, row["用户名"].strip()))
    return wanted, faults


def _meant(
    row: Row, posts: dict[tuple[str, str], dict[int, tuple[Person, set[str]]]]
) -> tuple[Person | None, list[Fault]]:
    """Who is meant by name and unit; two people of one name in one unit are told apart by their post."""
    name, unit, title = plain(row["姓名"]), plain(row["单位"]), plain(row["职务"])
    here = list(posts.get((name, unit), {}).values())
    if not name or not unit:
        return None, [Fault(SHEET, row.number, "姓名" if not name else "单位", "请填写")]
    if not here:
        return None, [Fault(SHEET, row.number, "姓名", f"“{unit}”现在没有任职的“{name}”，请先在组织机构中登记")]
    fitting = [person for person, titles in here if not title or title in titles]
    if not fitting:
        return None, [Fault(SHEET, row.number, "职务", "与登记的职务不同")]
    if len(fitting) > 1:
        return None, [Fault(SHEET, row.number, "职务", f"“{unit}”有 {len(fitting)} 个“{name}”，请填写职务")]
    return fitting[0], []


def account_table() -> bytes:
    """The empty table: no column for roles, which the security administrator gives."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8EFFA", "border": 1})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 0)
    for place, (column, hint) in enumerate(zip(COLUMNS[SHEET], HINTS, strict=True)):
        sheet.set_column(place, place, 22)
        sheet.write(0, place, column, head)
        sheet.write_comment(0, place, hint)
    book.close()
    return out.getvalue()
