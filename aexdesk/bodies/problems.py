"""Why a text is no JSON, and where: codes for `wording`, places that a person finds. Pure."""

from __future__ import annotations

from dataclasses import dataclass

_REASONS = (
    ("Expecting property name", "name_expected"),
    ("Expecting ':'", "colon_expected"),
    ("Expecting ','", "comma_expected"),
    ("Illegal trailing comma", "name_expected"),
    ("Expecting value", "value_expected"),
    ("Unterminated string", "text_open"),
    ("Invalid control character", "control_character"),
    ("Invalid \\", "bad_escape"),
    ("Extra data", "more_behind"),
)


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """Why a text is not the JSON that is wanted: a code for the view, and where (both from 1)."""

    code: str
    line: int
    column: int
    name: str = ""


def problem_at(text: str, place: int, code: str, name: str = "") -> JsonProblem:
    """The problem at the letter `place` of `text`."""
    before = text[:place]
    return JsonProblem(code, before.count("\n") + 1, place - before.rfind("\n"), name)


def code_of(message: str) -> str:
    """The code for what Python's JSON decoder says."""
    return next((code for start, code in _REASONS if message.startswith(start)), "value_expected")
