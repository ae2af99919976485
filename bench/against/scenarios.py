"""What is measured, the same on both sides."""

import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from bench.against.clients import Client, at_once, in_turn
from bench.against.reading import read_slowly
from bench.against.servers import PLAIN_PORT, PRODUCT_PORT

ROUNDS = 200
WORDS = (
    "路灯", "破损", "垃圾", "井盖", "燕窝", "石碑", "龙舟", "塌陷", "果皮", "私搭", "东环", "古槐", "学府", "砚台",
    "蜂箱", "发黑",
)  # fmt: skip
LAMP = "dark-street-lamp"


@dataclass(frozen=True)
class Run:
    """A filled house with both servers running: what the product and what the plain side said of their accounts."""

    product: dict[str, Any]
    plain: dict[str, Any]
    product_database: str
    plain_database: str

    def clients(self, person: str) -> tuple[Client, Client]:
        """The same person at both."""
        return (
            Client(PRODUCT_PORT, self.product["cookies"][person]),
            Client(PLAIN_PORT, self.plain["cookies"][person]),
        )


@dataclass(frozen=True)
class Figure:
    """A result: milliseconds (p50, p95), or how many a second; `ratio` says how much better the product is."""

    name: str
    person: str
    unit: str
    product: float
    plain: float
    product_p95: float
    plain_p95: float

    @property
    def ratio(self) -> float:
        return self.product / self.plain if self.unit == "/s" else self.plain / self.product


def pages(run: Run, name: str, person: str, ours: Callable[[int], str], theirs: Callable[[int], str]) -> Figure:
    """A page asked of both in turn."""
    mine, other = run.clients(person)
    works: Sequence[Callable[[int], object]] = [
        lambda number: mine.get(ours(number)), lambda number: other.get(theirs(number)),
    ]  # fmt: skip
    product, plain = in_turn(works, ROUNDS)
    return Figure(name, person, "ms", product.p50, plain.p50, product.p95, plain.p95)


def list_api(run: Run, person: str) -> Figure:
    """The first page of fifty by the interface."""
    slug = run.product["slug"]
    return pages(run, "list_api", person, lambda _: f"/api/v1/c/{slug}/matters?limit=50", lambda _: "/api/matters/")


def list_html(run: Run, person: str) -> Figure:
    """The first page of fifty as a page."""
    slug = run.product["slug"]
    return pages(run, "list_html", person, lambda _: f"/c/{slug}/matters/", lambda _: "/matters/")


def dashboard(run: Run, person: str) -> Figure:
    """Township × kind: how many, closed, red."""
    slug = run.product["slug"]
    return pages(
        run, "dashboard", person, lambda _: f"/api/v1/c/{slug}/matters/board", lambda _: "/api/matters/board/"
    )


def search(run: Run, person: str) -> Figure:
    """Two characters, a frequent or a rare word in turn."""
    from urllib.parse import quote

    slug = run.product["slug"]
    words = [quote(word) for word in WORDS]
    return pages(
        run, "search", person,
        lambda number: f"/api/v1/c/{slug}/search?q={words[number % len(words)]}",
        lambda number: f"/api/matters/?q={words[number % len(words)]}",
    )  # fmt: skip


