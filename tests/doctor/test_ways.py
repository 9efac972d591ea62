"""How digests, keys and writings go together: by the number of mistakes, and made when they are asked for."""

from __future__ import annotations

import hashlib
import hmac

from aexdesk.doctor.digests import Digest, MessageDigester
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.keys import Key
from aexdesk.doctor.signature_text import Writing
from aexdesk.doctor.ways import Ways

MESSAGE = b"app_key1"
SHORT, OTHER, LOWER, TRIMMED, OLD = (Mistake(kind) for kind in ("short", "other", "lower", "trimmed", "old"))


class Taken:
    """The keys that digests were made for, in order."""

    def __init__(self) -> None:
        self.keys: list[bytes] = []

    def make(self, key: bytes) -> MessageDigester:
        self.keys.append(key)
        return lambda message: hmac.digest(key, message, "sha256")


def of(key: bytes) -> Writing:
    return Writing((), 32, hmac.digest(key, MESSAGE, "sha256").__eq__)


def test_every_digest_goes_with_every_key_in_every_writing_of_its_size() -> None:
    taken = Taken()
    digests = [Digest((), 32, taken.make), Digest((OTHER,), 32, taken.make), Digest((OLD,), 16, taken.make)]
    keys = [Key((), b"a"), Key((TRIMMED,), b"b")]
    writings = [Writing((), 32, b"".__eq__), Writing((LOWER,), 32, b"".__eq__)]
    ways = Ways(writings, digests, keys)
    assert [way.mistakes for way in ways.beyond(0)] == [()]
    assert [way.mistakes for way in ways.beyond(1)] == [(TRIMMED,), (OTHER,), (LOWER,)]
    assert [way.mistakes for way in ways.beyond(2)] == [(OTHER, TRIMMED), (TRIMMED, LOWER), (OTHER, LOWER)]
    assert [way.mistakes for way in ways.beyond(3)] == [(OTHER, TRIMMED, LOWER)]
    assert ways.beyond(4) == ()
    assert [way.key for way in ways.beyond(1)] == [b"b", b"a", b"a"]


def test_mistakes_that_every_way_has_do_not_count() -> None:
    ways = Ways([Writing((SHORT, LOWER), 32, b"".__eq__)], [Digest((), 32, Taken().make)], [Key((), b"a")])
    assert [way.mistakes for way in ways.beyond(0)] == [(SHORT, LOWER)]
    assert ways.beyond(2) == ()


def test_where_no_digest_has_the_size_there_is_no_way() -> None:
    assert Ways([Writing((), 20, b"".__eq__)], [Digest((), 32, Taken().make)], [Key((), b"a")]).beyond(0) == ()


def test_a_key_is_taken_in_when_its_ways_are_asked_for_and_once() -> None:
    taken = Taken()
    ways = Ways([of(b"a")], [Digest((), 32, taken.make)], [Key((), b"a"), Key((TRIMMED,), b"b")])
    assert taken.keys == []
    first = ways.beyond(0)
    assert taken.keys == [b"a"]
    assert ways.beyond(0) is first
    ways.beyond(1)
    assert taken.keys == [b"a", b"b"]


def test_a_digest_that_needs_no_secret_is_tried_once_with_an_empty_key() -> None:
    taken = Taken()
    ways = Ways([of(b"")], [Digest((), 32, taken.make, needs_secret=False)], [Key((), b"a"), Key((TRIMMED,), b"b")])
    (way,) = ways.beyond(0)
    assert (way.mistakes, way.key, taken.keys) == ((), b"", [b""])
    assert ways.beyond(1) == ()
    assert way.fits(MESSAGE)
    assert [one.mistakes for one in Ways([of(b"")], [way.digest], []).beyond(0)] == [()]


def test_a_way_fits_the_message_that_was_signed() -> None:
    (way,) = Ways([of(b"key")], [Digest((), 32, Taken().make)], [Key((), b"key")]).beyond(0)
    assert way.fits(MESSAGE)
    assert not way.fits(MESSAGE + b"2")
    assert "b'key'" not in repr(way)


def test_a_secret_is_tried_in_the_charset_of_the_message_too() -> None:
    secret = "geh\u00e4im"
    made = [Digest((), 32, lambda key: lambda message: hashlib.sha256(key + message).digest())]
    writing = Writing((), 32, hashlib.sha256(secret.encode("utf-16-le") + MESSAGE).digest().__eq__)
    (way,) = Ways([writing], made, [Key((), secret.encode())]).beyond(0)
    assert way.fits_in("utf-16-le", MESSAGE)
    assert not way.fits_in("utf-16-be", MESSAGE)
    assert not way.fits(MESSAGE)


def test_a_secret_of_bytes_that_are_no_text_fits_nothing_in_another_charset_and_is_no_error() -> None:
    (way,) = Ways([of(b"\xff")], [Digest((), 32, Taken().make)], [Key((), b"\xff")]).beyond(0)
    assert way.fits(MESSAGE)
    assert not way.fits_in("utf-16-le", MESSAGE)
