"""How a signature is written: upper-case hex as is right, or lower-case, Base64, cut short. Pure."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from aexdesk.doctor.finding import Explanation, Mistake

SIZES: Final = (16, 20, 32, 64)  # bytes of MD5, SHA-1, SHA-256 and SHA-512
_SHORTEST_CUT: Final = 12  # characters: fewer, and some mistake would fit by chance
_HEX = re.compile(r"[0-9A-Fa-f]+")


@dataclass(frozen=True, slots=True)
class Writing:
    """A way of writing, and what in digests of `size` bytes it looks like.

    `is_it` is asked with a digest; `exact` are the bytes themselves where they can be known, so that one comparison is
    enough.
    """

    mistakes: Explanation
    size: int
    is_it: Callable[[bytes], bool]


def writings_of(sign: str) -> tuple[Writing, ...]:
    """Every way in which `sign` may be a signature, for each size of digest."""
    return tuple(_found(sign))


def _found(sign: str) -> Iterator[Writing]:
    if _HEX.fullmatch(sign):
        yield from _hex(sign)
    yield from _base64(sign)
    yield from _odd(sign)


def _hex(sign: str) -> Iterator[Writing]:
    is_lower = sign != sign.upper()
    case: Explanation = (Mistake("digest-lowercase", "" if sign == sign.lower() else "mixed"),) if is_lower else ()
    for size in SIZES:
        if len(sign) == 2 * size:
            yield Writing(case, size, bytes.fromhex(sign).__eq__)
        elif _SHORTEST_CUT <= len(sign) < 2 * size:
            wanted = sign.lower()
            cut = Mistake("digest-truncated", str(len(sign)))
            yield Writing((*case, cut), size, _begins(wanted))
            if len(sign) == size:
                yield Writing((*case, Mistake("digest-truncated", "middle")), size, _in_the_middle(wanted))
            yield Writing((*case, Mistake("digest-truncated", "end")), size, _ends(wanted))


def _begins(wanted: str) -> Callable[[bytes], bool]:
    return lambda digest: digest.hex().startswith(wanted)


def _ends(wanted: str) -> Callable[[bytes], bool]:
    return lambda digest: digest.hex().endswith(wanted)


def _in_the_middle(wanted: str) -> Callable[[bytes], bool]:
    """The "MD5 of 16 characters" that some countries' sites print: without the first and the last quarter."""
    start = len(wanted) // 2
    return lambda digest: digest.hex()[start : start + len(wanted)] == wanted


def _base64(sign: str) -> Iterator[Writing]:
    plain = sign.replace("-", "+").replace("_", "/").replace(" ", "+").rstrip("=")
    if not re.fullmatch(r"[A-Za-z0-9+/]+", plain):
        return
    mistake = Mistake("digest-base64", "url" if "-" in sign or "_" in sign else "")
    decoded = _decoded(plain)
    for size in SIZES:
        if decoded is not None and len(decoded) == size:
            yield Writing((mistake,), size, decoded.__eq__)
        if decoded is not None and _SHORTEST_CUT // 2 <= len(decoded) < size:
            yield Writing((Mistake("digest-truncated", f"{len(decoded)} bytes"), mistake), size, _begins(decoded.hex()))
        # Base64 of the hex letters.
        if decoded is not None and len(decoded) == 2 * size:
            yield from _base64_of_hex(decoded, size)
        if _SHORTEST_CUT <= len(plain) < -(-size * 4 // 3):
            yield Writing((mistake, Mistake("digest-truncated", str(len(sign)))), size, _begins_base64(plain))


def _base64_of_hex(decoded: bytes, size: int) -> Iterator[Writing]:
    try:
        text = decoded.decode("ascii")
    except UnicodeDecodeError:
        return
    if _HEX.fullmatch(text):
        of_hex = Mistake("digest-base64", "of-hex")
        lower = (Mistake("digest-lowercase"),) if text != text.upper() else ()
        yield Writing((*lower, of_hex), size, bytes.fromhex(text).__eq__)


def _decoded(plain: str) -> bytes | None:
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _begins_base64(plain: str) -> Callable[[bytes], bool]:
    return lambda digest: base64.b64encode(digest).decode().startswith(plain)


def _odd(sign: str) -> Iterator[Writing]:
    """With something around it, or between the bytes."""
    bare = sign.strip().strip("\"'").removeprefix("0x").removeprefix("0X")
    joined = bare.replace("-", "").replace(":", "")
    if bare == sign and joined == sign:
        return
    if _HEX.fullmatch(joined) and len(joined) // 2 in SIZES and len(joined) % 2 == 0:
        how = "separated" if joined != bare else "quoted"
        lower = (Mistake("digest-lowercase"),) if joined != joined.upper() else ()
        yield Writing((*lower, Mistake("digest-decorated", how)), len(joined) // 2, bytes.fromhex(joined).__eq__)
