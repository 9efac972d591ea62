"""Puts rows in order of one of their members: numbers by size, also those that are texts, then texts, then the rest."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from aexdesk.bodies.document import is_object
from aexdesk.bodies.written import Number

_NUMBER, _TEXT, _BOOLEAN, _CONTAINER, _ABSENT = range(5)
_SLICE = 20_000
_EXACT_LETTERS = 15
"""Decimals of so many letters are as many different floats, in the same order; and those are compared far quicker."""


class SortKeys:
    """What rows are compared by, read once: the other direction then costs a sort alone."""

    def __init__(self, column: str) -> None:
        self.column = column
        self._rows: list[list[int]] = [[] for _kind in range(_ABSENT + 1)]
        self._keys: list[list[Any]] = [[] for _kind in range(_ABSENT + 1)]

    def read(self, rows: Iterable[Any]) -> Iterator[None]:
        """Takes the rows in their order; yields now and then."""
        column, of_kind, key_of_kind = self.column, self._rows, self._keys
        for number, row in enumerate(rows):
            kind, key = _key_of(row.get(column) if is_object(row) else None)
            of_kind[kind].append(number)
            key_of_kind[kind].append(key)
            if number % _SLICE == 0:
                yield

    def order(self, is_descending: bool) -> array[int]:
        """The numbers of the rows in order; those without the member come last, either way."""
        made = array("L")
        kinds = range(_ABSENT)
        for kind in reversed(kinds) if is_descending else kinds:
            rows, keys = self._rows[kind], self._keys[kind]
            places = sorted(range(len(rows)), key=keys.__getitem__, reverse=is_descending)
            made.extend([rows[place] for place in places])
        made.extend(self._rows[_ABSENT])
        return made


def _key_of(value: Any) -> tuple[int, Any]:
    if value is None:
        return _ABSENT, 0
    if isinstance(value, str):
        # The platform sends prices and ids as texts: those go by size, too.
        return _key_of_text(value)
    if isinstance(value, bool):
        return _BOOLEAN, value
    if isinstance(value, int | float):
        return _NUMBER, value
    return _CONTAINER, len(value)


def _key_of_text(value: str) -> tuple[int, Any]:
    if value[:1] in "-0123456789" and value:
        try:
            if (
                len(value) <= _EXACT_LETTERS
                and "e" not in value
                and "E" not in value
                and isfinite(number := float(value))
            ):
                return _NUMBER, number
            exact = Decimal(value)
        except (InvalidOperation, ValueError):
            return (_NUMBER, 0) if isinstance(value, Number) else (_TEXT, value.casefold())
        if exact.is_finite():
            return _NUMBER, exact
    return _TEXT, value.casefold()
