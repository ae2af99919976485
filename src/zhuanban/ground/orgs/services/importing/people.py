"""The sheet of people against the district as it is; two people of one name are never taken for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.orgs.models import District, Person, Post
from zhuanban.ground.orgs.rules.sheets import PEOPLE, Fault, Row, day_of, plain
from zhuanban.ground.orgs.services.contacts import MOBILE, phone_of
from zhuanban.ground.orgs.services.importing.units import Node, Places

LONGEST_NAME, LONGEST_TITLE = 30, 80


@dataclass(eq=False)
class Somebody:
    """A person of the district or of the sheet, with the posts that are new."""

    name: str
    person: Person | None = None
    index: str = ""
    units: set[int] = field(default_factory=set)
    held: set[tuple[int, str]] = field(default_factory=set)
    new_phone: str = ""
    new_posts: list[tuple[Node, str, date]] = field(default_factory=list)


class Roll:
    """Everybody by name and by phone."""

    def __init__(self, district: District) -> None:
        self.by_name: dict[str, list[Somebody]] = {}
        self.by_phone: dict[str, Somebody] = {}
        self.field: Any = Person._meta.get_field("phone_index")
        known: dict[int, Somebody] = {}
        for person in Person.objects.filter(district=district).defer("phone").order_by("pk"):
            known[person.pk] = somebody = Somebody(person.name, person, person.phone_index)
            self.by_name.setdefault(person.name, []).append(somebody)
            if somebody.index:
                self.by_phone.setdefault(somebody.index, somebody)
        posts = Post.objects.filter(person__district=district, ends_on=None, unit__isnull=False)
        for key, unit, title in posts.values_list("person", "unit", "title"):
            known[key].units.add(unit or 0)
            known[key].held.add((unit or 0, title))

    @property
    def new(self) -> list[Somebody]:
        """Who has something to be written."""
        return [each for group in self.by_name.values() for each in group if each.new_posts or each.new_phone]

    def find(self, name: str, phone: str, node: Node) -> tuple[Somebody | None, str]:
        """Who is meant: by the phone, by a post in the unit, or somebody new; or why nobody can say."""
        index = self.field.digest(phone) if MOBILE.fullmatch(phone) else ""
        holder = self.by_phone.get(index) if index else None
        if holder:
            return (holder, "") if holder.name == name else (None, "这个手机号已登记给另一名人员")
        named = self.by_name.get(name, [])
        here = [each for each in named if node.unit and node.unit.pk in each.units and not (each.index and index)]
        here += [each for each in named if each.person is None and not (each.index or index)]
        if here:
            return here[0], ""
        if any(each.person for each in named):
            return None, f"系统中已有同名的“{name}”：是同一个人请填同一个手机号，不是请写成“{name}（单位）”"
        somebody = Somebody(name)
        self.by_name.setdefault(name, []).append(somebody)
        return somebody, ""

    def reach(self, somebody: Somebody, phone: str) -> str:
        """Note a phone for somebody without one; why not, where there is another."""
        index = self.field.digest(phone)
        if somebody.index == index:
            return ""
        if somebody.index:
            return "与系统中登记的电话不同，要改请到人员页"
        somebody.index, somebody.new_phone = index, phone
        self.by_phone.setdefault(index, somebody)
        return ""


def read_people(rows: Iterable[Row], places: Places, roll: Roll, today: date) -> Iterator[Fault]:
    """Put the rows into the roll; yields what is wrong."""
    for row in rows:
        yield from _read(row, places, roll, today)


def _read(row: Row, places: Places, roll: Roll, today: date) -> Iterator[Fault]:
    name, title = plain(row["姓名"]), plain(row["职务"])
    node, why = places.one(row["单位"]) if row["单位"] else (None, "请填写单位")
    since = day_of(row["任职日期"]) if row["任职日期"] else today
    faults = [
        ("姓名", "" if name and len(name) <= LONGEST_NAME else f"请填写姓名，最多 {LONGEST_NAME} 个字"),
        ("单位", why),
        ("职务", "" if title and len(title) <= LONGEST_TITLE else f"请填写职务，最多 {LONGEST_TITLE} 个字"),
        ("任职日期", "" if since else "日期写成 2024-03-05 的样子"),
    ]
    try:
        phone = phone_of(row["工作电话"])
    except Invalid as error:
        phone = ""
        faults.append(("工作电话", error.message.rstrip("。")))
    wrong = [Fault(PEOPLE, row.number, column, words) for column, words in faults if words]
    if wrong or node is None or since is None:
        yield from wrong
        return
    somebody, why = roll.find(name, phone, node)
    if somebody is None:
        yield Fault(PEOPLE, row.number, "姓名", why)
        return
    if phone and (why := roll.reach(somebody, phone)):
        yield Fault(PEOPLE, row.number, "工作电话", why)
    key = (node.unit.pk if node.unit else id(node), title)
    if key not in somebody.held:
        somebody.held.add(key)
        somebody.new_posts.append((node, title, since))
