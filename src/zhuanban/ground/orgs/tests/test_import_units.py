"""Units and people come in by a table: all or nothing, known rows recognised, undone while unused."""

import io
import time
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person, Post, Unit, UnitCode, UnitImport
from zhuanban.ground.orgs.rules.sheets import COLUMNS, PEOPLE, UNITS
from zhuanban.ground.orgs.services import close_unit, establish_unit
from zhuanban.ground.orgs.services.importing import bring_in, check_table, forget_unimported, take_back_import

pytestmark = pytest.mark.django_db
TABLE = (
    ("东柳村", "村（社区）", "柳河镇", "东柳、东柳大队", "371523101201", "2020-01-01"),
    ("第一网格", "网格", "东柳村", "", "", ""),
    ("云溪区人民政府", "政府", "", "区政府", "", ""),
    ("柳河镇", "乡镇（街道）", "云溪区人民政府", "", "371523101000", ""),
)
PEOPLE_OF = (
    ("卢原", "东柳村", "党支部书记", "2023-05-01", "139 1234 0001"),
    ("卢原", "第一网格", "网格长", "2023-05-01", "13912340001"),
    ("石磊", "区综合行政执法局", "工作人员", "", "13912340002"),
)


def a_table(units=(), people=(), heads=COLUMNS) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, rows in ((UNITS, units), (PEOPLE, people)):
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, heads[title])
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def checked(cast, units=(), people=(), by=None):
    content = a_table(units, people)
    return check_table(by=by or cast.office, district=cast.district, content=content, name="单位.xlsx")


def mark_in(page: str) -> str:
    return page.split('name="previewed" value="')[1].split('"', maxsplit=1)[0]


def placed(cast, units=TABLE) -> tuple:
    """Without the township's new parent, which stands without one in the cast."""
    return tuple(row if row[0] != "柳河镇" else (*row[:2], "", *row[3:]) for row in units)


def brought(cast, units, people=()):
    return bring_in(by=cast.office, waiting=checked(cast, units, people).waiting)


def test_a_table_is_checked_then_brought_in_through_the_pages(cast, client):
    client.force_login(cast.office)
    sent = SimpleUploadedFile("单位.xlsx", a_table(placed(cast), PEOPLE_OF))
    page = client.post("/units/imports/", {"content": sent}).url
    shown = client.get(page).content.decode()
    assert "新设 3 个单位，登记 2 个区划代码" in shown
    assert "新增 1 人、2 项职务，给已有人员登记 1 个电话" in shown
    assert not Unit.objects.filter(name="东柳村").exists()
    client.post(f"{page}bring/")
    assert not Unit.objects.filter(name="东柳村").exists()
    client.post(f"{page}bring/", {"previewed": mark_in(shown)})
    village = Unit.objects.get(name="东柳村")
    assert (village.parent, village.opens_on) == (cast.towns[0], date(2020, 1, 1))
    assert village.aliases == ["东柳", "东柳大队"]
    assert Unit.objects.get(name="第一网格").parent == village
    person = Person.objects.get(name="卢原")
    assert sorted(person.posts.values_list("title", flat=True)) == ["党支部书记", "网格长"]
    assert person.phone.in_full() == "13912340001"
    assert Person.objects.get(pk=cast.handler.person_id).phone.in_full() == "13912340002"
    entry = Entry.objects.get(event="UnitsImported")
    assert entry.sentence == "从表格导入3个单位、1名人员、2项职务"
    assert not UnitImport.objects.get().rows


def test_what_came_in_meanwhile_is_shown_before_the_rest_is_brought_in(cast, client):
    client.force_login(cast.office)
    page = client.post("/units/imports/", {"content": SimpleUploadedFile("单位.xlsx", a_table(placed(cast)))}).url
    shown = client.get(page).content.decode()
    establish_unit(by=cast.office, district=cast.district, name="云溪区人民政府", kind="government", parent=None)
    again = client.post(f"{page}bring/", {"previewed": mark_in(shown)}, follow=True).content.decode()
    assert "情况有了变化" in again
    assert "新设 2 个单位" in again
    assert not Unit.objects.filter(name="东柳村").exists()
    client.post(f"{page}bring/", {"previewed": mark_in(again)})
    assert Unit.objects.filter(name="东柳村").exists()


