"""Decimals far down a table are found by their name only where that is proven; else the text is walked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from aexdesk.bodies import far_decimals
from aexdesk.bodies.document import Document
from aexdesk.bodies.far_decimals import FarDecimals
from aexdesk.bodies.spans import SpanMap
from aexdesk.bodies.tables import TableReader, find_tables

COUNT = 40


@pytest.fixture(autouse=True)
def _near_is_nearer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(far_decimals, "_NEAR", 10)


def _text(change: Callable[[int, str], str] = lambda _number, row: row, behind: str = "") -> bytes:
    rows = [change(number, f'{{"id": {number}, "rate": {number}.50}}') for number in range(COUNT)]
    return f'{{"list": [{", ".join(rows)}]{behind}}}'.encode()


def _reader(raw: bytes) -> TableReader:
    document = Document(raw)
    return TableReader(document, find_tables(document)[0])


def test_they_are_found_without_walking_there(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = _reader(_text(lambda number, row: row.replace('"id"', '"rate of": "rate", "id"')))
    walked: list[Any] = []
    monkeypatch.setattr(SpanMap, "bytes_of", lambda *asked: walked.append(asked))
    assert reader.rows(COUNT - 1, 1)[0][-1] == f"{COUNT - 1}.50"
    assert walked == []


@pytest.mark.parametrize(
    "raw",
    [
        _text(lambda number, row: row.replace('"id"', '"inner": {"rate": 7.0}, "id"') if number == 3 else row),
        _text(lambda number, row: row.replace('"rate"', '"r\\u0061te"') if number == 20 else row),
        _text(lambda number, row: row.replace('"rate"', '"rate": 1.25, "rate"') if number == 20 else row),
        _text(lambda number, row: row.replace('"id"', '"say": "\\"rate\\": 3.0", "id"')),
        _text(lambda number, row: row.replace(".50", "") if number % 2 else row),
        _text(lambda number, row: '{"id": 1}' if number == 15 else row),
        _text(lambda number, row: row.replace(f'{number}.50', '"none"') if number == 15 else row),
        _text(behind=', "rate": 39.50'),
        _text(lambda number, row: row.replace(".50", "e-2")),
    ],
)  # fmt: skip
def test_what_is_shown_is_what_is_written_in_any_case(raw: bytes) -> None:
    reader = _reader(raw)
    shown = reader.rows(0, COUNT)
    rows = json.loads(raw, parse_float=str, parse_int=str)["list"]
    first_of = json.loads(raw, parse_float=str, parse_int=str, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    for number, cells in enumerate(shown):
        told = dict(zip(reader.table.columns, cells, strict=True))
        assert told["rate"] == first_of["list"][number].get("rate", None)
        assert told["id"] == rows[number]["id"]


def test_where_it_is_not_proven_nothing_is_said() -> None:
    raw = _text(behind=', "rate": 39.50')
    assert FarDecimals(Document(raw), (0,)).written(20, "rate") is None
    assert FarDecimals(Document(_text()), (0,)).written(20, "rate") == "20.50"
    assert FarDecimals(Document(_text()), (0,)).written(20, 'ra"te') is None
