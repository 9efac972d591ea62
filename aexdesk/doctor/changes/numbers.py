"""Numbers that a program read as such and wrote anew: 1.10 as 1.1. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Final

from aexdesk.doctor.changes.change import Change, Stage, of_values
from aexdesk.doctor.finding import Mistake

_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,3})?")
"""No program holds a larger one, and written out 1e9999999 fills the memory."""
TOKEN: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|True|False|None'
)
"""The pieces of JSON that hold no others, Python's words among them."""
_NOT_A_NUMBER: Final = frozenset({"timestamp", "app_key"})


def changes() -> list[Change]:
    """Each way, in values that are a number and in the numbers of JSON."""
    ways = {
        "float": _as_float,
        "float-decimals": as_float_if_decimal,
        "shortest": _shortest,
        "two-places": _two_places,
        "one-place": lambda number: f"{number}.0" if number.lstrip("+-").isdigit() else number,
        "whole": lambda number: number.partition(".")[0],
        "grouped": lambda number: f"{int(number):,}" if number.isdigit() else number,
        "scientific": _scientific,
        "java": _java,
    }
    found = []
    for how, way in ways.items():
        mistake = Mistake("number-reformatted", how)
        found.append(of_values(mistake, Stage.TEXT, "numbers", _whole_value(way), _NOT_A_NUMBER))
        found.append(
            of_values(
                Mistake("number-reformatted", f"{how}-in-json"), Stage.TEXT, "numbers", in_json(way), _NOT_A_NUMBER
            )
        )
    return found


def _whole_value(way: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: way(text) if _NUMBER.fullmatch(text) else text


def in_json(way: Callable[[str], str]) -> Callable[[str], str]:
    """`way` for every number of a JSON text."""

    def one(match: re.Match[str]) -> str:
        token = match.group()
        return way(token) if _NUMBER.fullmatch(token) else token

    return lambda text: TOKEN.sub(one, text) if looks_like_json(text) else text


def looks_like_json(text: str) -> bool:
    """Whether it begins like an object or a list."""
    return text.lstrip()[:1] in ("{", "[")


def as_float_if_decimal(number: str) -> str:
    """As Python writes a float; a whole number stays one."""
    return number if number.lstrip("+-").isdigit() else _as_float(number)


def _as_float(number: str) -> str:
    return repr(float(number)) if len(number) < 40 else number


def _shortest(number: str) -> str:
    """Without zeros that say nothing: 1.10 is 1.1, 1.0 is 1, 007 is 7."""
    try:
        text = format(Decimal(number), "f")
    except InvalidOperation:
        return number
    return text.rstrip("0").rstrip(".") if "." in text else text


def _two_places(number: str) -> str:
    try:
        return format(Decimal(number).quantize(Decimal("0.01")), "f")
    except InvalidOperation:
        return number


def _scientific(number: str) -> str:
    """As PHP writes a float of more than the 14 digits that its `precision` is: 1.0050067812346E+15, 1.0E+25."""
    digits, _e, exponent = format(float(number), ".14G").partition("E")
    if not exponent:
        return number
    return f"{digits if '.' in digits else digits + '.0'}E{int(exponent):+d}"


def _java(number: str) -> str:
    """As `Double.toString` writes it: 1.005001234567891E15."""
    if len(number) < 8 or len(number) > 40 or not isfinite(float(number)):
        return number
    digits, _e, exponent = format(Decimal(repr(float(number))), "E").partition("E")
    digits = digits.rstrip("0") if "." in digits else digits
    return f"{digits if '.' in digits and not digits.endswith('.') else digits.rstrip('.') + '.0'}E{int(exponent)}"
