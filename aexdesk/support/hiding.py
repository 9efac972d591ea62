"""Hides what is personal in what support gets, place by place, so that each can be seen, and shown again by hand. Pure.

Secrets are hidden before, by `redaction`; here they are counted, so that the list of what was hidden is whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aexdesk.redaction import Hider
from aexdesk.redaction.json_spots import is_json, rewrite_values
from aexdesk.redaction.personal import EMAIL, PHONE, Kind, kind_of
from aexdesk.secret import MASK

ADDRESS: Final = "address"
SECRET: Final = "secret"  # noqa: S105 - the name of a kind
SIGNATURE: Final = "signature"
_ADDRESS_FIELD: Final = "logistics_address"
_KEPT_OF_ADDRESS: Final = frozenset({"country", "country_code"})
_FOLLOWED: Final = frozenset({Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.STREET, Kind.NUMBER})
"""Kinds whose values are hidden wherever else they stand; a city or a province may be any word."""
_WORTH_FOLLOWING: Final = 6
_NOTHING: Final = frozenset({"null", "true", "false"})


class Showing(StrEnum):
    """Whether what was hidden may be shown again."""

    FREE = "free"
    CONFIRMED = "confirmed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Hiding:
    """What was hidden in one place, how often. `kind`: a kind of personal data, "address", "signature" or "secret"."""

    kind: str
    where: str
    count: int
    showing: Showing = Showing.FREE
    is_shown: bool = False

    @property
    def id(self) -> str:
        """Names it among all that were hidden."""
        return f"{self.kind} {self.where}"


def hidden(kind: str) -> str:
    """What stands in place of a value: it says what was there."""
    return f"({kind} hidden)"


class Concealing:
    """One pass over texts: first those with fields, then free ones, in which what the first held is hidden too.

    `shown`: ids of hidings that a person wants to see. `exempt`: values that are never personal, as the app key.
    """

    def __init__(self, shown: Iterable[str] = (), exempt: Iterable[str] = ()) -> None:
        self._shown = frozenset(shown)
        self._exempt = frozenset(exempt)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._secrets: Counter[tuple[str, str]] = Counter()
        self._values: dict[str, str] = {}
        self._to_show: set[str] = set()

    @property
    def hidings(self) -> tuple[Hiding, ...]:
        """All that was found, in the order in which it was: secrets first, for they stay."""
        of_secrets = [_hiding_of_secret(kind, where, count) for (kind, where), count in self._secrets.items()]
        found = [Hiding(kind, where, count) for (kind, where), count in self._counts.items()]
        return tuple(
            Hiding(
                one.kind, one.where, one.count, one.showing, one.showing is not Showing.NEVER and self._shows(one.id)
            )
            for one in (*of_secrets, *found)
        )

    def field(self, name: str, value: str, where: str = "") -> str:
        """The value of a parameter or field; JSON in it is walked into."""
        self._note_secrets(where or name, name, value)
        return self._field(name, value, (where or name,))

    def free(self, text: str, where: str) -> str:
        """A text without fields: by pattern, and by what was found before."""
        self._note_secrets(where, "", text)
        if is_json(text):
            text = self._field("", text, (where,))
        text = self._by_pattern(text, where)
        for kind in dict.fromkeys(self._values.values()):
            text = self._follow(kind, text, where)
        return text

    def _follow(self, kind: str, text: str, where: str) -> str:
        followed = self._follower(kind).hide(text)
        count = followed.count(hidden(kind)) - text.count(hidden(kind))
        if not count:
            return text
        self._counts[kind, where] += count
        return text if self._shows(f"{kind} {where}") else followed

    def elsewhere(self, text: str) -> str:
        """Any other text, in whatever encoding: what was found before is hidden there too, and not counted again."""
        return self._follower().hide(text)

    def elsewhere_bytes(self, data: bytes) -> bytes:
        """The same for bytes."""
        return self._follower().hide_bytes(data)

    # ---------------------------------------------------------------- what is personal

    def _field(self, name: str, value: str, above: tuple[str, ...]) -> str:
        if is_json(value):
            return rewrite_values(value, lambda path, one: self._leaf(_name_of(path, name), one, (*above, *path)))
        return self._leaf(name, value, above)

    def _leaf(self, name: str, value: str, path: tuple[str, ...]) -> str:
        where = ".".join(path)
        kind = self._kind(name, value, path)
        if kind is not None:
            return self._hide(kind, value, where)
        return self._by_pattern(value, where)

    def _kind(self, name: str, value: str, path: tuple[str, ...]) -> str | None:
        if not _is_told(value) or value in self._exempt or is_json(value):
            return None
        if _ADDRESS_FIELD in value:
            return ADDRESS  # nobody can tell its lines apart
        kind = kind_of(name)
        if kind is Kind.EMAIL and "@" not in value:
            kind = None
        if kind is None and _ADDRESS_FIELD in path and name not in _KEPT_OF_ADDRESS:
            return ADDRESS
        return kind

    def _by_pattern(self, text: str, where: str) -> str:
        text = EMAIL.sub(lambda found: self._hide(Kind.EMAIL, found[0], where), text)
        return PHONE.sub(lambda found: self._hide(Kind.PHONE, found[0], where), text)

    def _hide(self, kind: str, value: str, where: str) -> str:
        self._counts[kind, where] += 1
        if self._shows(f"{kind} {where}"):
            self._to_show.add(value)
            return value
        if kind in _FOLLOWED and len(value) >= _WORTH_FOLLOWING and value not in self._exempt:
            self._values[value] = kind
        return hidden(kind)

    def _follower(self, of_kind: str = "") -> Hider:
        values = self._values.items()
        return Hider({value: hidden(kind) for value, kind in values if self._is_followed(value, kind, of_kind)}, ())

    def _is_followed(self, value: str, kind: str, of_kind: str) -> bool:
        return value not in self._to_show and of_kind in ("", kind)

    # ---------------------------------------------------------------- what redaction has hidden

    def _note_secrets(self, where: str, name: str, value: str) -> None:
        count = value.count(MASK)
        if count:
            self._secrets[SIGNATURE if name.casefold() == "sign" else SECRET, where] += count

    def _shows(self, identity: str) -> bool:
        return identity in self._shown


def _hiding_of_secret(kind: str, where: str, count: int) -> Hiding:
    return Hiding(kind, where, count, Showing.CONFIRMED if kind == SIGNATURE else Showing.NEVER)


def _name_of(path: tuple[str, ...], otherwise: str) -> str:
    """The nearest name: a place in an array has none of its own."""
    return next((step for step in reversed(path) if not step.isdecimal()), otherwise)


def _is_told(value: str) -> bool:
    return bool(value.strip()) and MASK not in value and value not in _NOTHING
