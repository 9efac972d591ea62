"""Asks a reader of one body, in a child process or on a thread: pages, finds, filters, tables. No Qt."""

from __future__ import annotations

import asyncio
import itertools
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from aexdesk.bodies.document import Positions, Row
from aexdesk.bodies.problems import JsonProblem
from aexdesk.bodies.tables import CELL_LETTERS, Table
from aexdesk.faults import BadInput

__all__ = ["CELL_LETTERS", "BodyReader", "Hit", "Opened", "Positions", "Row", "Table", "TableRow", "Way", "Written"]

PAGE = 1000
"""The most rows that one node shows and one message carries."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a body is: json, text (never meant to be JSON), broken (`problem` says where, `problem_at` at which byte) or
    empty."""

    kind: str
    root: Row | None = None
    problem: JsonProblem | None = None
    problem_at: int = -1


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a value."""

    jmespath: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found: at which byte, and in which value, where the body is JSON."""

    offset: int
    at: Positions | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, and which child of the array it is."""

    position: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A table in a file: its rows, and how many of its cells would have been formulas without an apostrophe."""

    rows: int
    guarded: int


class BodyReader(ABC):
    """One opened body. `doc` 0 is the body itself, 1 what the last filter gave.

    `serve` must run, with an owner, while anything is asked; when it ends, so does the reader. What is asked raises
    StorageFault `body_reader_ended` where the reader has gone, BadInput for what cannot be done.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    @abstractmethod
    async def serve(self) -> None:
        """Keeps the reader alive until it is cancelled or the reader ends by itself."""

    @abstractmethod
    def stream(self, do: str, **given: Any) -> AsyncIterator[dict[str, Any]]:
        """Messages as they come; leaving it early gives the work up. Use `aclosing`."""

    async def ask(self, do: str, **given: Any) -> dict[str, Any]:
        """The last message."""
        last: dict[str, Any] = {}
        async with aclosing(self.stream(do, **given)) as messages:  # type: ignore[type-var] # it is a generator
            async for message in messages:
                last = message
        return last

    async def open(self) -> Opened:
        """Opens it; the first thing to ask."""
        told = await self.ask("open")
        problem = told.get("problem")
        return Opened(
            told["kind"], _row(told.get("root")), JsonProblem(*problem) if problem else None, told.get("problem_at", -1)
        )

    async def rows(self, at: Sequence[int], offset: int = 0, limit: int = PAGE, doc: int = 0) -> tuple[Row, ...]:
        """A page of the children of the value at `at`."""
        told = await self.ask("rows", at=list(at), offset=offset, limit=limit, doc=doc)
        return tuple(Row(*row) for row in told["rows"])

    async def find(self, text: str, doc: int = 0) -> AsyncIterator[int]:
        """Counts of hits so far, the last of them final."""
        async with aclosing(self.stream("find", text=text, doc=doc)) as messages:  # type: ignore[type-var] # the same
            async for message in messages:
                yield message["count"]

    async def hit(self, number: int, doc: int = 0) -> Hit:
        """Where hit `number` (from 0) of the last find stands."""
        told = await self.ask("hit", number=number, doc=doc)
        return Hit(told["offset"], None if told["at"] is None else tuple(told["at"]))

    async def lines(self, first: int, count: int, width: int) -> tuple[str, ...]:
        """The body in lines of `width` bytes, whole letters each: line `first` and those behind it."""
        return tuple((await self.ask("lines", first=first, count=count, width=width))["lines"])

    async def value(self, at: Sequence[int], doc: int = 0) -> str:
        """A text as it reads, all else as it is written."""
        return str((await self.ask("value", at=list(at), doc=doc))["text"])

    async def way(self, at: Sequence[int], doc: int = 0) -> Way:
        """The way there, in both spellings."""
        told = await self.ask("way", at=list(at), doc=doc)
        return Way(told["jmespath"], told["pointer"])

    async def filter(self, expression: str) -> Row:
        """Filters the body; the result is document 1 from now on, and this is its root."""
        row = _row((await self.ask("filter", expression=expression))["root"])
        assert row is not None
        return row

    async def tables(self, doc: int = 0) -> tuple[Table, ...]:
        """The arrays of objects."""
        told = await self.ask("tables", doc=doc)
        return tuple(Table(tuple(at), path, count, tuple(columns)) for at, path, count, columns in told["tables"])

    async def open_table(
        self, table: Table, column: str | None = None, is_descending: bool = False, doc: int = 0
    ) -> None:
        """Puts a table in order: of the text, or of a column."""
        await self.ask(
            "table",
            at=list(table.positions), count=table.count, columns=list(table.columns), sort=column,
            descending=is_descending, doc=doc,
        )  # fmt: skip

    async def table_rows(self, offset: int, limit: int, doc: int = 0) -> tuple[TableRow, ...]:
        """A page of the table that was opened last."""
        told = await self.ask("table_rows", offset=offset, limit=limit, doc=doc)
        pairs = zip(told["positions"], told["rows"], strict=True)
        return tuple(TableRow(position, tuple(cells)) for position, cells in pairs)

    async def write_csv(self, path: str, note: Callable[[int], None], doc: int = 0) -> Written:
        """Writes that table, in its order; `note` hears how much of a hundred is done.

        Where it is given up, no half of a file stays.
        """
        last: dict[str, Any] = {}
        async with aclosing(self.stream("csv", path=path, doc=doc)) as messages:  # type: ignore[type-var] # the same
            async for last in messages:
                if last.get("more"):
                    note(last["done"])
        return Written(last["rows"], last["guarded"])

    async def text(self, offset: int, limit: int, doc: int = 0) -> str:
        """Bytes of the body as text."""
        return str((await self.ask("text", offset=offset, limit=limit, doc=doc))["text"])

    async def pretty(self, limit: int, doc: int = 0) -> tuple[str, bool]:
        """The first `limit` letters, laid out; whether that is not all."""
        told = await self.ask("pretty", limit=limit, doc=doc)
        return str(told["text"]), bool(told["cut"])


def check(message: dict[str, Any]) -> dict[str, Any]:
    """The message. Raises BadInput where it is an error, CancelledError where the work was given up."""
    failure = message.get("error")
    if failure == "cancelled":
        raise asyncio.CancelledError
    if failure is not None:
        raise BadInput(failure, **message.get("values", {}))
    return message


def _row(told: list[Any] | None) -> Row | None:
    return None if told is None else Row(*told)
