"""A string to sign in the making: what a program joined, in which order, and with what between. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aexdesk.doctor.received import SIGN, Pairs, Received

Encoder = Callable[[str], str]
Sorter = Callable[[Pairs], list[tuple[str, str]]]
Joiner = Callable[[list[tuple[str, str]]], str]

MARKED_TIME: Final = "8888888888888"
"""Stands for the timestamp in a draft that many timestamps are tried in: digits, so that no encoder changes it."""


def by_code_point(pairs: Pairs) -> list[tuple[str, str]]:
    """The right order. By code point is by UTF-8 byte. A name that stands twice keeps its order."""
    return sorted(pairs, key=_name)


def _name(pair: tuple[str, str]) -> str:
    return pair[0]


def joined_bare(pairs: list[tuple[str, str]]) -> str:
    """The right joining: names and values with nothing between."""
    return "".join([text for pair in pairs for text in pair])


def as_it_is(text: str) -> str:
    """No encoding, as is right."""
    return text


@dataclass(frozen=True, slots=True)
class Draft:
    """`encode` works on each value, `whole` on the joined text with its prefix, `charset` makes it bytes.

    `errors` says what becomes of a letter that the charset lacks.
    """

    pairs: Pairs
    prefix: str = ""
    sort: Sorter = by_code_point
    join: Joiner = joined_bare
    encode: Encoder = as_it_is
    whole: Encoder = as_it_is
    charset: str = "utf-8"
    errors: str = "surrogateescape"

    @property
    def text(self) -> str:
        """The string to sign."""
        pairs = self.pairs
        if self.encode is not as_it_is:
            encode = self.encode
            pairs = tuple([(name, encode(value)) for name, value in pairs])
        return self.whole(self.prefix + self.join(self.sort(pairs)))

    def message(self) -> bytes:
        """What is digested."""
        return as_bytes(self.text, self.charset, self.errors)

    def value(self, name: str) -> str | None:
        """The text of a parameter."""
        for one, value in self.pairs:
            if one == name:
                return value
        return None


def as_bytes(text: str, charset: str, errors: str) -> bytes:
    """`text` in that charset. Half a surrogate pair, which no charset has, is written as UTF-8 would write it."""
    try:
        return text.encode(charset, errors)
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def baseline(received: Received) -> Draft:
    """The right draft: every received parameter but `sign`, empty ones too; before a system interface its path.

    Neither MD5 form, both of the older TOP protocol, knows a path (protocol, section 3).
    """
    pairs = tuple(pair for pair in received.once if pair[0] != SIGN)
    has_path = received.is_system and received.value("sign_method") not in ("md5", "hmac")
    return Draft(pairs, received.api if has_path else "")


def with_value(draft_pairs: Pairs, name: str, value: str) -> Pairs:
    """The pairs with another text for one of them."""
    return tuple([(one, value if one == name else text) for one, text in draft_pairs])
