"""JSON whose numbers keep their text: one object of parameters, in and out. Pure.

2^64-1 and 1.10 are what was typed or what came: no number here ever becomes a number. Where a number could stand, a
variable may: its letters are kept like those of a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined] # typeshed leaves it out

from aexdesk.bodies.problems import JsonProblem, code_of, problem_at
from aexdesk.collection.variables import mask

_BLANK = re.compile(r"[ \t\n\r]*")


class BrokenJsonError(ValueError):
    """A text that cannot be read; `problem` says why."""

    def __init__(self, problem: JsonProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class _Constant(ValueError):
    """NaN or Infinity: Python reads them, JSON does not know them."""


def _refuse(name: str) -> str:
    raise _Constant(name)


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def read_object(text: str) -> tuple[tuple[str, str], ...]:
    """Names and values of one JSON object: a string as what it says, all else as the letters that stand there.

    null counts as absent. Raises BrokenJsonError.
    """
    place = _skip(text, 0)
    if place == len(text):
        return ()
    if text[place] != "{":
        raise _broken(text, place, "object_expected")
    found: dict[str, str | None] = {}
    for name, value, at in _members(text, place):
        if name in found:
            raise _broken(text, at, "name_twice", name)
        found[name] = value
    return tuple((name, value) for name, value in found.items() if value is not None)


def _members(text: str, start: int) -> Iterator[tuple[str, str | None, int]]:
    place = _skip(text, start + 1)
    if text[place : place + 1] == "}":
        _expect_end(text, place + 1)
        return
    while True:
        at = place
        if text[place : place + 1] != '"':
            raise _broken(text, place, "name_expected")
        name, place = _read_string(text, place)
        place = _skip(text, place)
        if text[place : place + 1] != ":":
            raise _broken(text, place, "colon_expected")
        value, place = _read_value(text, _skip(text, place + 1))
        yield name, value, at
        place = _skip(text, place)
        follows = text[place : place + 1]
        if follows == "}":
            _expect_end(text, place + 1)
            return
        if follows != ",":
            raise _broken(text, place, "comma_expected")
        place = _skip(text, place + 1)


def _read_value(text: str, start: int) -> tuple[str | None, int]:
    if text[start : start + 1] == '"':
        return _read_string(text, start)
    end = _end_of_value(text, start)
    raw = text[start:end]
    return (None if raw == "null" else raw), end


def _end_of_value(text: str, start: int) -> int:
    try:
        return _DECODER.raw_decode(mask(text), start)[1]
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos, code_of(error.msg)) from None
    except _Constant as error:
        raise _broken(text, start, "not_in_json", str(error)) from None
    except RecursionError:
        raise _broken(text, start, "too_deep") from None


def _read_string(text: str, start: int) -> tuple[str, int]:
    try:
        said, end = scanstring(text, start + 1)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos, code_of(error.msg)) from None
    try:
        said.encode()
    except UnicodeEncodeError:
        raise _broken(text, start, "half_character") from None
    return said, end


def find_problem(text: str) -> JsonProblem | None:
    """Why `text` is no JSON value of any kind, or None where it is one."""
    try:
        _expect_end(text, _end_of_value(text, _skip(text, 0)))
    except BrokenJsonError as error:
        return error.problem
    return None


def _skip(text: str, start: int) -> int:
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


def _expect_end(text: str, start: int) -> None:
    if (place := _skip(text, start)) != len(text):
        raise _broken(text, place, "more_behind")


def _broken(text: str, place: int, code: str, name: str = "") -> BrokenJsonError:
    return BrokenJsonError(problem_at(text, place, code, name))


# ---------------------------------------------------------------- writing

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
# What a text editor would change behind our back: it ends lines its own way and uses two code points itself.
_FRAGILE = re.compile("[\r\x00\u2028\u2029\ufdd0\ufdd1\u00a0]")


def write_object(members: tuple[tuple[str, str, str], ...]) -> str:
    """The object of (name, value, type) as text, one member a line; `read_object` gives back the same values.

    A value stands there bare only where its type wants that and it is JSON already; else it becomes a string.
    """
    if not members:
        return "{}"
    lines = (f"  {_quote(name)}: {write_value(value, kind)}" for name, value, kind in members)
    return "{\n" + ",\n".join(lines) + "\n}"


def write_value(value: str, kind: str) -> str:
    """One value as it stands in `write_object`."""
    is_bare = (
        (kind == "Number" and _NUMBER.fullmatch(value) is not None)
        or (kind == "Boolean" and value in ("true", "false"))
        or (is_structured(kind) and _is_structure(value))
    )
    return value if is_bare else _quote(value)


def is_structured(kind: str) -> bool:
    """Whether a parameter of this type carries JSON text. One that the catalogue does not know may."""
    return kind in ("", "Object") or kind.endswith("[]")


def _is_structure(value: str) -> bool:
    return (
        value[:1] in ("{", "[") and value[-1:] in ("}", "]") and not _FRAGILE.search(value) and not find_problem(value)
    )


def _quote(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _FRAGILE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
