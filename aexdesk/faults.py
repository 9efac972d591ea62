"""The family of errors that people can do something about.

AexError
├── BadInput          what was given cannot be used: change it
├── GuardRefused      the guard kept a call from leaving: make the facts match
├── PlatformError     the platform answered with an error
├── NetworkFault      no answer came: host, connection, time
├── VaultUnavailable  the keyring is missing, locked or silent
└── StorageFault      the data folder or database cannot be read or written

An error carries a code and values, never a sentence: `wording.describe` makes the sentence.
"""

from __future__ import annotations

Value = str | int | float | bool | None


class AexError(Exception):
    """An expected failure: `code` says which one, `values` what it is about (never a secret)."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code} ({told})" if told else self.code


class BadInput(AexError):
    """What was given cannot be used."""


class GuardRefused(AexError):
    """The guard kept a call from leaving this machine."""


class PlatformError(AexError):
    """The platform answered with an error; `code` is the platform's own."""


class NetworkFault(AexError):
    """No answer came."""


class VaultUnavailable(AexError):
    """The keyring is missing, locked, or did not answer in time."""


class StorageFault(AexError):
    """The data folder or the database cannot be read or written."""
