"""Mutates inputs by a seeded chance alone: what stands in for coverage where atheris is not installed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

LONGEST = 8_192  # bytes; what is longer shows little more, and is slow
_JOINT = re.compile(rb"[,{\[&;?\n\0] ?")
_ODD = (b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"%00", b"&", b'"', b"\\", b"{", b"]", b"-1", b"=")


def mutated(seeds: Sequence[bytes], words: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """Endlessly: a seed with one to six bends in it. The same number gives the same inputs."""
    number = 0
    while True:
        chance = Random(f"{seed}:{number}")
        data = chance.choice(seeds)
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            data = bent(data, seeds, words, chance)
        yield data
        number += 1


def bent(data: bytes, seeds: Sequence[bytes], words: Sequence[bytes], chance: Random) -> bytes:
    """`data` with one bend in it, no longer than is worth while."""
    return _bent(data, seeds, words, chance)[:LONGEST]


def _place(data: bytes, chance: Random) -> int:
    """Anywhere; half of the times where one member, pair or line ends and the next begins."""
    at = chance.randrange(len(data) + 1)
    if chance.random() < 0.5:
        found = _JOINT.search(data, at)
        return found.end() if found else at
    return at


def _bent(data: bytes, seeds: Sequence[bytes], words: Sequence[bytes], chance: Random) -> bytes:
    at = _place(data, chance)
    end = min(len(data), at + chance.choice((1, 1, 2, 4, 16, 64)))
    inside = data[at:end]
    match chance.randrange(8):
        case 0:
            inside = b""
        case 1:
            inside = chance.choice(_ODD)
        case 2:
            inside *= chance.choice((2, 3, 50))
        case 3:
            inside = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 8))))
        case 4:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            inside = other[start : start + chance.choice((4, 30, 300))]
        case 5:
            inside = chance.choice(words or _ODD) + inside
        case 6:
            inside = bytes(byte ^ (1 << chance.randrange(8)) for byte in inside)
        case _:
            inside = chance.choice(words or _ODD)
    return data[:at] + inside + data[end:]
