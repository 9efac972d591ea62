"""Which text a program took for the app secret. Pure."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from aexdesk.doctor.finding import Explanation, Mistake
from aexdesk.secret import Secret

_BLANKS = {
    "newline": "\n",
    "crlf": "\r\n",
    "blank": " ",
    "tab": "\t",
    "carriage-return": "\r",
    "nbsp": "\u00a0",
    "bom": "\ufeff",
    "zero-width": "\u200b",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key in bytes, and what was wrong with it; the right one has no mistake. Shows nothing of itself."""

    mistakes: Explanation
    _data: bytes

    @property
    def data(self) -> bytes:
        """The bytes that key a digest."""
        return self._data

    def __repr__(self) -> str:
        return f"Key({self.mistakes!r})"


def keys_of(app_secret: Secret | None, app_key: str, others: Mapping[str, Secret]) -> tuple[Key, ...]:
    """The right key first (not there without a secret), then the ones that people used in its place.

    Raises nothing: text without UTF-8 is taken as it would be written.
    """
    found: list[Key] = []
    if app_secret:
        text = app_secret.reveal()
        found += [Key((), _bytes(text)), *_spoilt(text), *_misread(text)]
    if app_key:
        found.append(Key((Mistake("secret-is-app-key"),), _bytes(app_key)))
    for name, other in others.items():
        found.append(Key((Mistake("secret-of-other-profile", how=name),), _bytes(other.reveal())))
    kept: dict[bytes, Key] = {}
    for key in found:
        kept.setdefault(key.data, key)
    return tuple(kept.values())


def _spoilt(text: str) -> list[Key]:
    """With a blank or a line break that was copied along; or without one that was pasted here."""
    found = []
    for how, blank in _BLANKS.items():
        found.append(Key((Mistake("secret-whitespace", f"{how}-after"),), _bytes(text + blank)))
        found.append(Key((Mistake("secret-whitespace", f"{how}-before"),), _bytes(blank + text)))
        found.append(Key((Mistake("secret-whitespace", f"{how}-around"),), _bytes(blank + text + blank)))
    for how, other in (("stripped", text.strip()), ("stripped-after", text.rstrip()), ("quoted", f'"{text}"')):
        if other and other != text:
            kind = "secret-quoted" if how == "quoted" else "secret-whitespace"
            found.append(Key((Mistake(kind, how),), _bytes(other)))
    return found


def _misread(text: str) -> list[Key]:
    """Taken for something that it is not: a hash to decode, an OAuth 1 key, a word without letter case."""
    found = [
        Key((Mistake("secret-with-ampersand"),), _bytes(text + "&")),
        Key((Mistake("secret-case", "upper"),), _bytes(text.upper())),
        Key((Mistake("secret-case", "lower"),), _bytes(text.lower())),
    ]
    for how, decode in (("hex", bytes.fromhex), ("base64", _base64)):
        try:
            decoded = decode(text)
        except ValueError:
            continue
        if decoded:
            found.append(Key((Mistake("secret-decoded", how),), decoded))
    return found


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii", "strict"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
