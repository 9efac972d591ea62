"""A saved request: what a call will be once its variables are known. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

COMPUTED: Final = frozenset({"app_key", "timestamp", "sign", "session", "access_token"})
"""Common parameters that are made anew for each call: they never stand in a saved request."""

Pairs = tuple[tuple[str, str], ...]


class AssertionKind(StrEnum):
    """What an assertion looks at. The first two take no path, `exists` no value."""

    STATUS = "status"
    ERROR_CODE = "error_code"
    EQUALS = "equals"
    CONTAINS = "contains"
    EXISTS = "exists"
    MATCHES = "matches"
    LESS = "less"
    GREATER = "greater"

    @property
    def takes_path(self) -> bool:
        """Whether it asks the body, by JMESPath."""
        return self not in (AssertionKind.STATUS, AssertionKind.ERROR_CODE)

    @property
    def takes_value(self) -> bool:
        """Whether it compares with something."""
        return self is not AssertionKind.EXISTS


@dataclass(frozen=True, slots=True)
class Capture:
    """Keeps what the JMESPath `path` finds in the answer as the variable `name`."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """What must hold of the answer. `value` is text, may hold variables, and is compared exactly.

    `error_code` with an empty value: the platform answered without an error.
    """

    kind: AssertionKind
    path: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class SavedRequest:
    """A request as its file holds it. Values are text that may hold `{{variable}}`.

    `files` maps a parameter to a path relative to the collection's folder. An empty `profile` is the one of the run.
    """

    name: str
    api: str
    parameters: Pairs = ()
    files: Pairs = ()
    http_method: str = "POST"
    sign_method: str = "sha256"
    settings: Pairs = ()
    profile: str = ""
    captures: tuple[Capture, ...] = field(default=())
    assertions: tuple[Assertion, ...] = field(default=())
    notes: str = ""
