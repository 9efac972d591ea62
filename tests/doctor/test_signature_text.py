"""How a signature is written, by programs that wrote it so: what is told of each, and that it is taken for no other."""

from __future__ import annotations

import base64
import hashlib

import pytest

from aexdesk.doctor.finding import Explanation, Mistake
from aexdesk.doctor.signature_text import writings_of

SIZES = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}
LOWER, MIXED = Mistake("digest-lowercase"), Mistake("digest-lowercase", "mixed")
BASE64, FOR_URLS, OF_HEX = (Mistake("digest-base64", how) for how in ("", "url", "of-hex"))
MIDDLE, END = Mistake("digest-truncated", "middle"), Mistake("digest-truncated", "end")
QUOTED, SEPARATED = Mistake("digest-decorated", "quoted"), Mistake("digest-decorated", "separated")

sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


def cut(length: int | str) -> Mistake:
    return Mistake("digest-truncated", str(length))


def digest_of(size: int) -> bytes:
    """Its Base64 begins with + and /, and it has letters in hex."""
    return (b"\xfb\xff" + hashlib.sha512(b"AExDesk").digest())[:size]


def upper(size: int) -> str:
    return digest_of(size).hex().upper()


def in_base64(size: int) -> str:
    return base64.b64encode(digest_of(size)).decode()


def told(sign: str, size: int) -> list[Explanation]:
    """What makes `sign` a writing of that digest; none of these fits its bytes in reverse."""
    right = digest_of(size)
    found = []
    for writing in writings_of(sign):
        if writing.size == size and writing.is_it(right):
            assert not writing.is_it(right[::-1]), writing.mistakes
            found.append(writing.mistakes)
    return found


# ---------------------------------------------------------------- hex


@sizes
def test_upper_case_hex_is_right(size: int) -> None:
    assert told(upper(size), size) == [()]


@sizes
def test_small_letters_are_one_mistake_and_both_in_one_signature_too(size: int) -> None:
    assert told(upper(size).lower(), size) == [(LOWER,)]
    assert told(upper(size)[:-6] + upper(size)[-6:].lower(), size) == [(MIXED,)]


@sizes
def test_another_digest_is_not_taken_for_it(size: int) -> None:
    other = bytes([*digest_of(size)[:-1], digest_of(size)[-1] ^ 1]).hex().upper()
    assert told(other, size) == []


@sizes
@pytest.mark.parametrize("length", [12, 13, 31])
def test_a_signature_that_was_cut_is_told_with_the_letters_that_are_left(size: int, length: int) -> None:
    assert told(upper(size)[:length], size) == [(cut(length),)]
    assert told(upper(size)[:length].lower(), size) == [(LOWER, cut(length))]
    assert told(upper(size)[-length:], size) == [(END,)]
    assert told(upper(size)[-length:].lower(), size) == [(LOWER, END)]


@sizes
def test_one_letter_too_few_is_cut_and_one_too_many_is_nothing(size: int) -> None:
    whole = 2 * size
    assert told(upper(size)[:-1], size) == [(cut(whole - 1),)]
    assert told(upper(size) + "A", size) == []


@sizes
def test_the_sixteen_letters_in_the_middle_of_an_md5_and_their_like_for_longer_digests(size: int) -> None:
    middle = upper(size)[size // 2 : size // 2 + size]
    assert told(middle, size) == [(MIDDLE,)]
    assert told(middle.lower(), size) == [(LOWER, MIDDLE)]
    assert told(middle[1:], size) == []


@sizes
def test_of_eleven_letters_nothing_is_said_since_some_mistake_would_fit_by_chance(size: int) -> None:
    assert told(upper(size)[:11], size) == told(upper(size)[-11:], size) == []
    assert writings_of(in_base64(size)[:7]) == ()


# ---------------------------------------------------------------- Base64


@sizes
def test_base64_is_read_with_and_without_its_padding(size: int) -> None:
    assert told(in_base64(size), size) == [(BASE64,)]
    assert told(in_base64(size).rstrip("="), size) == [(BASE64,)]


@sizes
def test_base64_for_urls_is_told_apart_by_either_of_its_letters(size: int) -> None:
    assert told(in_base64(size).replace("+", "-").replace("/", "_"), size) == [(FOR_URLS,)]
    assert told(in_base64(size).replace("+", "-"), size) == [(FOR_URLS,)]
    assert told(in_base64(size).replace("/", "_"), size) == [(FOR_URLS,)]


def test_a_plus_that_a_form_made_a_blank_is_read_as_plus() -> None:
    assert told(in_base64(32).replace("+", " "), 32) == [(BASE64,)]


@pytest.mark.parametrize(("size", "length"), [(16, 21), (20, 26), (32, 42), (64, 85)])
def test_base64_that_was_cut_is_two_mistakes(size: int, length: int) -> None:
    assert (BASE64, cut(length)) in told(in_base64(size)[:length], size)
    assert (BASE64, cut(12)) in told(in_base64(size)[:12], size)


def test_bytes_that_were_cut_before_they_became_base64_are_told_in_bytes() -> None:
    for count in (6, 16, 31):
        some = base64.b64encode(digest_of(32)[:count]).decode()
        assert (cut(f"{count} bytes"), BASE64) in told(some, 32)
    assert told(base64.b64encode(digest_of(32)[:5]).decode(), 32) == []


@sizes
def test_base64_of_the_letters_of_the_hex_is_told_with_their_case(size: int) -> None:
    assert told(base64.b64encode(upper(size).encode()).decode(), size) == [(OF_HEX,)]
    assert told(base64.b64encode(upper(size).lower().encode()).decode(), size) == [(LOWER, OF_HEX)]


@pytest.mark.parametrize("letters", ["\u00e9" * 32, "xyz~" * 16], ids=["no ASCII", "no hex"])
def test_base64_of_other_letters_is_no_hex(letters: str) -> None:
    assert not [one for one in writings_of(base64.b64encode(letters.encode()).decode()) if OF_HEX in one.mistakes]


@pytest.mark.parametrize("sign", ["A1B2C3D4E5F6!", "=" * 44, "=" + "A" * 43, "\u00e9" * 64, "A" * 45 + "*"])
def test_what_is_neither_hex_nor_base64_is_no_writing(sign: str) -> None:
    assert writings_of(sign) == ()


# ---------------------------------------------------------------- something around it


@sizes
@pytest.mark.parametrize("around", [" {} ", '"{}"', "'{}'", "0x{}", "0X{}", '\n"{}"\n', "'0x{}'"])
def test_what_a_program_printed_around_it_is_told(size: int, around: str) -> None:
    assert told(around.format(upper(size)), size) == [(QUOTED,)]
    assert told(around.format(upper(size).lower()), size) == [(LOWER, QUOTED)]


@sizes
@pytest.mark.parametrize("between", ["-", ":"])
def test_bytes_with_something_between_are_told(size: int, between: str) -> None:
    # .NET's BitConverter.ToString, and what openssl prints.
    assert told(between.join(f"{byte:02X}" for byte in digest_of(size)), size) == [(SEPARATED,)]
    assert told(between.join(f"{byte:02x}" for byte in digest_of(size)), size) == [(LOWER, SEPARATED)]


@pytest.mark.parametrize("sign", ['"{}1"', '"{}12"', '"{}"'[:-3] + "G" * 64 + '"', "'not a signature'"])
def test_quotes_around_what_no_digest_gives_are_no_writing(sign: str) -> None:
    assert writings_of(sign.format(upper(32))) == ()
