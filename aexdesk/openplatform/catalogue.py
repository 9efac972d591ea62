"""The API catalogue: definitions, what each call can do to money, and search. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SPENDING_WORDS = (
    "order", "trade", "pay", "buy", "purchase", "place", "create", "checkout", "submit", "commit", "confirm", "charge",
    "debit", "deduct", "transfer", "settle", "subscri", "redeem", "reserve", "bid", "acquire", "spend", "cart",
    "batch",  # may hold an order
)  # fmt: skip
"""A name that the catalogue does not know and that holds one of these counts as creating an order."""


class Effect(StrEnum):
    """What a call can do. Only `read` is harmless."""

    READ = "read"
    WRITE = "write"
    CREATES_ORDER = "creates_order"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field inside one whose value is JSON text (`json_text`). `values`: those that are known."""

    name: str
    type: str
    is_required: bool
    description: str = ""
    example: str = ""
    json_text: bool = False
    is_signed: bool = True
    fields: tuple[Field, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApiDefinition:
    """An API of the catalogue. `needs_session` is None where nobody knows.

    `is_own`: a user described it. That helps to write a call and tells nobody what the call can do to money.
    `documented_rate`: calls a second of the whole platform, no promise to one app (protocol, section 8).
    """

    name: str
    title: str
    group: str
    effect: Effect
    is_system: bool
    needs_session: bool | None
    http_methods: tuple[str, ...]
    parameters: tuple[Field, ...]
    is_deprecated: bool = False
    confidence: str = ""
    notes: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    is_own: bool = False
    documented_rate: int | None = None


class Catalogue:
    """All known APIs, by name and by search."""

    def __init__(self, definitions: Iterable[ApiDefinition]) -> None:
        self._by_name = {definition.name: definition for definition in definitions}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Catalogue:
        """Reads the format of `resources/catalogue.json`."""
        return cls(_read_api(entry) for entry in data["apis"])

    def __len__(self) -> int:
        return len(self._by_name)

    @property
    def definitions(self) -> tuple[ApiDefinition, ...]:
        """Every API, in the order of the file."""
        return tuple(self._by_name.values())

    def find(self, name: str) -> ApiDefinition | None:
        """The API called exactly `name`."""
        return self._by_name.get(name)

    def effect_of(self, name: str) -> Effect:
        """What calling `name` can do; a name that is not in the catalogue is judged by its words."""
        if definition := self._by_name.get(name):
            return definition.effect
        lowered = name.casefold()
        return Effect.CREATES_ORDER if any(word in lowered for word in SPENDING_WORDS) else Effect.WRITE

    def search(self, text: str) -> tuple[ApiDefinition, ...]:
        """The APIs in which every word of `text` occurs, in name or title; those named so come first."""
        words = text.casefold().split()
        found = [
            definition
            for definition in self._by_name.values()
            if all(word in f"{definition.name} {definition.title}".casefold() for word in words)
        ]
        found.sort(key=lambda definition: not all(word in definition.name.casefold() for word in words))
        return tuple(found)


def _read_api(entry: Mapping[str, Any]) -> ApiDefinition:
    needs_session = entry["needs_session"]
    return ApiDefinition(
        name=entry["name"],
        title=entry["title"],
        group=entry["group"],
        effect=Effect(entry["effect"]),
        is_system=entry["kind"] == "system",
        needs_session=needs_session if isinstance(needs_session, bool) else None,
        http_methods=tuple(entry["http_methods"]),
        parameters=tuple(_read_field(field) for field in entry["params"]),
        is_deprecated=entry.get("deprecated", False) not in (False, "unclear"),
        confidence=entry.get("confidence", ""),
        notes=tuple(str(entry[key]) for key in ("note", "param_note", "needs_session_note") if entry.get(key)),
        error_codes=tuple(entry.get("error_codes", ())),
        documented_rate=entry.get("documented_qps"),
    )


def _read_field(entry: Mapping[str, Any]) -> Field:
    return Field(
        name=entry["name"],
        type=entry["type"],
        is_required=bool(entry["required"]),
        description=entry.get("description", ""),
        example=str(entry.get("example", "")),
        json_text=bool(entry.get("json_text")),
        is_signed=entry.get("signed", True),
        fields=tuple(_read_field(field) for field in entry.get("fields", ())),
        values=tuple(entry.get("values", ())),
    )
