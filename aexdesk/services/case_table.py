"""Reads a table of order test cases: the header in the App Console's words or ours, a row for each case. Pure.

What makes the whole file unreadable is raised; what is wrong with a row stands beside it, with the line it began on.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aexdesk.faults import BadInput
from aexdesk.ordertest.product_url import read_item_id
from aexdesk.services.countries import find_exactly
from aexdesk.services.test_cases import OrderTestCaseDraft, check_test_case_draft

MOST_ROWS = 1_000
"""No App Console takes so many; a longer file is another kind of file."""

FIELDS = ("name", "loan_account_email", "item_id", "quantity", "country", "reason")
_NEEDED = frozenset(FIELDS) - {"quantity", "reason"}
_ONE = "1"
_WORDS: Mapping[str, str] = {
    "name": "name",
    "testcasename": "name",
    "testcase": "name",
    "loanaccountemail": "loan_account_email",
    "loanaccount": "loan_account_email",
    "account": "loan_account_email",
    "email": "loan_account_email",
    "itemid": "item_id",
    "item": "item_id",
    "productid": "item_id",
    "quantity": "quantity",
    "country": "country",
    "receivingcountriesregion": "country",
    "receivingcountryregion": "country",
    "receivingcountries": "country",
    "receivingcountry": "country",
    "reasonforapplication": "reason",
    "reason": "reason",
}
"""The App Console's words first, then ours, without blanks, signs and capitals."""

_DELIMITERS = (",", ";", "\t")
_NO_LETTERS = re.compile(r"[^a-z0-9]")
_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the line on which it begins, what stands in it, and what is wrong. `draft` is None where anything is."""

    line: int
    name: str
    draft: OrderTestCaseDraft | None
    faults: tuple[BadInput, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseTable:
    """All rows. `unknown`: the columns that mean nothing here, as the header has them."""

    rows: tuple[TableRow, ...]
    unknown: tuple[str, ...] = ()


def read_case_table(text: str, environment: str, taken: frozenset[str]) -> CaseTable:
    """The rows of `text`, as drafts for `environment`, where the names in `taken` are in use.

    Raises BadInput: import_empty, import_no_header (which columns are missing), import_not_csv, import_too_many.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True)
    lines = _lines(reader)
    try:
        header = next(lines, None)
        if header is None:
            raise BadInput("import_empty")
        columns, unknown = _read_header(header[1])
        rows = tuple(_read_rows(lines, columns, environment, taken))
    except csv.Error as error:
        raise BadInput("import_not_csv", line=reader.line_num, reason=str(error)) from error
    if not rows:
        raise BadInput("import_empty")
    return CaseTable(rows, unknown)


def _delimiter_of(text: str) -> str:
    """The one by which most words of the header are known: a spreadsheet of another country writes semicolons."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    return max(_DELIMITERS, key=lambda sign: sum(_meaning(cell) != "" for cell in first.split(sign)))


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line on which it begins."""
    begin = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begin, cells
        begin = getattr(reader, "line_num", begin) + 1


def _meaning(cell: str) -> str:
    return _WORDS.get(_NO_LETTERS.sub("", cell.strip().lower()), "")


def _read_header(cells: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    columns = tuple(_meaning(cell) for cell in cells)
    twice = next((field for field in FIELDS if columns.count(field) > 1), None)
    if twice is not None:
        raise BadInput("import_column_twice", field=twice)
    missing = [field for field in FIELDS if field in _NEEDED and field not in columns]
    if missing:
        raise BadInput("import_no_header", missing=", ".join(missing))
    unknown = (cell.strip() for cell, meaning in zip(cells, columns, strict=True) if not meaning and cell.strip())
    return columns, tuple(unknown)


def _read_rows(
    lines: Iterator[tuple[int, list[str]]], columns: tuple[str, ...], environment: str, taken: frozenset[str]
) -> Iterator[TableRow]:
    names: set[str] = set(taken)
    for count, (line, cells) in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise BadInput("import_too_many", most=MOST_ROWS)
        yield (row := _read_row(line, cells, columns, environment, names))
        names.add(row.name)


def _read_row(line: int, cells: list[str], columns: tuple[str, ...], environment: str, taken: set[str]) -> TableRow:
    given = {field: cell.strip() for field, cell in zip(columns, cells, strict=False) if field}
    name = given.get("name", "")
    if len(cells) != len(columns):
        return TableRow(line, name, None, (BadInput("import_cells", found=len(cells), expected=len(columns)),))
    found = _Reading(given, environment, taken)
    return TableRow(line, name, found.draft if not found.faults else None, tuple(found.faults))


class _Reading:
    """One row's cells, each read by itself, so that all that is wrong is told at once."""

    def __init__(self, given: Mapping[str, str], environment: str, taken: set[str]) -> None:
        self.faults: list[BadInput] = []
        self._given = given
        for field in FIELDS:
            if field in _NEEDED and not given.get(field):
                self.faults.append(BadInput("field_missing", field=field))
        name = given["name"]
        if name in taken:
            self.faults.append(BadInput("name_taken", field="name", name=name))
        self.draft = OrderTestCaseDraft(
            environment=environment,
            name=name,
            loan_account_email=given["loan_account_email"],
            item_id=self._item_id(),
            quantity=self._quantity(),
            country=self._country(),
            reason=given.get("reason", ""),
        )
        self._check()

    def _item_id(self) -> str:
        text = self._given["item_id"]
        try:
            return read_item_id(text) if text else ""
        except BadInput as fault:
            self.faults.append(fault)
            return ""

    def _quantity(self) -> int:
        text = self._given.get("quantity") or _ONE
        if _DIGITS.fullmatch(text):
            return int(text)
        self.faults.append(BadInput("bad_quantity", field="quantity", found=_shorten(text)))
        return 1

    def _country(self) -> str:
        text = self._given["country"]
        found = find_exactly(text)
        if text and not found:
            self.faults.append(BadInput("bad_country", field="country", found=_shorten(text)))
        return found

    def _check(self) -> None:
        """What saving would refuse, unless the same field has been complained of."""
        try:
            check_test_case_draft(self.draft)
        except BadInput as fault:
            if fault.values.get("field") not in {one.values.get("field") for one in self.faults}:
                self.faults.append(fault)


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
