"""What is too big is refused by its head, before anything of it is kept."""

import json

import pytest
from django.conf import settings as shipped

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


class Unread:
    """A body that fails the test when somebody reads it."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def send(client, path: str, size: int | str):
    return client.generic("POST", path, b"", **{"CONTENT_LENGTH": str(size), "wsgi.input": Unread()})


def test_a_body_beyond_the_bound_of_its_door_is_refused_unread(cast, client):
    client.force_login(cast.office)
    refused = send(client, f"/c/{cast.campaign.slug}/plan/load/", 22 * MB)
    assert refused.status_code == 413
    assert "文件太大，这里最多 21 MB。" in refused.content.decode()


def test_a_form_needs_little(cast, client):
    client.force_login(cast.office)
    assert send(client, "/account/", 3 * MB).status_code == 413


def test_programs_are_told_in_the_shape_of_the_interface(client):
    refused = send(client, "/api/v1/c/yunxi-2024/photos/" + "0" * 64, 17 * MB)
    assert refused.status_code == 413
    assert json.loads(refused.content) == {"number": "E413", "message": "照片太大，这里最多 16 MB。"}


@pytest.mark.parametrize("written", ["-1", "1e9", "many", "٣", "9" * 40])
def test_a_length_that_is_none_is_refused(client, written):
    assert send(client, "/account/", written).status_code in {400, 413}


def test_an_address_too_long_is_told_in_chinese(cast, client):
    client.force_login(cast.office)
    refused = client.get("/", {"q": "x" * 9000})
    assert refused.status_code == 414
    assert "网址太长" in refused.content.decode()


def test_every_address_has_a_bound():
    assert shipped.BODY_RULES[-1].pattern == ""
