"""The user's things as JSON can say them: the fields of the dataclass, times as ISO 8601. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def to_plain(thing: DataclassInstance, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Every field but those in `without`."""
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing) if field.name not in without}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return to_plain(value)
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return value
