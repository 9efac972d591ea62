"""Answers that came compressed: every coding that is known, however it is cut, and nothing of the others."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import AsyncIterator

import httpx
import pytest

from aexdesk.gateway.unpacking import unpacked

PLAIN = b'{"a": "' + bytes(range(97, 123)) * 9000 + b'"}'
ZLIB, RAW = zlib.compress(PLAIN), zlib.compress(PLAIN, wbits=-zlib.MAX_WBITS)


async def _cut(packed: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(packed), size):
        yield packed[start : start + size]


async def _pieces(packed: bytes, coding: str, size: int = 1000) -> list[bytes]:
    return [piece async for piece in unpacked(_cut(packed, size), coding)]


@pytest.mark.parametrize("size", [1, 2, 3, 100_000])
@pytest.mark.parametrize(
    ("coding", "packed"),
    [("gzip", gzip.compress(PLAIN)), ("X-Gzip ", gzip.compress(PLAIN)), ("deflate", ZLIB), ("deflate", RAW)],
)
async def test_what_was_packed_comes_out(coding: str, packed: bytes, size: int) -> None:
    assert b"".join(await _pieces(packed, coding, size)) == PLAIN


async def test_members_of_gzip_are_one_body_and_an_empty_body_is_none() -> None:
    assert b"".join(await _pieces(gzip.compress(PLAIN) + gzip.compress(b"more"), "gzip", 7)) == PLAIN + b"more"
    assert await _pieces(b"", "gzip") == []


@pytest.mark.fault("compressed bomb")
async def test_a_little_that_becomes_much_comes_in_pieces() -> None:
    pieces = await _pieces(gzip.compress(b" " * 50_000_000), "gzip", 1_000_000)
    assert max(map(len, pieces)) <= 64 * 1024
    assert sum(map(len, pieces)) == 50_000_000


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PLAIN)[:-1]),
        ("gzip", PLAIN),
        ("deflate", ZLIB[:-1]),
        ("deflate", ZLIB + b"more"),
        ("deflate", PLAIN),
        ("br", PLAIN),
        ("zstd", PLAIN),
        ("gzip, gzip", gzip.compress(gzip.compress(PLAIN))),
        ("identity, gzip", gzip.compress(PLAIN)),
    ],
)
@pytest.mark.fault("truncated", "compressed bomb")
async def test_what_is_not_whole_or_not_known_is_refused(coding: str, packed: bytes) -> None:
    with pytest.raises(httpx.DecodingError):
        await _pieces(packed, coding)