def said(run: Run, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A lamp that is out, for both."""
    common = {"kind": LAMP, "title": f"路灯不亮 {number}", "place": f"向阳街 {number} 号", "source": "patrol"}
    mine = {**common, "township": run.product["town"], "happened_at": "2026-11-01T08:00:00+08:00"}
    theirs = {**common, "township": run.plain["town"], "happened_at": "2026-11-01T08:00:00+08:00"}
    return mine, theirs


CLIENTS, EACH = 16, 40


def create(run: Run, person: str) -> Figure:
    """Sixteen clients register at once."""
    path = f"/api/v1/c/{run.product['slug']}/matters"

    def ours() -> Callable[[int], object]:
        client = run.clients(person)[0]
        return lambda number: client.post(path, said(run, number)[0])

    def theirs() -> Callable[[int], object]:
        client = run.clients(person)[1]
        return lambda number: client.post("/api/matters/", said(run, number)[1])

    # Both twice, in turn: the first round warms up.
    at_once(ours, CLIENTS, 5), at_once(theirs, CLIENTS, 5)
    product, mine = at_once(ours, CLIENTS, EACH)
    plain, other = at_once(theirs, CLIENTS, EACH)
    return Figure("create", person, "/s", product, plain, mine.p95, other.p95)


def four_acts(run: Run, person: str) -> Figure:
    """Given to a unit, accepted, reported done, closed, by the same people on both sides: the time of all four."""
    slug = run.product["slug"]
    office, department, inspector, town = (
        Client(PRODUCT_PORT, run.product["cookies"][name]) for name in ("office", "department", "inspector", "township")
    )
    plain, handling = (Client(PLAIN_PORT, run.plain["cookies"][name]) for name in ("office", "department"))
    rounds = 60
    mine = [town.post(f"/api/v1/c/{slug}/matters", said(run, 50_000 + n)[0])["uid"] for n in range(rounds + 5)]
    theirs = [plain.post("/api/matters/", said(run, 50_000 + n)[1])["id"] for n in range(rounds + 5)]

    def ours(number: int) -> None:
        path = f"/api/v1/c/{slug}/matters/{mine[number]}/acts"
        office.post(f"{path}/dispatch", {"unit": run.product["department"]})
        department.post(f"{path}/accept", {})
        department.post(f"{path}/report_done", {"result": "已修复"})
        inspector.post(f"{path}/close", {})

    def others(number: int) -> None:
        path = f"/api/matters/{theirs[number]}/"
        plain.post(path, {"state": "dispatched", "handler": run.plain["department"]}, "PATCH")
        handling.post(path, {"state": "handling"}, "PATCH")
        handling.post(path, {"state": "done", "detail": "已修复"}, "PATCH")
        plain.post(path, {"state": "closed", "closed_at": "2026-11-02T08:00:00+08:00"}, "PATCH")

    product, other = in_turn([ours, others], rounds, warm=5)
    return Figure("four_acts", person, "ms", product.p50, other.p50, product.p95, other.p95)


IMPORTED = 10_000
HEADS = ("乡镇（街道）", "事项", "地点", "来源", "发现日期")


def load(run: Run, person: str) -> Figure:
    """A workbook of ten thousand rows; the product shows what it found and brings it in after a yes, in its worker."""
    product, plain = run.clients(person)
    lamp = run.product["lamp"]
    town = run.product["town_name"]
    rows = [(town, f"路灯不亮 {n}", f"迎宾路 {n} 号", "巡查", "2026-11-01") for n in range(IMPORTED)]
    mine = workbook(HEADS, rows)
    names = ("kind", "township", "title", "place", "source")
    other = workbook(names, [(lamp, town, title, place, "patrol") for town, title, place, *_ in rows])

    start = time.perf_counter()
    page = product.send_file(f"/c/{run.product['slug']}/workbooks/", "content", "a.xlsx", mine, kind=LAMP)
    checked = awaited(product, page, 'name="previewed" value="')
    looked = time.perf_counter()
    mark = checked.split('name="previewed" value="')[1].split('"')[0]
    product.send_form(f"{page}confirm/", previewed=mark)
    awaited(product, page, "undo/")
    done = time.perf_counter()
    plain.send_file("/api/matters/load/", "file", "a.xlsx", other)
    end = time.perf_counter()
    print(f"load: looked through in {looked - start:.2f} s, brought in in {done - looked:.2f} s", file=sys.stderr)
    product_ms, plain_ms = 1000 * (done - looked), 1000 * (end - done)
    return Figure("load_10000", person, "ms", product_ms, plain_ms, 1000 * (done - start), plain_ms)


def workbook(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Words as an .xlsx file."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet("表")
    for number, line in enumerate([heads, *rows]):
        sheet.write_row(number, 0, line)
    book.close()
    return kept.getvalue()


def awaited(client: Client, path: str, sign: str) -> str:
    """The page once the sign stands in it; what a person would do is look again."""
    for _ in range(1200):
        page = client.get(path).decode()
        if sign in page:
            return page
        time.sleep(0.05)
    raise TimeoutError(path)


def slowest_write(run: Run, person: str) -> Figure:
    """Sixteen clients register while somebody reads the whole table slowly: the longest that one of them waited."""
    path = f"/api/v1/c/{run.product['slug']}/matters"

    def ours() -> Callable[[int], object]:
        client = run.clients(person)[0]
        return lambda number: client.post(path, said(run, 70_000 + number)[0])

    def theirs() -> Callable[[int], object]:
        client = run.clients(person)[1]
        return lambda number: client.post("/api/matters/", said(run, 70_000 + number)[1])

    with read_slowly(run.product_database, "matters_matter"):
        mine = at_once(ours, CLIENTS, EACH)[1]
    with read_slowly(run.plain_database, "plain_matter"):
        other = at_once(theirs, CLIENTS, EACH)[1]
    return Figure("slowest_write", person, "ms", mine.most, other.most, mine.p95, other.p95)


READING = (list_api, list_html, dashboard, search)
WRITING = (create, four_acts, load, slowest_write)
