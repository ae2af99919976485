"""A township's workbook goes out, is edited at will, and comes back: merged by cell, clashes chosen, all or nothing."""

import io
import re
import shutil
import subprocess
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core import clock
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.models import Amendment, Matter
from zhuanban.work.matters.rules.amending import said_by
from zhuanban.work.matters.services import report_done, void_matter
from zhuanban.work.matters.services.amend import amend_matter
from zhuanban.work.matters.tests.story import a_photo, fresh, registered
from zhuanban.work.workbooks.models import TownBook, TownReturn
from zhuanban.work.workbooks.rules.layout import ABOUT
from zhuanban.work.workbooks.rules.merging import merge
from zhuanban.work.workbooks.services import returning
from zhuanban.work.workbooks.services.comparing import Cell, Comparison
from zhuanban.work.workbooks.services.reading import read_book
from zhuanban.work.workbooks.services.townbooks import hand_out_book
from zhuanban.work.workbooks.tests.filled import LEDGER, clause_words

DOOR = "/c/yunxi-2024/workbooks/townbooks/"


def ledgers(cast, count=3, **said):
    from_clause = {"clause": cast.hygiene, **said}
    return [registered(cast, code=LEDGER, by=cast.township, place=f"大街 {n} 号", **from_clause) for n in range(count)]


def taken(client, by, town):
    client.force_login(by)
    return client.get(f"{DOOR}take/?township={town.pk}")


