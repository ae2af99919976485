"""Accounts for many at once: from a unit's list or a table, all or none, slips once, roles by somebody else."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.scene import join

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.journal.selectors import timeline_of
from zhuanban.ground.orgs.models import Person, Post, RoleAssignment, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.signin.services import MOST_ACCOUNTS, Wanted, open_accounts
from zhuanban.ground.signin.services.many import COLUMNS, SHEET

pytestmark = pytest.mark.django_db
PAGE = "/accounts/open/many/"


@pytest.fixture
def keeper(cast):
    return join(cast, "sysadmin", Role.SYSTEM_ADMIN)


@pytest.fixture
def staff(cast) -> list[Person]:
    """Three people of 柳河镇 without an account."""
    people = [Person.objects.create(district=cast.district, name=name) for name in ("柳一", "柳二", "柳三")]
    for person in people:
        Post.objects.create(person=person, unit=cast.towns[0], title="干部", starts_on="2024-01-01")
    return people


def mark_in(page: str) -> str:
    return page.split('name="previewed" value="')[1].split('"', maxsplit=1)[0]


def a_table(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    for number, row in enumerate((COLUMNS[SHEET], *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("账号.xlsx", out.getvalue())


def test_a_unit_gets_its_accounts_and_each_person_a_slip(cast, client, keeper, staff):
    client.force_login(keeper)
    listed = client.get(PAGE, {"unit": cast.towns[0].pk}).content.decode()
    assert all(person.name in listed for person in staff)
    sent = {"person": [person.pk for person in staff], "numbered_as": "liuhe", f"username-{staff[1].pk}": "liu.er"}
    preview = client.post(PAGE, sent).content.decode()
    assert "将要开通 3 个账号" in preview
    assert not User.objects.filter(person__in=staff).exists()
    before = RoleAssignment.objects.count()
    names = dict(zip((person.pk for person in staff), ("liuhe01", "liu.er", "liuhe03"), strict=True))
    sent = {"person": list(names), **{f"username-{key}": name for key, name in names.items()}, "step": "confirm"}
    answer = client.post(PAGE, {**sent, "previewed": mark_in(preview)})
    assert answer.url == "/accounts/slips/"
    page = client.get(answer.url)
    assert "no-store" in page.headers["Cache-Control"]
    slips = page.content.decode()
    passwords = [part.split("<")[0] for part in slips.split("<dt>密码</dt><dd><code>")[1:]]
    assert len(set(passwords)) == 3
    assert client.get("/accounts/slips/").url == "/accounts/"
    for (key, name), password in zip(names.items(), passwords, strict=True):
        user = User.objects.get(username=name)
        assert (user.person_id, user.must_change_password) == (key, True)
        assert [entry.event for entry in timeline_of("user", user.pk)] == ["AccountOpened"]
        browser = Client()
        browser.post("/sign-in/", {"username": name, "password": password})
        assert browser.get("/").url.startswith("/account/password/")
        assert password not in str(list(Entry.objects.values()))
    assert RoleAssignment.objects.count() == before


def test_a_table_opens_them_too_and_has_no_column_for_roles(cast, client, keeper, staff):
    client.force_login(keeper)
    template = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{PAGE}template/").content))
    assert template.get_sheet_by_name("账号").to_python()[0] == ["姓名", "用户名", "单位", "职务"]
    rows = [(person.name, f"liu{place}", "柳河镇", "") for place, person in enumerate(staff)]
    preview = client.post(PAGE, {"content": a_table(*rows)}).content.decode()
    assert "将要开通 3 个账号" in preview
    sent = {"person": [person.pk for person in staff], "step": "confirm", "previewed": mark_in(preview)}
    sent |= {f"username-{person.pk}": f"liu{place}" for place, person in enumerate(staff)}
    changed = client.post(PAGE, {**sent, f"username-{staff[0].pk}": "another"})
    assert (changed.status_code, "填写的内容有改动" in changed.content.decode()) == (409, True)
    assert not User.objects.filter(person__in=staff).exists()
    assert client.post(PAGE, sent).url == "/accounts/slips/"


def test_faults_are_told_by_row_and_column_and_nothing_is_opened(cast, client, keeper, staff):
    Post.objects.create(person=Person.objects.create(district=cast.district, name="柳一"), unit=cast.towns[0],
                        title="主任", starts_on="2024-01-01")  # fmt: skip
    client.force_login(keeper)
    rows = (
        ("柳一", "liu1", "柳河镇", ""), ("柳二", "Liu", "柳河镇", ""), ("柳三", "office", "柳河镇", "书记"),
        ("无人", "wu.ren", "柳河镇", ""), ("", "x", "", ""),
    )  # fmt: skip
    answer = client.post(PAGE, {"content": a_table(*rows)})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("有 2 个“柳一”，请填写职务", "与登记的职务不同", "没有任职的“无人”"):
        assert words in page
    rows = (("柳二", "Liu", "柳河镇", ""), ("柳三", "office", "柳河镇", "干部"), ("柳三", "liu3", "柳河镇", ""))
    page = client.post(PAGE, {"content": a_table(*rows)}).content.decode()
    for words in ("用小写字母开头", "“office”已经有人用了", "同一个人出现了两次"):
        assert words in page
    assert "请至少选择一个人" in client.post(PAGE, {}).content.decode()
    marked = a_table(("柳二", "liu2", "柳河镇", "机密★10年"))
    assert client.post(PAGE, {"content": marked}).status_code == 422
    assert not User.objects.filter(person__in=staff).exists()


def test_only_the_system_administrator_opens_accounts_and_only_here(cast, client, keeper, staff):
    far = Person.objects.create(district=cast.far_district, name="远人")
    before = Entry.objects.count()
    wanted = [Wanted(1, staff[0], "liu1")]
    for who in (cast.office, cast.auditor, join(cast, "secadmin", Role.SECURITY_ADMIN), cast.outsider):
        with pytest.raises(Refused):
            open_accounts(by=who, wanted=wanted)
        client.force_login(who)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"person": staff[0].pk, "numbered_as": "liu"}).status_code == 404
    with pytest.raises(Refused):
        open_accounts(by=keeper, wanted=[*wanted, Wanted(2, far, "far1")])
    with pytest.raises(Invalid, match=f"最多开通 {MOST_ACCOUNTS} 个"):
        open_accounts(by=keeper, wanted=wanted * (MOST_ACCOUNTS + 1))
    assert (Entry.objects.count(), User.objects.filter(person__in=staff).count()) == (before, 0)
