"""Pictures judged by their structure, archives by how their parts lie, and pieces of photos."""

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.tests import files_to_refuse as files
from zhuanban.ground.core.uploads import DOCUMENTS, PHOTOS, PICTURES, admit, refuse_marked_start

MB = 1024 * 1024
HUGE = files.picture("PNG").replace(b"\0\0\0\x40\0\0\0\x30", b"\0\1\0\0\0\1\0\0", 1)
ARCHIVE = files.archive({"a.txt": b"hello"})


def send(content: bytes) -> None:
    admit(content, "a", kinds=PICTURES | DOCUMENTS, most_bytes=20 * MB)


@pytest.mark.parametrize(
    "content",
    [
        files.picture(progressive=True),
        files.picture("WEBP", lossless=True),
        files.picture("TIFF"),
        files.picture("BMP"),
        files.picture() + files.picture(size=(300, 300)) * 9,
        files.picture() + b"\0\0\0\x18ftypmp42" + b"\x11" * 200_000,
        files.picture() + b"SEFHk\0\0\0" * 9 + b"SEFT",
        files.marked_picture("保守国家秘密宣传栏"),
    ],
    ids=["progressive", "lossless", "tiff", "bmp", "a second picture", "a film", "notes of the maker", "words"],
)
def test_what_cameras_make_comes_in(content):
    send(content)


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (HUGE, "E422-12"),
        (files.moving_png(), "E422-60"),
        (files.picture() + b"\x07" * 100_000, "E422-57"),
        (files.picture() + b"\0\0%PDF-1.7", "E422-57"),
        (files.commented_picture(b"<?php system(1)"), "E422-57"),
        (files.picture("PNG") + ARCHIVE, "E422-57"),
        (files.picture("WEBP") + b"\n<html><script>", "E422-57"),
        (files.overlapping(), "E422-56"),
        (files.marked_png("绝密★"), "E422-50"),
        (files.commented_picture("秘密★5年".encode("gb18030")), "E422-50"),
    ],
    ids=["pixels", "frames", "much behind", "a pdf behind", "a script in its words", "an archive behind",
         "a page behind", "parts over each other", "packed words", "a comment in GB 18030"],
)  # fmt: skip
def test_what_hides_something_is_refused_before_it_is_decoded(content, number):
    with pytest.raises(Invalid) as told:
        send(content)
    assert told.value.number == number


def test_the_first_piece_of_a_marked_photo_is_refused_already():
    refuse_marked_start(files.picture()[:200])
    refuse_marked_start(b"no picture")
    for marked in (files.marked_picture("机密★10年"), files.marked_png("绝密★")):
        with pytest.raises(Invalid, match="密级"):
            refuse_marked_start(marked[: len(marked) - 2])


def test_photos_are_of_the_kinds_that_are_looked_into():
    for content in (files.picture(), files.picture("PNG"), files.picture("WEBP")):
        assert admit(content, "a.jpg", kinds=PHOTOS, most_bytes=MB).content == content
