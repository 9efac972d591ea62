"""Any bytes in the body reader: rows say what json.loads says, and every question has an answer or a documented error.

An input is a line, then the body: the line is what is looked for, and the filter.
"""

from __future__ import annotations

import json
import math
import threading
from typing import Any

from aexdesk.bodies.document import Document, Node, is_array, is_object
from aexdesk.bodies.reader import RESULT, Reader
from aexdesk.bodies.written import Number, Pairs, read_exactly
from tests.fuzz.target import Target

_KINDS = frozenset({"empty", "broken", "text", "json"})
_ERRORS = frozenset({
    "body_place_gone", "body_value_large", "filter_unreadable", "filter_invalid", "filter_too_much",
})  # fmt: skip
_NEVER = threading.Event()
_MANY = 10_000


def check(data: bytes) -> str:
    """Raises AssertionError for a row that says otherwise than json.loads, or an error that is none of ours."""
    line, _, body = data.partition(b"\n")
    asked = line.decode("utf-8", "replace")
    reader = Reader(body)
    opened = _ask(reader, do="open")
    assert opened["kind"] in _KINDS, opened
    _questions(reader, asked, len(body))
    expected = _loaded(body)
    if expected is not None:
        assert opened["kind"] == "json", opened
    if opened["kind"] != "json":
        return str(opened["kind"])
    document = reader._documents[0]
    seen = _rebuilt(document, document.root)
    assert seen == _plain(read_exactly(body.removeprefix(b"\xef\xbb\xbf"))), body[:300]
    if expected is not None:
        assert seen == expected[0], body[:300]
    _places(document, body)
    return _filtered(reader, asked)


def _ask(reader: Reader, **asked: Any) -> dict[str, Any]:
    """The last of the answers."""
    told: dict[str, Any] = {}
    for told in reader.answer(asked, _NEVER):
        assert told.get("error", "filter_invalid") in _ERRORS, told
    return told


def _questions(reader: Reader, text: str, size: int) -> None:
    _ask(reader, do="text", offset=size // 3, limit=100)
    _ask(reader, do="lines", first=0, count=3, width=20)
    found = _ask(reader, do="find", text=text)
    for number in range(min(3, found.get("count", 0))):
        _ask(reader, do="hit", number=number)
    for at in ([], [0], [0, 0], [1], [_MANY]):
        _ask(reader, do="rows", at=at, offset=0, limit=50)
        _ask(reader, do="value", at=at)
        _ask(reader, do="way", at=at)
    _ask(reader, do="pretty", limit=300)
    for at, _path, count, columns in _ask(reader, do="tables").get("tables", ())[:2]:
        wanted = {"at": at, "count": count, "columns": columns}
        _ask(reader, do="table", **wanted, descending=False)
        _ask(reader, do="table_rows", offset=0, limit=20)
        if columns:
            _ask(reader, do="table", **wanted, sort=columns[0], descending=True)
            _ask(reader, do="table_rows", offset=0, limit=20)


def _filtered(reader: Reader, expression: str) -> str:
    told = _ask(reader, do="filter", expression=expression)
    if "root" not in told:
        return "json"
    _ask(reader, do="rows", doc=RESULT, at=[], offset=0, limit=20)
    _ask(reader, do="text", doc=RESULT, offset=0, limit=100)
    return "json, filtered"


def _loaded(body: bytes) -> tuple[Any] | None:
    """What json.loads makes of it; None where it refuses, or reads what is no JSON text in UTF-8."""
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_int=Number, parse_float=Number, object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return None
    return (_plain(found),)


def _plain(value: Any) -> Any:
    if isinstance(value, Pairs):
        return [(key, _plain(one)) for key, one in zip(value.keys, value.values, strict=True)]
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return ("number", json.dumps(value))
    return ("number", str(value)) if isinstance(value, Number) else value


def _rebuilt(document: Document, node: Node) -> Any:
    value = node.value
    if is_object(value) or is_array(value):
        built = [(one.key, _rebuilt(document, one)) for one in document.children(node, 0, _MANY)]
        return built if is_object(node.value) else [one for _key, one in built]
    written = document.written(node)
    return ("number", str(written)) if isinstance(written, Number) else written


def _places(document: Document, body: bytes) -> None:
    """Any byte of the text leads to a value, and its place holds that byte or begins behind it."""
    for offset in range(0, len(body), max(1, len(body) // 7)):
        way = document.positions_at(offset)
        document.way(way)
        start, end = document.spans.span(way)
        assert 0 <= start < end <= len(body), (offset, way, start, end)


_BODIES: tuple[tuple[bytes, bytes], ...] = (
    (b"result.items[?price > `1`].id", b'{"result": {"items": [{"id": 9007199254740993, "price": 1.10}, {"id": 2}]}}'),
    (b"error_response.msg", '{"error_response":{"type":"ISV","code":"15","msg":"出错 \\"é\\""}}'.encode()),
    (b"[0]", b"[-0, -0.0, 1E400, 18446744073709551615, 1e5, 0.1, true, null]"),
    (b"a", b'{"a": {"x": 1.50, "x": 2, "y\\u0000": 3}, "": [[], {}]}'),
    (b"x", b'["\\ud83d", "\\ud83d\\uded2", NaN, -Infinity]'),
    (b"*", b"\xef\xbb\xbf {\"a\": [{\"k\": \"v\", \"n\": 1}, {\"k\": \"=w\", \"n\": -2.5}, {\"m\": 3}]} \r\n"),
    (b"length(@)", b"[" + b",".join(b'{"id":%d,"t":"%d"}' % (at, at) for at in range(70)) + b"]"),
    (b"@", b'"alone"'),
    (b"sort_by(@, &n)", b'[{"n": -0, "p": 1.10}, {"n": -0.0, "p": 1E2}, {"n": 0}]'),
    (b"@", b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]"),
    (b"html", b"<html><body>502</body></html>"),
)  # fmt: skip

TARGET = Target(
    name="bodies",
    check=check,
    seeds=tuple(line + b"\n" + body for line, body in _BODIES),
    words=(
        b'"', b"\\", b"\\u", b"\\ud800", b"\\udc00", b"\\u0000", b"\\/", b"{", b"}", b"[", b"]", b"[]", b"{}", b":",
        b",", b"1.10", b"-0", b"-0.0", b"1e5", b"1E+400", b"0.1", b"18446744073709551616", b"-9223372036854775809",
        b"NaN", b"-Infinity", b"true", b"false", b"null", b'"a":', b"\n", b"\r", b"\t", b"\xef\xbb\xbf",
        b"\xc3\xa9", b"\xff", b"sort_by(@, &", b"[?", b"`1`", b"|", b"&", b"[*]", b"[::2]", b"to_number(",
        b"join(', ', ",
    ),
    good=("json",),
)  # fmt: skip
