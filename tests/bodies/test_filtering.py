"""The filter: JMESPath as everybody knows it, numbers as they were written, nothing read that is not asked for."""

from __future__ import annotations

import json
import threading

import jmespath
import pytest

from aexdesk.bodies.document import Document
from aexdesk.bodies.filtering import Cancelled, FilterError, run_filter

RAW = b"""{"r": {"rows": [
  {"id": 9007199254740993, "price": 1.10, "tags": ["a", "b"], "name": "x", "ok": true, "none": null},
  {"id": 18446744073709551615, "price": 2.50, "tags": [], "name": "y", "ok": false},
  {"id": 3, "price": 10.00, "tags": ["c"], "name": "z", "deep": {"e": 1E2}}
], "one": 1, "zero": -0}}"""

SAME = (
    "r.rows[].name", "r.rows[0]", "r.rows[-1].tags", "r.rows[1:].id", "r.rows[?ok].name", "r.rows[?name=='z'].tags[]",
    "r.rows[?price > `2`].name", "r.rows[?id == `9007199254740993`].name", "length(r.rows)", "keys(r)", "r.*",
    "sort_by(r.rows, &price)[].name", "max_by(r.rows, &price).name", "r.rows[::-1].name", "reverse(r.rows)[].name",
    "r.rows[].{n: name, t: tags}", "r.rows[].[name, ok]", "r.rows[?contains(tags, 'a')].name", "not_null(r.no, r.one)",
    "r.rows[?tags].name", "r.rows[?!tags].name", "join(',', r.rows[].name)", "type(r.rows)", "type(r.rows[0].price)",
    "type(r)", "r.rows[?deep].deep.e", "r.nothing", "r.rows[9]",
    "merge(r.rows[0], r.rows[2]).name", "map(&name, r.rows)",
    "r.rows[*].tags | [0]", "values(r.rows[2].deep)", "r.rows == r.rows", "r.rows[0] == r.rows[1]", "to_array(r.one)",
    "sum(r.rows[].length(tags))", "@", "starts_with(r.rows[0].name, 'x')",
)  # fmt: skip


def _filtered(raw: bytes, expression: str) -> bytes:
    return run_filter(Document(raw), expression, threading.Event())


@pytest.mark.parametrize("expression", SAME)
def test_it_gives_what_the_library_gives_on_plain_values(expression: str) -> None:
    assert json.loads(_filtered(RAW, expression)) == jmespath.search(expression, json.loads(RAW))


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("r.rows[].price", "[1.10,2.50,10.00]"),
        ("r.rows[].id", "[9007199254740993,18446744073709551615,3]"),
        ("sort_by(r.rows, &price)[-1].price", "10.00"),
        ("r.rows[?price == `1.1`] | [0].price", "1.10"),
        ("sum(r.rows[].price)", "13.60"),
        ("r.rows[2].deep", '{"e": 1E2}'),
        ("r.zero", "-0"),
        ("to_string(r.rows[0].price)", '"1.10"'),
        ("to_number('1.10')", "1.10"),
    ],
)
def test_numbers_come_out_as_they_were_written(expression: str, told: str) -> None:
    assert _filtered(RAW, expression).decode() == told


def test_numbers_are_exact_where_python_had_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = b'{"rows": [{"id": 123456789012345678901234567890, "p": 1.10, "s": "\\ud83d"}]}'
    assert _filtered(raw, "rows[?p > `1`].[id, p]").decode() == "[[123456789012345678901234567890,1.10]]"
    assert _filtered(raw, "rows[].s").decode() == '["\\ud83d"]'


@pytest.mark.parametrize(
    ("expression", "code"),
    [("r.rows[?", "filter_unreadable"), ("]", "filter_unreadable"), ("nope(@)", "filter_invalid"),
     ("abs('x')", "filter_invalid"), ("sort_by(@)", "filter_invalid"), ("not_null()", "filter_invalid"),
     ("sum(r.rows[].name)", "filter_invalid"), ("avg(`3`)", "filter_invalid")],
)  # fmt: skip
def test_a_wrong_expression_is_told(expression: str, code: str) -> None:
    with pytest.raises(FilterError) as told:
        _filtered(RAW, expression)
    assert told.value.code == code


def test_it_can_be_given_up() -> None:
    given_up = threading.Event()
    given_up.set()
    with pytest.raises(Cancelled):
        run_filter(Document(RAW), "r.rows[].name", given_up)