def edited(content, edit=lambda rows: rows, about=lambda rows: rows, hidden=True, by_sheet=None):
    """The workbook as a person saves it after changing the rows of its first sheet (a list of lists)."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for place, sheet in enumerate(read_book(content, "a.xlsx")):
        rows = [list(row) for row in sheet.grid]
        edits = {0: edit} if by_sheet is None else by_sheet
        rows = about(rows) if sheet.title == ABOUT else edits.get(place, list)(rows)
        if sheet.title == ABOUT and not hidden:
            continue
        page = made.add_worksheet(sheet.title)
        for at, row in enumerate(rows):
            page.write_row(at, 0, [value.isoformat() if hasattr(value, "isoformat") else value for value in row])
    made.close()
    return out.getvalue()


def setting(changes):
    """An edit: (number, heading) → what is written there."""
    def edit(rows):
        head = rows[1]
        for (number, heading), value in changes.items():
            row = next(row for row in rows if row[0] == number)
            row[head.index(heading)] = value
        return rows
    return edit


def send(client, by, content, name="柳河镇.xlsx"):
    client.force_login(by)
    return client.post(DOOR, {"content": SimpleUploadedFile(name, content)})


def confirm(client, answer, **chosen):
    page = client.get(answer.url).content.decode()
    mark = page.partition('name="previewed" value="')[2].partition('"')[0]
    return client.post(f"{answer.url}merge/", {"previewed": mark, **chosen}, follow=True).content.decode()


def test_what_the_sheet_alone_changed_is_merged_and_the_rest_stays(cast, morning, client):
    first, second, third = ledgers(cast)
    content = taken(client, cast.township, cast.towns[0]).content
    amend_matter(by=cast.office, matter=second, changes={"detail": "办公室写的"})
    amend_matter(by=cast.office, matter=third, changes={"detail": "一样"})
    changes = {(first.number, "地点"): "南大街 8 号", (first.number, "状态"): "已销号"}
    changes |= {(third.number, "情况说明"): "一样"}
    answer = send(client, cast.township, edited(content, setting(changes)))
    page = client.get(answer.url).content.decode()
    assert "南大街 8 号" in page
    assert "1 处，将要合并" in page
    assert "1 处改成一样" in page
    assert "1 处，保持系统里的" in page
    assert fresh(first).place == "大街 0 号"
    assert "更正 1 件 1 处" in confirm(client, answer)
    assert (fresh(first).place, fresh(second).detail, fresh(third).detail) == ("南大街 8 号", "办公室写的", "一样")
    again = send(client, cast.township, edited(content, setting(changes)))
    assert "没有要改的内容" in client.get(again.url).content.decode()
    assert Amendment.objects.count() == 3
    assert "南大街" not in "".join(str(entry.payload) for entry in Entry.objects.all())


def test_a_clash_is_chosen_by_cell_and_says_who_changed_it(cast, morning, client):
    first, second, _ = ledgers(cast)
    content = taken(client, cast.township, cast.towns[0]).content
    for row in (first, second):
        amend_matter(by=cast.office, matter=row, changes={"detail": "系统的"})
    changes = {(row.number, "情况说明"): "表里的" for row in (first, second)}
    answer = send(client, cast.township, edited(content, setting(changes)))
    page = client.get(answer.url).content.decode()
    assert "2 处冲突" in page
    assert f"{cast.office}，2024-04-10改" in page
    done = confirm(client, answer, **{f"cell-{first.number}:detail": "sheet", f"cell-{second.number}:detail": "now"})
    assert "更正 1 件 1 处" in done
    assert "1 处按系统里的保留" in done
    assert (fresh(first).detail, fresh(second).detail) == ("表里的", "系统的")
    again = send(client, cast.township, edited(content, setting(changes)))
    assert "1 处改成一样" in client.get(again.url).content.decode()
    assert "没有要改的内容" in confirm(client, again)


def test_rows_sorted_columns_moved_rows_deleted_and_new_rows(cast, morning, client):
    _, second, third = ledgers(cast)
    content = taken(client, cast.office, cast.towns[0]).content

    def edit(rows):
        head = rows[1]
        setting({(third.number, "事项"): "换成新的"})(rows)
        new = [""] * len(head)
        new[head.index("地点")], new[head.index("任务条款")] = "新的一处", clause_words(cast, cast.office)
        rows = [*rows[:3], new, *reversed([row for row in rows[3:] if row[0] != second.number])]
        return [list(reversed(row + [""] * (len(head) - len(row)))) for row in rows]

    answer = send(client, cast.office, edited(content, edit))
    page = client.get(answer.url).content.decode()
    assert "1 件将要登记" in page
    assert f"系统里不动：{second.number}" in page
    assert "更正 1 件 1 处，新登记 1 件" in confirm(client, answer)
    assert Matter.objects.get(place="新的一处").township == cast.towns[0]
    assert (fresh(third).title, fresh(second).title) == ("换成新的", second.title)
    again = client.get(send(client, cast.office, edited(content, edit)).url).content.decode()
    assert "1 行以前登记过，不再登记" in again
    assert "没有要改的内容" in again
    undone = client.post(f"{answer.url}undo/", follow=True).content.decode()
    assert "已撤销" in undone
    assert fresh(third).title == third.title
    assert Matter.objects.get(place="新的一处").state == "void"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_a_workbook_saved_by_another_program_still_finds_what_went_out(cast, morning, client, tmp_path, suffix):
    first, *_ = ledgers(cast)
    content = taken(client, cast.township, cast.towns[0]).content
    (tmp_path / "in.xlsx").write_bytes(edited(content, setting({(first.number, "地点"): "北街"})))
    (tmp_path / "out").mkdir()
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    to = ["--convert-to", suffix, "--outdir", tmp_path / "out", tmp_path / "in.xlsx"]
    command = [shutil.which("soffice"), home, "--headless", *to]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    answer = send(client, cast.township, (tmp_path / "out" / f"in.{suffix}").read_bytes(), f"柳河镇.{suffix}")
    assert "更正 1 件 1 处" in confirm(client, answer)
    assert fresh(first).place == "北街"


def test_another_township_is_refused_and_forged_and_foreign_books_are_explained(cast, morning, client):
    first, *_ = ledgers(cast)
    content = taken(client, cast.township, cast.towns[0]).content
    for other in (cast.outsider, cast.inspector, cast.handler):
        client.force_login(other)
        assert client.get(DOOR).status_code == 404
        assert taken(client, other, cast.towns[0]).status_code == 404
    assert taken(client, cast.other_township, cast.towns[0]).status_code == 404
    assert "认不出这本工作簿" in send(client, cast.other_township, content).content.decode()

    def forged(rows):
        return [[name, "00000000-0000-7000-8000-000000000000" if name == "底本" else value] for name, value in rows]

    assert "认不出这本工作簿" in send(client, cast.township, edited(content, about=forged)).content.decode()
    assert "这不是乡镇工作簿" in send(client, cast.township, edited(content, hidden=False)).content.decode()
    assert "机密" not in send(client, cast.township, content, "机密_表.xlsx").headers.get("Location", "")
    assert not TownReturn.objects.exists()
    answer = send(client, cast.township, edited(content, setting({(first.number, "地点"): "北街"})))
    client.force_login(cast.other_township)
    assert client.get(answer.url).status_code == 404
    client.force_login(cast.office)
    assert "还没有确认" in client.get(answer.url).content.decode()
    assert fresh(first).place != "北街"


def test_faults_stand_by_row_and_column_and_nothing_is_done(cast, morning, client):
    first, second, third = ledgers(cast)
    content = taken(client, cast.township, cast.towns[0]).content

    def edit(rows):
        setting({(first.number, "地点"): "", (second.number, "事项"): "长" * 121})(rows)
        rows.append(["2024-99999", *rows[3][1:]])
        rows.append(list(next(row for row in rows if row[0] == third.number)))
        return rows

    answer = send(client, cast.township, edited(content, edit))
    page = re.sub(r"\s+", "", client.get(answer.url).content.decode())
    for words in ("请填写地点", "最多120个字", "“2024-99999”不在这本工作簿里", "已经有了，请删去一行"):
        assert words in page
    assert "什么也没有改" in confirm(client, answer)
    assert not Amendment.objects.exists()


def test_what_was_closed_or_is_the_offices_is_said_and_left(cast, morning, client):
    first, second, _ = ledgers(cast)
    case = registered(cast)
    content = taken(client, cast.township, cast.towns[0]).content
    void_matter(by=cast.office, matter=first, reason="登记有误")
    report_done(by=cast.township, matter=second, result="好了", photos=[a_photo(cast)])
    sheets = read_book(content, "a.xlsx")
    assert any(case.number == row[0] for sheet in sheets for row in sheet.grid if row)
    place = next(at for at, sheet in enumerate(sheets) if any(row and row[0] == first.number for row in sheet.grid))
    moved = {(row.number, "地点"): "北街" for row in (first, second)}
    amended = {(case.number, "地点"): "没有问题"}
    changes = {place: moved, next(at for at in range(2) if at != place): amended}
    answer = send(client, cast.township, edited(content, by_sheet={at: setting(said) for at, said in changes.items()}))
    page = client.get(answer.url).content.decode()
    assert f"{first.number}：这件事项已作废，没有采用" in page
    assert f"{case.number}：这件事项的登记内容不由您更正，没有采用" in page
    assert "更正 1 件 1 处" in confirm(client, answer)
    assert (fresh(first).place, fresh(second).place, fresh(case).place) == ("大街 0 号", "北街", case.place)


def test_after_a_change_here_the_yes_is_for_nothing_and_after_a_day_all_is_forgotten(cast, morning, client):
    first, *_ = ledgers(cast)
    content = taken(client, cast.township, cast.towns[0]).content
    answer = send(client, cast.township, edited(content, setting({(first.number, "情况说明"): "表里的"})))
    page = client.get(answer.url).content.decode()
    mark = page.partition('name="previewed" value="')[2].partition('"')[0]
    amend_matter(by=cast.office, matter=first, changes={"detail": "后来的"})
    client.force_login(cast.township)
    said = client.post(f"{answer.url}merge/", {"previewed": mark}, follow=True).content.decode()
    assert "什么也没有办" in said
    assert fresh(first).detail == "后来的"
    with clock.moved_to(clock.now() + timedelta(days=401)):
        returning.forget_old()
    assert TownReturn.objects.get().state == "discarded"
    assert not TownBook.objects.get().base


def test_the_office_takes_all_in_one_archive_and_an_empty_township_is_explained(cast, morning, client):
    ledgers(cast, 1)
    client.force_login(cast.office)
    assert client.get(f"{DOOR}take/?township=all").headers["Content-Type"] == "application/zip"
    empty = client.get(f"{DOOR}take/?township={cast.towns[1].pk}", follow=True).content.decode()
    assert "没有在办事项" in empty
    assert client.get(f"{DOOR}take/?township=x").status_code == 404


def test_a_hundred_rows_cost_as_many_queries_as_ten(cast, morning, client, django_assert_max_num_queries):
    rows = ledgers(cast, 40)
    content = taken(client, cast.township, cast.towns[0]).content
    answer = send(client, cast.township, edited(content, setting({(row.number, "情况说明"): "改" for row in rows})))
    with django_assert_max_num_queries(75):
        page = client.get(answer.url).content.decode()
        mark = page.partition('name="previewed" value="')[2].partition('"')[0]
        client.post(f"{answer.url}merge/", {"previewed": mark})
    assert Matter.objects.filter(detail="改").count() == 40


WORDS = st.sampled_from(["", "甲", "乙"])


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6), st.sets(st.integers(0, 5)))
def test_cells_that_the_sheet_left_alone_are_never_among_the_changes(cells, chosen):
    """The step of applying: whatever is chosen, only cells in which the sheet differs from what went out change."""
    base = {place: was for place, (was, _, _) in enumerate(cells) if was}
    theirs = {place: there for place, (_, there, _) in enumerate(cells) if there}
    ours = {place: here for place, (_, _, here) in enumerate(cells) if here}
    merged, found = merge(base, theirs, ours), Comparison()
    for into, places in ((found.taken, merged.taken), (found.clashes, merged.clashes)):
        for place in places:
            was, there, here = cells[place]
            into.append(Cell(Matter(pk=1, number="1"), "", 1, str(place), "", was, there, here))
    changed = found.changes([f"1:{place}" for place in chosen]).get(1, {})
    for place, (was, there, here) in enumerate(cells):
        if there == was or (place not in chosen and here != was):
            assert str(place) not in changed or here == there
        elif str(place) in changed:
            assert changed[str(place)] == there


@pytest.mark.slow
def test_through_the_database_nothing_moves_that_the_sheet_left_alone(cast, morning):
    rows = ledgers(cast, 4)
    book, content = hand_out_book(by=cast.township, campaign=cast.campaign, township=cast.towns[0])
    assert book.count == 4
    for n in range(8):
        wanted = {(row.number, "情况说明"): f"{n}" for place, row in enumerate(rows) if n >> place & 1}
        before = {row.pk: said_by(row.title, row.place, row.detail, row.fields) for row in Matter.objects.all()}
        sent = edited(content, setting(wanted))
        back = returning.take_back_book(by=cast.township, campaign=cast.campaign, content=sent, name="a.xlsx")
        found = returning.compare_return(by=cast.township, back=back)
        changed = found.changes([cell.name for cell in found.clashes])
        if changed:
            names = [cell.name for cell in found.clashes]
            returning.merge_return(by=cast.township, back=back, chosen=names, seen=found.fingerprint)
        numbers = {number for number, _ in wanted}
        for row in Matter.objects.all():
            now = said_by(row.title, row.place, row.detail, row.fields)
            expected = {**before[row.pk], "detail": f"{n}"} if row.number in numbers else before[row.pk]
            assert now == expected
