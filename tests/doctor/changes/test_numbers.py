"""Numbers that a program read as such and wrote anew, as each language writes them."""

from __future__ import annotations

import pytest

from aexdesk.doctor.changes import Change, numbers
from aexdesk.doctor.changes.change import Stage
from tests.doctor.changes.reading import ways


def every() -> list[Change]:
    return numbers.changes()


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("1.10", {"float": "1.1", "float-decimals": "1.1", "shortest": "1.1", "whole": "1"}),
        ("15", {"float": "15.0", "two-places": "15.00", "one-place": "15.0"}),
        ("007", {"float": "7.0", "shortest": "7", "two-places": "7.00", "one-place": "007.0", "grouped": "7"}),
        ("1234567", {"float": "1234567.0", "two-places": "1234567.00", "one-place": "1234567.0",
                     "grouped": "1,234,567"}),
        ("100.0", {"shortest": "100", "two-places": "100.00", "whole": "100"}),
        ("-2.5", {"two-places": "-2.50", "whole": "-2"}),
        ("1005001234567890", {"float": "1005001234567890.0", "two-places": "1005001234567890.00",
                              "one-place": "1005001234567890.0", "grouped": "1,005,001,234,567,890",
                              "scientific": "1.0050012345679E+15", "java": "1.00500123456789E15"}),
        ("1.10 x", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_value_that_is_a_number_is_written_anew(value: str, made: dict[str, str]) -> None:
    assert ways(every(), "number-reformatted", value) == made


def test_the_numbers_of_json_are_written_anew_and_its_texts_are_not() -> None:
    assert ways(every(), "number-reformatted", '{"a":1.10,"b":"1.10","c":[20,-7,null]}') == {
        "float-in-json": '{"a":1.1,"b":"1.10","c":[20.0,-7.0,null]}',
        "float-decimals-in-json": '{"a":1.1,"b":"1.10","c":[20,-7,null]}',
        "shortest-in-json": '{"a":1.1,"b":"1.10","c":[20,-7,null]}',
        "two-places-in-json": '{"a":1.10,"b":"1.10","c":[20.00,-7.00,null]}',
        "one-place-in-json": '{"a":1.10,"b":"1.10","c":[20.0,-7.0,null]}',
        "whole-in-json": '{"a":1,"b":"1.10","c":[20,-7,null]}',
    }


def test_a_whole_number_keeps_its_letters_where_decimals_alone_are_read_as_floats() -> None:
    assert numbers.as_float_if_decimal("-15") == "-15"
    assert numbers.as_float_if_decimal("+1.50") == "1.5"


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("1005006781234567", "1.0050067812346E+15"),
        ("1005990000000001", "1.00599E+15"),
        ("-1005006781234567", "-1.0050067812346E+15"),
        ("123456789012345", "1.2345678901234E+14"),
        ("1e25", "1.0E+25"),
        ("0.00001234567890123", "1.234567890123E-5"),
        ("0.00001", "1.0E-5"),
    ],
)
def test_php_writes_fourteen_digits_of_a_large_number_and_no_zero_that_says_nothing(value: str, made: str) -> None:
    """As PHP 8.2 with `precision=14` printed them."""
    assert ways(every(), "number-reformatted", value)["scientific"] == made
    assert ways(every(), "number-reformatted", f"[{value}]")["scientific-in-json"] == f"[{made}]"


@pytest.mark.parametrize("value", ["12345678901234", "99999999999.5", "100000.0000000001", "0.0001", "9" * 400])
def test_php_writes_no_exponent_where_fourteen_digits_are_enough_or_nothing_is(value: str) -> None:
    assert "scientific" not in ways(every(), "number-reformatted", value)


def test_a_number_of_forty_digits_is_no_float_to_anybody() -> None:
    made = ways(every(), "number-reformatted", "9" * 40)
    assert "float" not in made
    assert "two-places" not in made


@pytest.mark.parametrize("value", ["9" * 5_000, "1.50e9999", "1e9999999", "1e-9999999", "0." + "1" * 5_000])
def test_a_number_that_no_program_holds_stays_as_it_is(value: str) -> None:
    assert ways(every(), "number-reformatted", value) == {}
    assert ways(every(), "number-reformatted", f"[{value}]") == {}


def test_what_is_infinite_as_a_float_is_none_to_java() -> None:
    assert "java" not in ways(every(), "number-reformatted", "1.50e400")


def test_the_timestamp_and_the_app_key_are_never_numbers_to_write_anew() -> None:
    assert {change.spared for change in every()} == {frozenset({"timestamp", "app_key"})}


def test_one_way_of_writing_a_number_excludes_another() -> None:
    assert {(change.group, change.stage) for change in every()} == {("numbers", Stage.TEXT)}


def test_blanks_before_json_are_no_matter_and_what_is_very_small_is_written_out() -> None:
    assert ways(every(), "number-reformatted", ' \n{"a":1.10}')["shortest-in-json"] == ' \n{"a":1.1}'
    assert ways(every(), "number-reformatted", "1.50e-9")["shortest"] == "0.0000000015"
