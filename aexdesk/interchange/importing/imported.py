"""What an import gives: requests, and what was left out of the file, with the reason. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportedRequest:
    """A request of this platform, as a collection can keep it: texts that may hold `{{variable}}`, nothing secret.

    `notes` are what the file said of it. `dropped` names what stood there and is made anew for each call, or is secret.
    """

    name: str
    api: str
    parameters: Pairs = ()
    files: Pairs = ()
    http_method: str = "POST"
    sign_method: str = "sha256"
    settings: Pairs = ()
    notes: str = ""
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of a request that was not taken.

    `why`: computed, secret, file_not_read, value_twice, body_not_read, unknown_sign_method.
    """

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A request that is not one of this platform, or cannot be one. `why`: other_address, no_api, no_url, too_deep."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """All that one file held. `variables` are those that it defines for itself, without secret ones."""

    requests: tuple[ImportedRequest, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    variables: Pairs = field(default=())
