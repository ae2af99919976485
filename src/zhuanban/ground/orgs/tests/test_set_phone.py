"""A work phone is entered, encrypted, masked wherever it is shown, and found again only by the whole number."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from zhuanban.ground.core.encryption import Unreadable
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.core.personal_fields import with_words
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person
from zhuanban.ground.orgs.services import set_phone

NUMBER = "13912340007"


def test_the_office_enters_a_phone_and_the_database_does_not_know_it(cast):
    person = cast.handler.person
    set_phone(by=cast.office, person=person, phone="+86 139-1234-0007")
    kept = Person.objects.get(pk=person.pk)
    assert str(kept.phone) == "139****0007"
    assert f"{kept.phone}" == "139****0007"
    assert kept.phone.in_full() == NUMBER
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM orgs_person WHERE id = %s", [person.pk])
        sealed, index = cursor.fetchone()
    assert NUMBER.encode() not in bytes(sealed)
    assert NUMBER not in index
    entry = Entry.objects.get(event="PersonContactChanged")
    assert NUMBER not in f"{entry.payload}{entry.sentence}"


def test_only_the_whole_number_finds_the_person(cast):
    set_phone(by=cast.office, person=cast.handler.person, phone=NUMBER)
    found = Person.objects.filter(with_words(Person, "phone_index", "139 1234 0007"))
    assert list(found) == [cast.handler.person]
    assert not Person.objects.filter(with_words(Person, "phone_index", "13912340008")).exists()
    assert not Person.objects.filter(with_words(Person, "phone_index", "")).exists()
    with pytest.raises(FieldError):
        Person.objects.filter(phone=NUMBER).exists()
    with pytest.raises(FieldError):
        Person.objects.filter(phone__contains="139").exists()


def test_a_ciphertext_does_not_open_in_another_row(cast):
    for user, number in ((cast.handler, NUMBER), (cast.township, "13912340008")):
        set_phone(by=cast.office, person=user.person, phone=number)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE orgs_person SET phone = (SELECT phone FROM orgs_person WHERE id = %s) WHERE id = %s",
            [cast.handler.person_id, cast.township.person_id],
        )
    with pytest.raises(Unreadable):
        str(Person.objects.get(pk=cast.township.person_id).phone)


def test_personal_values_are_not_written_around_their_row(cast):
    with pytest.raises(FieldError):
        Person.objects.filter(pk=cast.handler.person_id).update(phone=NUMBER)


def test_everybody_enters_the_own_phone_and_nobody_else_does(cast):
    set_phone(by=cast.township, person=cast.township.person, phone=NUMBER)
    with pytest.raises(Refused):
        set_phone(by=cast.township, person=cast.handler.person, phone="13912340008")
    with pytest.raises(Refused):
        set_phone(by=cast.outsider, person=cast.handler.person, phone="13912340008")
    assert not Person.objects.get(pk=cast.handler.person_id).phone


@pytest.mark.parametrize("number", ["1391234000", "139123400071", "abc", "12", "12812340007"])
def test_what_is_no_number_is_explained_without_repeating_it(cast, number):
    with pytest.raises(Invalid, match="电话号码不对") as fault:
        set_phone(by=cast.office, person=cast.handler.person, phone=number)
    assert number not in fault.value.message


def test_a_mobile_number_belongs_to_one_person_and_an_office_line_to_many(cast):
    for user in (cast.handler, cast.water_clerk):
        set_phone(by=cast.office, person=user.person, phone="0599-7654321")
    set_phone(by=cast.office, person=cast.handler.person, phone=NUMBER)
    with pytest.raises(Invalid, match="另一名人员"):
        set_phone(by=cast.office, person=cast.water_clerk.person, phone=NUMBER)


def test_a_phone_is_taken_out(cast):
    set_phone(by=cast.office, person=cast.handler.person, phone=NUMBER)
    set_phone(by=cast.office, person=cast.handler.person, phone="")
    kept = Person.objects.get(pk=cast.handler.person_id)
    assert (str(kept.phone), kept.phone_index) == ("", "")


def test_a_list_of_people_costs_one_query(cast, django_assert_num_queries):
    for number, user in enumerate(cast.people.values()):
        if user.district_id == cast.district.pk:
            set_phone(by=cast.office, person=user.person, phone=f"139123400{number:02}")
    with django_assert_num_queries(1):
        shown = [str(person.phone) for person in Person.objects.filter(phone__isnull=False)]
    assert len(shown) > 5
    assert all("****" in phone for phone in shown)
