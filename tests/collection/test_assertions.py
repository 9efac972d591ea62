"""Assertions and captures: every digit counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.collection.assertions import Seen, capture, check
from aexdesk.collection.querying import check_path, query, read_answer, text_of
from aexdesk.collection.saved_request import Assertion, AssertionKind, Capture
from aexdesk.faults import BadInput

BODY = b"""{"id": 8197350000000012345, "price": 1.10, "amount": "1.10", "big": 123456789012345678901234567890.5,
 "ok": true, "none": null, "list": [1, 2.50, "x"], "o": {"k": 1.0}, "tiny": 1e-3, "huge": 1e999999999}"""
SEEN = Seen.of(200, "", BODY)


def holds(kind: AssertionKind, path: str, value: str = "") -> bool:
    return check(Assertion(kind, path, value), SEEN).holds


@pytest.mark.parametrize(
    ("kind", "path", "value", "expected"),
    [
        ("equals", "id", "8197350000000012345", True),
        ("equals", "id", "8197350000000012344", False),  # equal to a float
        ("equals", "price", "1.10", True),
        ("equals", "price", "1.1", True),
        ("equals", "amount", "1.10", True),
        ("equals", "amount", "1.1", False),  # a text equals to the letter
        ("equals", "big", "123456789012345678901234567890.5", True),
        ("equals", "big", "123456789012345678901234567890.4", False),
        ("equals", "ok", "true", True),
        ("equals", "ok", "1", False),
        ("equals", "o", '{"k": 1}', True),
        ("equals", "list", '[1, 2.5, "x"]', True),
        ("equals", "list", '[1, 2.6, "x"]', False),
        ("equals", "none", "null", False),  # nothing is there to equal anything
        ("contains", "amount", ".1", True),
        ("contains", "list", "2.5", True),
        ("contains", "list", "3", False),
        ("contains", "o", "k", True),
        ("contains", "id", "1", False),
        ("exists", "o.k", "", True),
        ("exists", "none", "", False),
        ("exists", "missing.path", "", False),
        ("matches", "id", "^819.*45$", True),
        ("matches", "id", "^9", False),
        ("less", "price", "1.11", True),
        ("less", "price", "1.10", False),
        ("greater", "amount", "1.09", True),
        ("greater", "id", "8197350000000012344", True),
        ("less", "ok", "2", False),
        ("greater", "list[2]", "0", False),
        ("equals", "sum(list[:2])", "3.5", True),
        ("equals", "list[?@ == `2.5`] | [0]", "2.50", True),
        ("equals", "to_string(price)", "1.10", True),
        ("equals", "to_number(amount)", "1.10", True),
        ("equals", "max(list[:2])", "2.5", True),
        ("equals", "abs(sum(list[:2]))", "3.5", True),
        ("equals", "avg(list[:2])", "1.75", True),
    ],
)
def test_what_holds(kind: str, path: str, value: str, expected: bool) -> None:
    assert holds(AssertionKind(kind), path, value) is expected


def test_status_and_error_code() -> None:
    refused = Seen(None, "GuardRefused")
    assert check(Assertion(AssertionKind.STATUS, value="200"), SEEN).holds
    assert not check(Assertion(AssertionKind.STATUS, value="200"), refused).holds
    assert check(Assertion(AssertionKind.ERROR_CODE), SEEN).holds
    assert check(Assertion(AssertionKind.ERROR_CODE, value="GuardRefused"), refused).holds
    assert check(Assertion(AssertionKind.STATUS, value="201"), SEEN).found == "200"


@pytest.mark.parametrize(
    ("kind", "path", "value", "trouble"),
    [
        ("equals", "a[", "1", "bad_jmespath"),
        ("equals", "sum(amount)", "1", "bad_jmespath"),
        ("equals", "nofunction(a)", "1", "bad_jmespath"),
        ("equals", "sort(list)", "1", "bad_jmespath"),
        ("matches", "id", "(", "bad_pattern"),
    ],
)
def test_what_cannot_be_asked_does_not_hold(kind: str, path: str, value: str, trouble: str) -> None:
    told = check(Assertion(AssertionKind(kind), path, value), SEEN)
    assert (told.holds, told.trouble) == (False, trouble)


def test_an_answer_that_is_no_json() -> None:
    told = check(Assertion(AssertionKind.EXISTS, "a"), Seen.of(200, "", b"<html>"))
    assert (told.holds, told.trouble) == (False, "answer_not_json")
    assert check(Assertion(AssertionKind.STATUS, value="200"), Seen.of(200, "", b"\xff")).holds


def test_captures_are_texts_with_every_digit() -> None:
    told = {path: capture(Capture("v", path), SEEN) for path in ("id", "price", "list", "ok", "tiny", "huge")}
    assert told == {
        "id": "8197350000000012345", "price": "1.10", "list": '[1,2.50,"x"]', "ok": "true", "tiny": "0.001",
        "huge": "1e999999999",
    }  # fmt: skip
    with pytest.raises(BadInput, match="capture_empty"):
        capture(Capture("v", "missing"), SEEN)


@given(st.integers(0, 2**80), st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_numbers_pass_through_as_they_were(number: int, price: object) -> None:
    document = read_answer(f'{{"n": {number}, "p": {price}}}'.encode())
    assert text_of(query("n", document)) == str(number)
    assert text_of(query("p", document)) == str(price)


def test_a_path_can_be_checked_before_it_is_asked() -> None:
    check_path("a.b[0]")
    with pytest.raises(BadInput, match="bad_jmespath"):
        check_path("a..b")
