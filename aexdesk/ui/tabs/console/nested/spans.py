"""Reads JSON and remembers where each value begins and ends in its text. Numbers stay the letters they are. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from json.decoder import scanstring  # type: ignore[attr-defined] # typeshed leaves it out
from typing import Final, TypeAlias

from aexdesk.bodies.problems import JsonProblem, code_of, problem_at
from aexdesk.collection.variables import mask

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
"""The way to a value: names of objects and places in arrays."""

DEEPEST: Final = 64
_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_WORD = re.compile(r"true|false|null")


class Kind(StrEnum):
    """What a value is."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    WORD = "word"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True)
class Spanned:
    """A value at `start` to `end`. `text` is what a string says, of a number, word or variable its letters.

    `members` of an object; `items` of an array.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    members: tuple[SpannedMember, ...] = ()
    items: tuple[Spanned, ...] = ()

    def member(self, name: str) -> SpannedMember | None:
        """The member of that name."""
        return next((one for one in self.members if one.name == name), None)

    def at(self, path: Path) -> Spanned | None:
        """The value there, if one is."""
        found: Spanned | None = self
        for step in path:
            if found is None:
                return None
            if isinstance(step, str):
                member = found.member(step)
                found = member.value if member else None
            else:
                found = found.items[step] if step < len(found.items) else None
        return found


@dataclass(frozen=True, slots=True)
class SpannedMember:
    """A name, where it begins, and its value."""

    name: str
    start: int
    value: Spanned


class UnreadableJsonError(ValueError):
    """A text that is no JSON, or says a name twice; `problem` tells where."""

    def __init__(self, problem: JsonProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_spans(text: str) -> Spanned:
    """The value that is the whole of `text`. Raises UnreadableJsonError."""
    reader = _Reader(text)
    found = reader.value(reader.skip(0), 0)
    if (end := reader.skip(found.end)) != len(text):
        raise reader.broken(end, "more_behind")
    return found


def find_any_problem(text: str) -> JsonProblem | None:
    """Why no form can be made of `text`, if none can."""
    try:
        read_spans(text)
    except UnreadableJsonError as error:
        return error.problem
    return None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._masked = mask(text)

    def broken(self, place: int, code: str, name: str = "") -> UnreadableJsonError:
        return UnreadableJsonError(problem_at(self._text, place, code, name))

    def skip(self, place: int) -> int:
        found = _BLANK.match(self._text, place)
        return found.end() if found else place

    def value(self, place: int, depth: int) -> Spanned:
        if depth > DEEPEST:
            raise self.broken(place, "too_deep")
        letter = self._text[place : place + 1]
        if letter == "{" == self._masked[place : place + 1]:
            return self._object(place, depth)
        if letter == "[":
            return self._array(place, depth)
        if letter == '"':
            said, end = self._string(place)
            return Spanned(Kind.STRING, place, end, said)
        if word := _WORD.match(self._text, place):
            return Spanned(Kind.WORD, place, word.end(), word.group())
        if number := _NUMBER.match(self._masked, place):
            letters = self._text[place : number.end()]
            return Spanned(Kind.VARIABLE if "{" in letters else Kind.NUMBER, place, number.end(), letters)
        raise self.broken(place, "value_expected")

    def _string(self, place: int) -> tuple[str, int]:
        try:
            said, end = scanstring(self._text, place + 1)
        except json.JSONDecodeError as error:
            raise self.broken(min(error.pos, len(self._text)), code_of(error.msg)) from None
        return said, end

    def _object(self, start: int, depth: int) -> Spanned:
        members: dict[str, SpannedMember] = {}
        place = self.skip(start + 1)
        if self._text[place : place + 1] == "}":
            return Spanned(Kind.OBJECT, start, place + 1)
        while True:
            if self._text[place : place + 1] != '"':
                raise self.broken(place, "name_expected")
            at = place
            name, place = self._string(at)
            if name in members:
                raise self.broken(at, "name_twice", name)
            place = self.skip(place)
            if self._text[place : place + 1] != ":":
                raise self.broken(place, "colon_expected")
            value = self.value(self.skip(place + 1), depth + 1)
            members[name] = SpannedMember(name, at, value)
            is_last, place = self._more(value.end, "}")
            if is_last:
                return Spanned(Kind.OBJECT, start, place, members=tuple(members.values()))

    def _array(self, start: int, depth: int) -> Spanned:
        items: list[Spanned] = []
        place = self.skip(start + 1)
        if self._text[place : place + 1] == "]":
            return Spanned(Kind.ARRAY, start, place + 1)
        while True:
            items.append(self.value(place, depth + 1))
            is_last, place = self._more(items[-1].end, "]")
            if is_last:
                return Spanned(Kind.ARRAY, start, place, items=tuple(items))

    def _more(self, place: int, close: str) -> tuple[bool, int]:
        place = self.skip(place)
        letter = self._text[place : place + 1]
        if letter == close:
            return True, place + 1
        if letter != ",":
            raise self.broken(place, "comma_expected")
        return False, self.skip(place + 1)
