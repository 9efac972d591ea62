"""Lays a form out over a JSON text: which rows there are, what each shows, and what may be done to it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aexdesk.openplatform.catalogue import Field
from aexdesk.ui.tabs.console.nested.spans import Kind, Path, Spanned, Step

ALL_SHOWN: Final = 10
"""An object with no more fields than this shows them all; of others, those that are needed or there."""

MOST_ROWS: Final = 150
"""Rows that a form has room for; what is longer is for the JSON."""


class Shape(StrEnum):
    """What a row is."""

    VALUE = "value"
    GROUP = "group"
    LIST = "list"
    ODD = "odd"
    MORE = "more"
    ADD_ITEM = "add_item"
    ADD_KEY = "add_key"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; two rows that are equal but for `text` and `stands` need no new widget.

    `stands`: how the value stands in the JSON, None where it does not. `can_move`: up, down. `count`: of what the row
    stands for. ODD: the JSON holds another kind of thing than the catalogue says.
    """

    shape: Shape
    path: Path
    field: Field
    text: str = ""
    stands: Kind | None = None
    is_known: bool = True
    is_item: bool = False
    can_move: tuple[bool, bool] = (False, False)
    count: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What a widget is made for; `field` follows from it, in the form of one parameter."""
        return self.shape, self.path, self.is_known, self.is_item

    @property
    def name(self) -> str:
        """What it is called: its name, or the number of the item, from 1."""
        last: Step = self.path[-1] if self.path else ""
        return last if isinstance(last, str) else f"{last + 1}"


def plan_rows(field: Field, root: Spanned | None, opened: AbstractSet[Path]) -> tuple[Row, ...]:
    """The rows for a whole parameter; `root` None: it is empty. `opened`: objects whose every field is wanted."""
    planner = _Planner(opened)
    rows: list[Row] = []
    for row in planner.inside(field, root, ()):
        if len(rows) == MOST_ROWS:
            rows.append(Row(Shape.FULL, (), field))
            break
        rows.append(row)
    return tuple(rows)


def is_list(field: Field) -> bool:
    """Whether the catalogue says that it is an array."""
    return field.type.endswith("[]")


def item_of(field: Field) -> Field:
    """What each one of an array is."""
    kind = field.type.removesuffix("[]") if is_list(field) else ""
    return Field("", kind, False, field.description if field.fields else "", field.example, fields=field.fields)


class _Planner:
    def __init__(self, opened: AbstractSet[Path]) -> None:
        self._opened = opened

    def inside(self, field: Field, value: Spanned | None, path: Path) -> Iterator[Row]:
        """What stands in an object or array."""
        if (value is not None and value.kind is Kind.ARRAY) or (value is None and is_list(field)):
            yield from self._items(field, value, path)
        elif value is None or value.kind is Kind.OBJECT or value.text == "null":
            yield from self._members(field, value, path)
        else:
            yield Row(Shape.ODD, path, field, value.text, value.kind)  # also a variable that stands for all of it

    def _members(self, field: Field, value: Spanned | None, path: Path) -> Iterator[Row]:
        present = {one.name: one.value for one in value.members} if value else {}
        known = {one.name: one for one in field.fields}
        shows_all = len(known) <= ALL_SHOWN or path in self._opened
        hidden = 0
        for name, inner in known.items():
            if not (shows_all or inner.is_required or name in present):
                hidden += 1
                continue
            yield from self._one(inner, present.get(name), (*path, name))
        for name, found in present.items():
            if name not in known:
                unknown = Field(name, "", False)
                yield from self._one(unknown, found, (*path, name), is_known=False)
        if hidden:
            yield Row(Shape.MORE, path, field, count=hidden)
        if not known or not path:
            yield Row(Shape.ADD_KEY, path, field)

    def _items(self, field: Field, value: Spanned | None, path: Path) -> Iterator[Row]:
        items = value.items if value else ()
        inner = item_of(field)
        for number, item in enumerate(items):
            can_move = number > 0, number < len(items) - 1
            yield from self._one(inner, item, (*path, number), is_item=True, can_move=can_move)
        yield Row(Shape.ADD_ITEM, path, field, count=len(items))

    def _one(
        self,
        field: Field,
        value: Spanned | None,
        path: Path,
        *,
        is_known: bool = True,
        is_item: bool = False,
        can_move: tuple[bool, bool] = (False, False),
    ) -> Iterator[Row]:
        wants = _wanted_shape(field)
        shape, count = wants, 0
        if value is not None and value.text != "null":
            shape = _found_shape(value)
            count = len(value.members) + len(value.items)
            if shape is not wants and field.type and value.kind is not Kind.VARIABLE:
                shape = Shape.ODD
        told = value.text if value else ""
        stands = value.kind if value else None
        yield Row(shape, path, field, told, stands, is_known, is_item, can_move, count)
        if shape is Shape.GROUP and (value is not None or path in self._opened):
            yield from self._members(field, value if value and value.kind is Kind.OBJECT else None, path)
        elif shape is Shape.LIST and (value is not None or path in self._opened):
            yield from self._items(field, value if value and value.kind is Kind.ARRAY else None, path)


def _wanted_shape(field: Field) -> Shape:
    if is_list(field):
        return Shape.LIST
    return Shape.GROUP if field.type == "Object" else Shape.VALUE


def _found_shape(value: Spanned) -> Shape:
    return {Kind.OBJECT: Shape.GROUP, Kind.ARRAY: Shape.LIST}.get(value.kind, Shape.VALUE)
