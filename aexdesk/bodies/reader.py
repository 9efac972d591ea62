"""Answers what is asked of one body: rows, finds, filters, tables, copies. The same code in a child and on a thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from aexdesk.bodies.document import BrokenBody, Document, Row, is_array, is_object, kind_of, text_of
from aexdesk.bodies.filtering import Cancelled, FilterError, run_filter
from aexdesk.bodies.finding import Search
from aexdesk.bodies.halves import written_whole
from aexdesk.bodies.paths import as_jmespath, as_pointer
from aexdesk.bodies.pretty import pretty_beginning
from aexdesk.bodies.spans import Raw
from aexdesk.bodies.tables import BATCH, Table, TableReader, find_tables, tables_as_json

Message = dict[str, Any]
Given = dict[str, Any]

COPY_LIMIT = 8 * 1024 * 1024
"""Bytes; a longer value is saved, not copied."""

_TOLD_EVERY_S = 0.05

RESULT = 1
"""The number of the document that a filter gave; the body is 0."""


class Reader:
    """One body. `answer(asked)` gives one message or, where it takes longer, several; each but the last has `more`."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._documents: dict[int, Document] = {}
        self._searches: dict[int, Search] = {}
        self._tables: dict[int, TableReader] = {}
        self._acts: dict[str, Callable[[Given, threading.Event], Iterator[Message]]] = {
            "open": self._open, "rows": self._rows, "find": self._find, "hit": self._hit, "value": self._value,
            "way": self._way, "filter": self._filter, "tables": self._list_tables, "table": self._open_table,
            "table_rows": self._table_rows, "csv": self._csv, "text": self._text, "lines": self._lines,
            "pretty": self._pretty,
        }  # fmt: skip

    def answer(self, asked: Given, given_up: threading.Event) -> Iterator[Message]:
        """The answers. An error is an answer, too: `error` is its code."""
        try:
            yield from self._acts[asked["do"]](asked, given_up)
        except (FilterError, OSError, IndexError, KeyError) as error:
            yield _failure(error)
        except Cancelled:
            yield {"error": "cancelled"}

    def _document(self, asked: Given) -> Document:
        return self._documents[asked.get("doc", 0)]

    def _open(self, _asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        if not len(self._raw):
            yield {"kind": "empty"}
            return
        try:
            self._documents[0] = document = Document(self._raw)
        except BrokenBody as error:
            problem = error.problem
            told = [problem.code, problem.line, problem.column, problem.name] if problem else None
            at = _offset_of(self._raw, problem.line, problem.column) if problem else -1
            yield {"kind": "broken" if problem else "text", "problem": told, "problem_at": at}
            return
        yield {"kind": "json", "root": _as_list(document.row(document.root)), "indexed": document.is_indexed}

    def _rows(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        rows = self._document(asked).rows(asked["at"], asked["offset"], asked["limit"])
        yield {"rows": [_as_list(row) for row in rows]}

    def _find(self, asked: Given, given_up: threading.Event) -> Iterator[Message]:
        number = asked.get("doc", 0)
        search = self._searches[number] = Search(self._text_of(asked), asked["text"])
        told, at = 0, 0.0
        for _step in search.steps():
            if given_up.is_set():
                raise Cancelled
            # The first hits come at once; after that a person reads no more than so many numbers a second.
            if (search.count and not told) or time.monotonic() - at > _TOLD_EVERY_S:
                told, at = search.count, time.monotonic()
                yield {"count": search.count, "more": True}
        yield {"count": search.count}

    def _hit(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        search = self._searches[asked.get("doc", 0)]
        offset = search.hits[asked["number"]]
        document = self._documents.get(asked.get("doc", 0))
        yield {"at": list(document.positions_at(offset)) if document is not None else None, "offset": offset}

    def _value(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        document = self._document(asked)
        node = document.node(asked["at"])
        if not (is_array(node.value) or is_object(node.value)):
            yield {"text": text_of(document.written(node)), "kind": kind_of(node.value)}
            return
        raw = document.spans.bytes_of(node.positions, COPY_LIMIT + 1)
        if len(raw) > COPY_LIMIT:
            yield {"error": "body_value_large", "values": {"most": COPY_LIMIT // 1_000_000}}
            return
        yield {"text": raw.decode("utf-8", errors="replace"), "kind": kind_of(node.value)}

    def _way(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        way = self._document(asked).way(asked["at"])
        yield {"jmespath": as_jmespath(way), "pointer": as_pointer(way)}

    def _filter(self, asked: Given, given_up: threading.Event) -> Iterator[Message]:
        raw = run_filter(self._documents[0], asked["expression"], given_up)
        self._documents[RESULT] = document = Document(raw)
        self._searches.pop(RESULT, None)
        self._tables.pop(RESULT, None)
        yield {"root": _as_list(document.row(document.root)), "size": len(raw)}

    def _list_tables(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        yield {"tables": tables_as_json(find_tables(self._document(asked)))}

    def _open_table(self, asked: Given, given_up: threading.Event) -> Iterator[Message]:
        number = asked.get("doc", 0)
        wanted = Table(tuple(asked["at"]), "", asked["count"], tuple(asked["columns"]))
        reader = self._tables.get(number)
        if reader is None or reader.table != wanted:
            reader = TableReader(self._document(asked), wanted)
        column = asked.get("sort")
        for _step in reader.sort(column, asked["descending"]) if column is not None else ():
            if given_up.is_set():
                raise Cancelled
        if column is None:
            reader.unsort()
        self._tables[number] = reader
        yield {"count": wanted.count}

    def _table_rows(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        reader = self._tables[asked.get("doc", 0)]
        end = min(reader.table.count, asked["offset"] + asked["limit"])
        positions = [reader.position(number) for number in range(asked["offset"], end)]
        yield {"rows": reader.rows(asked["offset"], asked["limit"]), "positions": positions}

    def _csv(self, asked: Given, given_up: threading.Event) -> Iterator[Message]:
        reader = self._tables[asked.get("doc", 0)]
        total, done = max(1, reader.table.count), 0
        half = asked.get("half")
        with written_whole(Path(asked["path"]), None if half is None else Path(half)) as stream:
            for lines in reader.csv():
                if given_up.is_set():
                    raise Cancelled
                stream.write(lines.encode())
                done = min(total, done + BATCH)
                yield {"done": done * 100 // total, "more": True}
        yield {"rows": reader.table.count, "guarded": reader.guarded}

    def _text(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        start, limit = asked["offset"], asked["limit"]
        raw = self._text_of(asked)
        piece = raw[start : start + limit]
        # The cut may stand inside a letter.
        yield {"text": piece.decode("utf-8", errors="replace").rstrip("\ufffd"), "size": len(raw)}

    def _text_of(self, asked: Given) -> Raw:
        """The bytes of a document; those of the body are there whatever it is."""
        return self._raw if not asked.get("doc") else self._document(asked).raw

    def _lines(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        first, width = asked["first"], asked["width"]
        starts = [_letter_at(self._raw, number * width) for number in range(first, first + asked["count"] + 1)]
        pieces = [self._raw[start:end] for start, end in pairwise(starts)]
        yield {"lines": [piece.decode("utf-8", errors="replace") for piece in pieces if piece]}

    def _pretty(self, asked: Given, _given_up: threading.Event) -> Iterator[Message]:
        raw, limit = self._document(asked).raw, asked["limit"]
        text = raw[: limit * 4].decode("utf-8", errors="replace")
        laid_out = pretty_beginning(text, limit)
        yield {"text": laid_out, "cut": len(laid_out) > limit or len(raw) > limit * 4}


def _offset_of(raw: Raw, line: int, column: int) -> int:
    """At which byte a line's letter stands, both from 1."""
    start = 0
    for _line in range(line - 1):
        start = raw.find(b"\n", start) + 1
    before = raw[start : start + 4 * column].decode("utf-8", errors="replace")[: column - 1]
    return min(start + len(before.encode()), len(raw))


def _letter_at(raw: Raw, offset: int) -> int:
    """Where the first letter begins from `offset` on; a letter of UTF-8 has four bytes at most."""
    place = min(offset, len(raw))
    for _byte in range(3):
        if place < len(raw) and raw[place] & 0xC0 == 0x80:
            place += 1
    return place


def _as_list(row: Row) -> list[Any]:
    return [row.key, row.kind, row.preview, row.count]


def _failure(error: Exception) -> Message:
    if isinstance(error, FilterError):
        return {"error": error.code, "values": {"detail": error.detail, "place": error.place}}
    if isinstance(error, OSError):
        return {"error": "body_not_written", "values": {"reason": error.strerror or type(error).__name__}}
    return {"error": "body_place_gone", "values": {}}