def test_the_same_table_again_brings_nothing_twice(cast):
    brought(cast, placed(cast), PEOPLE_OF)
    before = Unit.objects.count(), Person.objects.count(), Post.objects.count(), UnitCode.objects.count()
    with pytest.raises(Invalid, match="系统里都已有"):
        checked(cast, placed(cast), PEOPLE_OF)
    brought(cast, (*placed(cast), ("西柳村", "村（社区）", "柳河镇", "", "", "")), PEOPLE_OF)
    after = Unit.objects.count(), Person.objects.count(), Post.objects.count(), UnitCode.objects.count()
    assert after == (before[0] + 1, *before[1:])


WRONG = (
    (("", "村（社区）", "柳河镇", "", "", ""), "名称", "请填写单位名称"),
    (("西柳村", "村庄", "柳河镇", "", "", ""), "类别", "类别要是"),
    (("西柳村", "村（社区）", "", "", "", ""), "上级单位", "要写明所属"),
    (("西柳村", "村（社区）", "无此镇", "", "", ""), "上级单位", "没有“无此镇”"),
    (("西柳村", "村（社区）", "区水务局", "", "", ""), "上级单位", "要是乡镇"),
    (("西柳村", "村（社区）", "柳河镇", "", "12", ""), "区划代码", "12 位"),
    (("西柳村", "村（社区）", "柳河镇", "", "", "昨天"), "设立日期", "2024-03-05"),
    (("区水务局", "企业", "", "", "", ""), "类别", "类别不同"),
    (("区水务局", "部门", "区综合行政执法局", "", "", ""), "上级单位", "与系统中的上级不同"),
    (("区文化局", "部门", "", "区水务局", "", ""), "别称", "已是别的单位"),
)


@pytest.mark.parametrize(("row", "column", "words"), WRONG)
def test_what_is_wrong_is_told_by_sheet_row_and_column_and_nothing_comes_in(cast, client, row, column, words):
    client.force_login(cast.office)
    before = Unit.objects.count()
    content = SimpleUploadedFile("单位.xlsx", a_table((*placed(cast), row), PEOPLE_OF))
    response = client.post("/units/imports/", {"content": content})
    assert response.status_code == 422
    fault = checked(cast, (*placed(cast), row)).faults[0]
    assert (fault.sheet, fault.row, fault.column) == (UNITS, 6, column)
    assert words in fault.words
    assert fault.words.split("，")[0] in response.content.decode().replace("&quot;", '"')
    assert (Unit.objects.count(), UnitImport.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("周敏", "区水务局", "局长", "", ""), "姓名", "已有同名"),
        (("卢原", "无此局", "局长", "", ""), "单位", "没有“无此局”"),
        (("卢原", "区水务局", "", "", ""), "职务", "请填写职务"),
        (("卢原", "区水务局", "局长", "某日", ""), "任职日期", "2024-03-05"),
        (("卢原", "区水务局", "局长", "", "123"), "工作电话", "电话号码不对"),
    ],
)
def test_what_is_wrong_with_people_is_told(cast, row, column, words):
    (fault,) = checked(cast, (), (row,)).faults
    assert (fault.sheet, fault.row, fault.column) == (PEOPLE, 2, column)
    assert words in fault.words


def test_units_that_go_round_in_a_circle_are_told(cast):
    circle = (("甲中心", "事业单位", "乙中心", "", "", ""), ("乙中心", "事业单位", "甲中心", "", "", ""))
    assert "绕成了圈" in checked(cast, circle).faults[0].words


def test_the_last_import_is_taken_back_while_nothing_depends_on_it(cast, client):
    before = Unit.objects.count(), Person.objects.count(), Post.objects.count()
    done = brought(cast, placed(cast), PEOPLE_OF)
    client.force_login(cast.office)
    assert client.post(f"/units/imports/{done.uid}/take-back/").status_code == 302
    assert (Unit.objects.count(), Person.objects.count(), Post.objects.count()) == before
    assert not UnitCode.objects.exists()
    assert not Person.objects.get(pk=cast.handler.person_id).phone
    assert UnitImport.objects.get().state == "undone"
    again = brought(cast, placed(cast))
    establish_unit(
        by=cast.office, district=cast.district, name="第二网格", kind="grid", parent=Unit.objects.get(name="东柳村")
    )
    with pytest.raises(Invalid, match="不能撤销"):
        take_back_import(by=cast.office, done=again)
    assert Unit.objects.filter(name="东柳村").exists()


