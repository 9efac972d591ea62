"""What the doctor says of a request: codes and values; `wording` makes the sentences. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of the search. It speaks of the signature alone."""

    VALID = "valid"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One known mistake. `how` is the code of the way it was made; `where` the parameters that it touches.

    `name` is the one that belongs to the id: `param-left-out:NAME`.
    """

    kind: str
    how: str = ""
    where: tuple[str, ...] = ()
    name: str = ""

    @property
    def id(self) -> str:
        """As it is printed."""
        return f"{self.kind}:{self.name}" if self.name else self.kind


Explanation = tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something seen beside the signature, or concluded where nothing explains it."""

    id: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """A string to sign and the signature that it gives; "" where nobody knows them."""

    string_to_sign: str
    sign: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`mistakes` explain the signature bit for bit; `alternatives` do so too, with as many. `tried` counts digests.

    `stopped`: the search ended before all that it knows was tried.
    """

    verdict: Verdict
    expected: Signing
    received: Signing
    mistakes: Explanation = ()
    alternatives: tuple[Explanation, ...] = ()
    notes: tuple[Note, ...] = ()
    tried: int = 0
    stopped: bool = False
