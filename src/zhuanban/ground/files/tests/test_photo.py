"""A photo is sealed as received, shown only as a copy, and found again when it is used twice."""

import hashlib
import io
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.rules import path_of
from zhuanban.ground.files.selectors import content_of, near_copies
from zhuanban.ground.files.services import Capture, take_photo

pytestmark = pytest.mark.django_db


def picture(seed: int = 1, size: tuple[int, int] = (640, 480), kind: str = "JPEG", **options: object) -> bytes:
    """A street that nobody has seen."""
    image = Image.new("RGB", size, (120, 160, 200))
    draw = ImageDraw.Draw(image)
    for step in range(12):
        x, y = (seed * 97 + step * 53) % size[0], (seed * 151 + step * 89) % size[1]
        draw.rectangle((x, y, x + 60 + seed % 9, y + 90), fill=((seed * 131 + step * 20) % 255, 90, 60))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_the_original_is_sealed_and_only_a_copy_is_shown(cast, client):
    exif = Image.Exif()
    exif[0x010E] = "someone's street"
    content = picture(exif=exif)
    capture = Capture(clock.now(), Decimal("117.1"), Decimal("36.5"), 8)
    photo = take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=content, capture=capture)
    assert photo.sha256 == hashlib.sha256(content).hexdigest()
    assert content_of(photo, "original") == content
    client.force_login(cast.inspector)
    shown = client.get(f"/files/photos/{photo.uid}/copy/")
    assert shown.status_code == 200
    assert b"someone's street" not in shown.content
    assert client.get(f"/files/photos/{photo.uid}/copy/", headers={"If-None-Match": shown["ETag"]}).status_code == 304
    assert client.get(f"/files/photos/{photo.uid}/original/").status_code == 404


def test_a_stranger_does_not_see_it(cast, client):
    photo = take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=picture(), capture=Capture())
    client.force_login(cast.outsider)
    assert client.get(f"/files/photos/{photo.uid}/thumb/").status_code == 404


def test_the_same_content_is_the_same_photo(cast):
    first = take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=picture(), capture=Capture())
    again = take_photo(by=cast.township, campaign_id=cast.campaign.pk, content=picture(), capture=Capture())
    assert first == again
    assert Photo.objects.count() == 1


def test_a_recompressed_and_shrunk_copy_is_found_and_another_street_is_not(cast):
    def take(content: bytes) -> Photo:
        return take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=content, capture=Capture())

    first = take(picture(1, quality=95))
    copy = take(picture(1, quality=40))
    other = take(picture(5))
    assert near_copies(copy) == [first]
    assert near_copies(other) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "照片是空的"),
        (b"MZ\x00\x00 not a picture", "这里只收"),
        (b"\xff\xd8\xff" + b"\x00" * 200, "打不开"),
        (b"\xff\xd8\xff" + b"\x00" * (16 * 1024 * 1024), "15 MB"),
    ],
    ids=["empty", "program", "broken", "too large"],
)
def test_what_is_no_sound_picture_is_refused_and_not_kept(cast, content, words):
    with pytest.raises(Invalid, match=words):
        take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=content, capture=Capture())
    assert not Photo.objects.exists()
    assert not default_storage.exists(path_of(hashlib.sha256(content).hexdigest(), "original"))


def test_a_bomb_of_pixels_is_refused(cast):
    out = io.BytesIO()
    Image.new("1", (12000, 9000)).save(out, "PNG")
    with pytest.raises(Invalid, match="像素太多"):
        take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=out.getvalue(), capture=Capture())


def test_an_original_that_changed_on_the_disk_is_no_evidence(cast):
    photo = take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=picture(21), capture=Capture())
    path = path_of(photo.sha256, "original")
    default_storage.delete(path)
    default_storage.save(path, ContentFile(picture(22)))
    with pytest.raises(Invalid, match="与封存时不一致"):
        content_of(photo, "original")


def test_a_copy_is_shown_whole_and_can_do_nothing(cast, client):
    photo = take_photo(by=cast.inspector, campaign_id=cast.campaign.pk, content=picture(23), capture=Capture())
    client.force_login(cast.inspector)
    address = f"/files/photos/{photo.uid}/copy/"
    shown = client.get(address, headers={"Range": "bytes=0-9"})
    assert (shown.status_code, shown["Accept-Ranges"], shown["Content-Type"]) == (200, "none", "image/jpeg")
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in shown
    again = client.get(address, headers={"If-None-Match": f'"x", W/{shown["ETag"]}'})
    assert (again.status_code, again["ETag"], again.content) == (304, shown["ETag"], b"")
