"""A signed request as it arrived, or would have: every text parameter in the order received. Pure."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]

SIGN = "sign"
KNOWN_SIGN_METHODS = ("sha256", "md5", "hmac")
"""What the documentation names; other spellings are seen in the field, and nobody knows where they are taken."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file part of a multipart body. The platform does not sign it (protocol, section 3, step 1)."""

    name: str
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """`api` is an API name, or the path of a system interface; `pairs` hold `sign` where it stood.

    `url` is the address without its query, "" where nobody knows it. `http_method` is "" likewise.
    """

    api: str
    pairs: Pairs
    files: tuple[SentFile, ...] = ()
    url: str = ""
    http_method: str = ""

    @property
    def is_system(self) -> bool:
        """Whether the path belongs in front: the official SDKs look for a slash in the name."""
        return "/" in self.api

    @property
    def once(self) -> Pairs:
        """Each name once, `sign` among them: Java's SDK sends `method` twice, and the first of a name counts."""
        kept: dict[str, str] = {}
        for name, value in self.pairs:
            kept.setdefault(name, value)
        return tuple(kept.items())

    def value(self, name: str) -> str:
        """The text of a parameter, "" where it is missing."""
        return next((value for one, value in self.pairs if one == name), "")

    def has(self, name: str) -> bool:
        """Whether a parameter of that name came, empty or not."""
        return any(one == name for one, _value in self.pairs)

    @property
    def names_sign_method(self) -> bool:
        """Whether `sign_method` is one that the documentation names."""
        return self.value("sign_method") in KNOWN_SIGN_METHODS
