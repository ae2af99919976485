"""However the messages of a phone are ordered, cut and repeated, the same rows remain."""

import random
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhuanban.ground.core.ids import uuid7
from zhuanban.work.matters.models import Matter
from zhuanban.work.patrols.models import PhotoPart, Visit, VisitPhoto
from zhuanban.work.patrols.tests.phone import picture

PHOTOS = [picture(30, 120), picture(31, 120)]
PIECES = 3


def messages(phone: Any, uid: Any) -> list[Any]:
    """Every message that the phone must bring across: two visits that share a photo, two photos in three pieces."""
    visits = [
        lambda: phone.send(phone.body(PHOTOS), uid),
        lambda: phone.send(phone.body(PHOTOS[:1], place="集贸市场南门"), other_of(uid)),
    ]
    pieces = [
        lambda photo=photo, number=number: phone.part(photo, number, PIECES)
        for photo in PHOTOS
        for number in range(1, PIECES + 1)
    ]
    return visits + pieces


def other_of(uid: Any) -> Any:
    return type(uid)(int=uid.int ^ 1)


def rows() -> dict[str, Any]:
    """All that remains, without keys and numbers that the database gives."""
    return {
        "visits": sorted(Visit.objects.values_list("uid", "state", "reason", "place", "result__uid", "digest")),
        "photos": sorted(VisitPhoto.objects.values_list("visit__uid", "order", "sha256", "photo__sha256", "fault")),
        "matters": sorted(Matter.objects.values_list("uid", "place", "photos__photo__sha256", "photos__role")),
        "parts": PhotoPart.objects.count(),
    }


def played(order: list[int], phone: Any, uid: Any) -> dict[str, Any]:
    """The rows after the messages in this order, each at least once; the database is left as it was."""
    with transaction.atomic():
        calls = messages(phone, uid)
        for number in order:
            assert calls[number]().status_code == 200
        result = rows()
        transaction.set_rollback(True)
    return result


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.randoms(use_true_random=False), repeats=st.lists(st.integers(0, 7), max_size=6))
def test_any_interleaving_ends_in_the_same_rows(phone, seed: random.Random, repeats):
    uid = uuid7()
    everything = list(range(2 + len(PHOTOS) * PIECES))
    shuffled = [*everything, *repeats]
    seed.shuffle(shuffled)
    expected = played(everything, phone, uid)
    assert [row[1] for row in expected["visits"]] == ["complete", "complete"]
    assert expected["parts"] == 0
    assert played(shuffled, phone, uid) == expected
