"""What is said of a signature that nothing explains: each shape has its own words, in their order."""

from __future__ import annotations

import pytest

from aexdesk.doctor.conclusions import conclusions_of
from aexdesk.doctor.finding import Note

EXPECTED = "A" * 64
AFTER = (Note("changed-after-signing"), Note("how-to-find-out"))


def shape(length: int, expected: int = 64) -> tuple[tuple[str, str], ...]:
    return (("length", str(length)), ("expected", str(expected)))


@pytest.mark.parametrize(
    ("length", "digest"), [(32, "MD5"), (40, "SHA-1"), (64, "SHA-256"), (96, "SHA-384"), (128, "SHA-512")]
)
def test_a_length_that_a_digest_has_is_named(length: int, digest: str) -> None:
    looks = Note("looks-like-digest", (("digest", digest), *shape(length)))
    wrong = (Note("secret-likely-wrong"),) if length == 64 else ()
    assert conclusions_of("f" * length, EXPECTED, has_secret=True) == (looks, *wrong, *AFTER)


@pytest.mark.parametrize("length", [1, 31, 33, 63, 65])
def test_a_length_that_no_digest_has_is_odd(length: int) -> None:
    assert conclusions_of("f" * length, EXPECTED, has_secret=True) == (Note("odd-length", shape(length)), *AFTER)


def test_of_letters_that_are_not_hex_each_is_named_once_and_no_more_than_twenty() -> None:
    sign = "0f=AX=g" + "".join(chr(number) for number in range(200, 240))
    note = conclusions_of(sign, EXPECTED, has_secret=True)[0]
    assert note == Note("not-hex", (*shape(len(sign)), ("letters", "=Xg" + "".join(map(chr, range(200, 217))))))


def test_letters_that_are_not_hex_do_not_blame_the_secret_whatever_their_number() -> None:
    said = [note.id for note in conclusions_of("z" * 64, EXPECTED, has_secret=True)]
    assert said == ["not-hex", "changed-after-signing", "how-to-find-out"]


def test_without_the_secret_nothing_else_can_be_concluded() -> None:
    assert conclusions_of("f" * 64, "", has_secret=False) == (
        Note("looks-like-digest", (("digest", "SHA-256"), *shape(64))),
        Note("no-secret"),
    )


def test_a_search_that_was_cut_says_so_first() -> None:
    said = [note.id for note in conclusions_of("f" * 31, EXPECTED, has_secret=True, is_cut=True)]
    assert said == ["search-cut", "odd-length", "changed-after-signing", "how-to-find-out"]