def test_what_changed_since_the_check_keeps_the_table_out(cast):
    waiting = checked(cast, placed(cast)[:1]).waiting
    close_unit(by=cast.office, unit=cast.towns[0], on=date(2024, 2, 2))
    with pytest.raises(Invalid, match="系统里有了变化"):
        bring_in(by=cast.office, waiting=waiting)
    assert not Unit.objects.filter(name="东柳村").exists()


def test_a_table_that_nobody_brings_in_is_forgotten_with_its_phones(cast, time_machine):
    time_machine.move_to("2024-05-06T01:00:00Z", tick=False)
    checked(cast, placed(cast), PEOPLE_OF)
    assert forget_unimported() == 0
    time_machine.move_to("2024-05-08T01:00:00Z", tick=False)
    assert forget_unimported() == 1
    row = UnitImport.objects.get()
    assert (row.state, str(row.rows)) == ("discarded", "")


def test_others_import_nothing(cast, client):
    for user in (cast.leader, cast.township, cast.auditor, cast.outsider):
        with pytest.raises(Refused):
            checked(cast, placed(cast), by=user)
        if user != cast.outsider:
            client.force_login(user)
            assert client.get("/units/imports/").status_code == 404
    assert not UnitImport.objects.exists()


def test_a_table_that_is_marked_secret_is_refused_and_kept_nowhere(cast, client):
    client.force_login(cast.office)
    marked = a_table((("机密★10年", "部门", "", "", "", ""),))
    for name, content in (("机密★10年名单.xlsx", a_table(placed(cast))), ("名单.xlsx", marked)):
        response = client.post("/units/imports/", {"content": SimpleUploadedFile(name, content)})
        assert response.status_code == 422
        assert "涉密文件不得上传，本系统没有保存它" in response.content.decode()
    assert not UnitImport.objects.exists()


def test_the_template_reads_back(cast, client):
    client.force_login(cast.office)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/units/imports/template/").content))
    assert {title: tuple(book.get_sheet_by_name(title).to_python()[0]) for title in book.sheet_names} == COLUMNS


def test_a_far_cell_does_not_make_a_huge_sheet(cast):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet(UNITS).write(1_048_575, 16_383, "远")
    book.close()
    with pytest.raises(Invalid, match="最多 20000 行"):
        check_table(by=cast.office, district=cast.district, content=out.getvalue(), name="远.xlsx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), at=st.integers(0, 6000), heads=st.booleans())
def test_whatever_is_uploaded_gets_a_sentence(cast, content, at, heads):
    good = a_table(TABLE, PEOPLE_OF)
    bent = good[:at] + content + good[at + len(content) :] if heads else content
    said = "系统里没有变化。"
    try:
        check_table(by=cast.office, district=cast.district, content=bent, name="表.xlsx")
    except Invalid as error:
        said = error.message
    assert said.endswith("。")


def test_a_whole_district_comes_in_within_seconds(cast, django_assert_max_num_queries):
    towns = [(f"青云{number}镇", "乡镇（街道）", "", "", f"371523{100 + number}000", "") for number in range(14)]
    villages = [
        (f"青云{number % 14}镇第{number}村", "村（社区）", f"青云{number % 14}镇", "", "", "") for number in range(900)
    ]
    people = [
        (f"人员{number}", villages[number][0], "党支部书记", "2024-01-01", f"139{number:08}") for number in range(900)
    ]
    began = time.perf_counter()
    with django_assert_max_num_queries(60):
        brought(cast, [*towns, *villages], people)
    took = time.perf_counter() - began
    assert Unit.objects.filter(kind="village").count() == 900
    assert Person.objects.filter(phone__isnull=False).count() == 900
    assert took < 30, took
    print(f"914 units and 900 people: {took:.2f} s")
