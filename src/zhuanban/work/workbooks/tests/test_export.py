"""A ledger goes out as a workbook: the same rows and columns as the page and the text file, recorded once."""

from zhuanban.ground.journal.handing_out import as_xlsx
from zhuanban.ground.journal.models import Entry
from zhuanban.work.matters.tests.story import a_photo, registered
from zhuanban.work.workbooks.services.reading import read_book

LEDGER = "/c/yunxi-2024/matters/"


def taken(client, query):
    answer = client.get(f"{LEDGER}export/?{query}")
    return b"".join(answer.streaming_content)


def test_the_workbook_has_the_rows_of_the_text_file_and_the_figure_of_the_page(cast, morning, client):
    for number in range(3):
        registered(cast, place=f"大街 {number} 号", photos=[a_photo(cast)])
    registered(cast, place="别处", town=1)
    client.force_login(cast.township)
    (sheet,) = read_book(taken(client, "as=xlsx&state=open"), "台账.xlsx")
    (text,) = read_book(taken(client, "state=open"), "台账.csv")
    assert [list(row) for row in sheet.grid] == [list(row) for row in text.grid]
    assert sheet.height == 4
    assert "共 3 件" in client.get(f"{LEDGER}?state=open").content.decode()
    assert Entry.objects.filter(event="FileHandedOut", payload__count=3).count() == 2
    assert "as=xlsx" in client.get(LEDGER).content.decode()


def test_an_empty_list_is_a_sheet_with_its_headings(cast, morning, client):
    client.force_login(cast.township)
    (sheet,) = read_book(taken(client, "as=xlsx"), "台账.xlsx")
    assert sheet.height == 1
    assert sheet.cell(1, 1) == "编号"


def test_an_outsider_takes_nothing(cast, morning, client):
    client.force_login(cast.outsider)
    assert client.get(f"{LEDGER}export/?as=xlsx").status_code == 404
    assert not Entry.objects.filter(event="FileHandedOut").exists()


def test_what_a_spreadsheet_would_compute_stays_text():
    content = b"".join(as_xlsx("台账", ["事项"], ["=1+1", "https://例", "+86"], lambda row: [row]))
    (sheet,) = read_book(content, "台账.xlsx")
    assert [row[0] for row in sheet.grid] == ["事项", "=1+1", "https://例", "+86"]
