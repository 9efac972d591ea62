"""Reads the fields of a JSON parameter that a stranger sent: of the right type, or a refusal that names them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.numbers import read_whole
from aexdesk.practice.refusal import invalid_parameter, missing_parameter


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one JSON object. `name`: the parameter that it came in."""

    name: str
    values: Mapping[str, Any]

    def text(self, field: str, *, required: bool = False) -> str:
        """A text, or a whole number as text; empty for null and for what is not there."""
        value = self.values.get(field)
        if value is None or value == "":
            if required:
                raise missing_parameter(f"{self.name}.{field}")
            return ""
        if isinstance(value, str):
            return value
        number = read_whole(value)
        if number is None:
            raise invalid_parameter(f"{self.name}.{field}", "not a text")
        return str(number)

    def number(self, field: str) -> int:
        """A required whole number, also given as text."""
        number = read_whole(self.text(field, required=True))
        if number is None:
            raise invalid_parameter(f"{self.name}.{field}", "not a whole number")
        return number

    def one_of(self, field: str, known: Mapping[str, Any], default: str) -> str:
        """One of the known words; the default for none."""
        word = self.text(field) or default
        if word not in known:
            raise invalid_parameter(f"{self.name}.{field}", f"must be one of {', '.join(known)}")
        return word
