"""Reads the rows of data that a run goes over: CSV with a header, a JSON array of objects, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from aexdesk.collection.variables import is_name
from aexdesk.faults import BadInput
from aexdesk.services.chosen_files import read_whole_text

LARGEST: Final = 256 * 1024 * 1024  # bytes

Row = Mapping[str, str]


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows, every value as text, numbers as written. Blocks.

    Raises BadInput: file_unreadable, file_too_large, file_not_text, bad_data (with the line or the row).
    """
    text = read_whole_text(path, LARGEST)
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            rows = [_row(_parse(line), number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        elif path.suffix.lower() == ".json":
            rows = _json_rows(text)
        else:
            rows = _csv_rows(text)
    except RecursionError:
        raise BadInput("bad_data", line=0, reason="too_deep") from None
    if not rows:
        raise BadInput("bad_data", line=0, reason="no_rows")
    for name in rows[0]:
        if not is_name(name):
            raise BadInput("request_bad_variable", name=name, line=1, column=0)
    return tuple(rows)


def _csv_rows(text: str) -> list[Row]:
    import csv  # noqa: PLC0415 - a run without rows does not pay for it
    import io  # noqa: PLC0415

    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if len(set(header)) != len(header):
            raise BadInput("bad_data", line=1, reason="column_twice")
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise BadInput("bad_data", line=reader.line_num, reason="cells")
            rows.append(dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise BadInput("bad_data", line=reader.line_num, reason=str(error)) from None
    return rows


def _json_rows(text: str) -> list[Row]:
    found = _parse(text)
    if not isinstance(found, list):
        raise BadInput("bad_data", line=1, reason="no_array")
    return [_row(item, number) for number, item in enumerate(found, 1)]


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_int=_Number, parse_float=_Number)
    except json.JSONDecodeError as error:
        raise BadInput("bad_data", line=error.lineno, reason=error.msg) from None


def _row(item: Any, number: int) -> Row:
    if not isinstance(item, dict):
        raise BadInput("bad_data", line=number, reason="no_object")
    return {name: _text(value) for name, value in item.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else _compact(value)


def _compact(value: Any) -> str:
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_compact(name)}:{_compact(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_compact, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
