"""How a person is reached: the work phone, encrypted."""

import re

from django.db import transaction

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import lock, require
from zhuanban.ground.core.personal_fields import plain_phone, with_words
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.events import PersonContactChanged
from zhuanban.ground.orgs.models import Person, User

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"\d{7,8}|0\d{9,11}|400\d{7}")
COLUMNS = ("phone", "phone_index")


@transaction.atomic
def set_phone(*, by: User, person: Person, phone: str) -> Person:
    """Enter a person's work phone, or take it out with an empty one. The number is nowhere but in its column."""
    require(by, "person.contact", person)
    person, number = lock(person), phone_of(phone)
    if number == person.phone.in_full():
        return person
    if MOBILE.fullmatch(number) and others_with(person, number):
        raise Invalid("这个手机号已登记给本区另一名人员，请核对。", "phone")
    write_phone(person, number)
    record(PersonContactChanged(person_id=person.pk, what="登记" if number else "清除"), by=by)
    return person


def phone_of(written: str) -> str:
    """The digits of a phone number as people write it; refused where it can be none."""
    number = plain_phone(written)
    if number and not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
        raise Invalid("电话号码不对：请填 11 位手机号，或带区号的固定电话。", "phone")
    return number


def others_with(person: Person, number: str) -> bool:
    """Whether somebody else of the district has this number."""
    same = Person.objects.filter(with_words(Person, "phone_index", number), district=person.district_id)
    return same.exclude(pk=person.pk).exists()


def write_phone(person: Person, number: str) -> None:
    """Write the number and its index together; who calls has asked for permission and records."""
    person.phone = number
    person.save(update_fields=COLUMNS)
