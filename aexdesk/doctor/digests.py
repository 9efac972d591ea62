"""How a message and a secret become a signature, rightly and in the ways that people got it wrong. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aexdesk.doctor.finding import Explanation, Mistake

MessageDigester = Callable[[bytes], bytes]
Digester = Callable[[bytes], MessageDigester]
"""From a key to what digests messages with it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A key, then a message, to the bytes of a digest that is `size` long. `mistakes`: none for the right one."""

    mistakes: Explanation
    size: int
    make: Digester
    needs_secret: bool = True
    wraps: bool = False
    """The secret stands on both sides of the message, as one may want to see in the string to sign."""


_SIZES = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}


_BLOCK = 64  # bytes; of SHA-512 128
_INNER, _OUTER = (bytes(byte ^ mask for byte in range(256)) for mask in (0x36, 0x5C))


def _new(name: str) -> Any:
    return getattr(hashlib, name)(usedforsecurity=False)


def _hmac(name: str) -> Digester:
    """By hand (RFC 2104): the key is taken in once, and a copy of that costs half of what `hmac.digest` does."""
    block = 2 * _BLOCK if name == "sha512" else _BLOCK

    def keyed(key: bytes) -> MessageDigester:
        if len(key) > block:
            key = hashlib.new(name, key, usedforsecurity=False).digest()
        padded = key.ljust(block, b"\0")
        inner, outer = _new(name), _new(name)
        inner.update(padded.translate(_INNER))
        outer.update(padded.translate(_OUTER))

        def make(message: bytes) -> bytes:
            first, second = inner.copy(), outer.copy()
            first.update(message)
            second.update(first.digest())
            return bytes(second.digest())

        return make

    return keyed


def _hmac_wrapped(name: str) -> Digester:
    def keyed(key: bytes) -> MessageDigester:
        make = _hmac(name)(key)
        return lambda message: make(key + message + key)

    return keyed


def _hmac_swapped(name: str) -> Digester:
    return lambda key: lambda message: hmac.digest(message, key, name)


def _hmac_wrapped_swapped(name: str) -> Digester:
    return lambda key: lambda message: hmac.digest(key + message + key, key, name)


def _plain(name: str, before: bool, after: bool) -> Digester:
    def keyed(key: bytes) -> MessageDigester:
        first, last = key if before else b"", key if after else b""
        start = getattr(hashlib, name)
        return lambda message: bytes(start(first + message + last, usedforsecurity=False).digest())

    return keyed


_RIGHT = {"sha256": "hmac-sha256", "hmac": "hmac-md5", "md5": "md5-wrapped"}
"""What each sign method stands for, by the id that it has where it is a mistake."""


def is_right_for(sign_method: str, mistakes: Explanation) -> bool:
    """Whether the digest that is blamed with `mistakes` is the one that the sign method stands for."""
    kinds = {mistake.kind for mistake in mistakes}
    right = _RIGHT.get(sign_method, "")
    return right in kinds or (right == "hmac-sha256" and "sign-method-mismatch" in kinds)


def digests_for(sign_method: str) -> tuple[Digest, ...]:
    """All that are known, the right one with no mistake; none is right where nobody knows the sign method.

    With an unknown sign method, what the platform's default would give is `sign-method-mismatch`, and any other
    digest its own mistake.
    """
    right = _RIGHT.get(sign_method, "")
    found = [_named(digest, right) for digest in _plain_ways()]
    found += _keyed_ways(("sha256", "md5") if sign_method in ("hmac", "md5") else ("sha256",))
    if not right:
        mismatch = (Mistake("sign-method-mismatch", how="given" if sign_method else "absent"),)
        found = [
            Digest(mismatch, one.size, one.make) if one.mistakes == (Mistake("hmac-sha256"),) else one for one in found
        ]
    return tuple(found)


def _named(digest: Digest, right: str) -> Digest:
    """`digest`, with no mistake where it is the one that the sign method stands for."""
    (mistake,) = digest.mistakes
    return Digest((), digest.size, digest.make, wraps=digest.wraps) if mistake.kind == right else digest


def _plain_ways() -> list[Digest]:
    ways = [
        Digest((Mistake("hmac-sha256"),), 32, _hmac("sha256")),
        Digest((Mistake("hmac-md5"),), 16, _hmac("md5")),
        Digest((Mistake("hmac-sha1"),), 20, _hmac("sha1")),
        Digest((Mistake("hmac-sha512"),), 64, _hmac("sha512")),
        Digest((Mistake("md5-wrapped"),), 16, _plain("md5", before=True, after=True), wraps=True),
        Digest((Mistake("sha256-no-key"),), 32, _plain("sha256", before=False, after=False), needs_secret=False),
        Digest((Mistake("md5-no-key"),), 16, _plain("md5", before=False, after=False), needs_secret=False),
        Digest((Mistake("sha1-plain", "none"),), 20, _plain("sha1", before=False, after=False), needs_secret=False),
    ]
    sides = {"before": (True, False), "after": (False, True), "both": (True, True)}
    for how, (before, after) in sides.items():
        ways.append(Digest((Mistake("sha256-plain", how),), 32, _plain("sha256", before, after)))
        ways.append(Digest((Mistake("sha1-plain", how),), 20, _plain("sha1", before, after)))
        if how != "both":
            ways.append(Digest((Mistake("md5-one-sided", how),), 16, _plain("md5", before, after)))
    return ways


def _keyed_ways(usual: tuple[str, ...]) -> list[Digest]:
    """An HMAC that is fed wrongly: with a usual hash that alone, with another as a second mistake.

    SHA-256 is usual beside that of the sign method: whoever wraps an HMAC or swaps its arguments had the platform's
    own digest in mind.
    """
    ways = []
    for name in ("sha256", "md5", "sha1"):
        other = () if name in usual else (Mistake(f"hmac-{name}"),)
        size = _SIZES[name]
        wrapped, swapped = Mistake("hmac-wrapped"), Mistake("key-message-swapped")
        ways.append(Digest((*other, wrapped), size, _hmac_wrapped(name), wraps=True))
        ways.append(Digest((*other, swapped), size, _hmac_swapped(name)))
        ways.append(Digest((*other, wrapped, swapped), size, _hmac_wrapped_swapped(name)))
    return ways
