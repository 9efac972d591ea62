"""Holds an answer against what is asserted of it: status, error code, and JMESPath over the body. Pure.

How long a call took is nothing to assert: it says more of the machine than of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from aexdesk.collection.patterns import is_quick
from aexdesk.collection.querying import NotJson, query, read_answer, text_of
from aexdesk.collection.saved_request import Assertion, AssertionKind, Capture
from aexdesk.faults import BadInput

_LONGEST_FOUND: Final = 300  # characters of what was found, in a result
_LONGEST_MATCHED: Final = 64 * 1024
_NOT_JSON: Final = object()

Search = Callable[[str, str], bool]
"""Whether a pattern is found in a text. Raises BadInput."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer, as far as it can be asserted. `status` is None where none came; `error_code` is "" without one."""

    status: int | None
    error_code: str
    document: Any = _NOT_JSON

    @classmethod
    def of(cls, status: int | None, error_code: str, body: bytes) -> Seen:
        """Reads the body; one that is no JSON has nothing that a path could find."""
        try:
            return cls(status, error_code, read_answer(body))
        except NotJson:
            return cls(status, error_code)

    def find(self, path: str) -> Any:
        """What the path finds; None for nothing. Raises BadInput: bad_jmespath, answer_not_json."""
        if self.document is _NOT_JSON:
            raise BadInput("answer_not_json")
        return query(path, self.document)


@dataclass(frozen=True, slots=True)
class Check:
    """An assertion, held against an answer. `found` is what stood there, as text; `trouble` a code, if it has one."""

    assertion: Assertion
    holds: bool
    found: str = ""
    trouble: str = ""


def search(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text. Raises BadInput("bad_pattern")."""
    try:
        return re.search(pattern, text) is not None
    except (re.error, OverflowError, RecursionError) as error:
        raise BadInput("bad_pattern", reason=str(error)) from None


def slow_search(assertion: Assertion, seen: Seen) -> tuple[str, str] | None:
    """Pattern and text where looking for the one in the other could take for ever; None for every other assertion."""
    if assertion.kind is not AssertionKind.MATCHES:
        return None
    try:
        found = seen.find(assertion.path)
    except BadInput:
        return None
    text = "" if found is None else _searched(found)
    return None if is_quick(assertion.value, text) else (assertion.value, text)


def check(assertion: Assertion, seen: Seen, look_for: Search = search) -> Check:
    """Whether it holds. Never raises: what cannot be asked does not hold.

    `look_for` does what `search` does; who has asked `slow_search` gives one that has the answer already.
    """
    try:
        found, holds = _judge(assertion, seen, look_for)
    except BadInput as error:
        return Check(assertion, holds=False, trouble=error.code, found=str(error.values.get("reason", "")))
    return Check(assertion, holds, "" if found is None else text_of(found)[:_LONGEST_FOUND])


def capture(wanted: Capture, seen: Seen) -> str:
    """What it finds, as text. Raises BadInput: capture_empty, bad_jmespath, answer_not_json."""
    found = seen.find(wanted.path)
    if found is None:
        raise BadInput("capture_empty", name=wanted.name, path=wanted.path)
    return text_of(found)


def _judge(assertion: Assertion, seen: Seen, look_for: Search) -> tuple[Any, bool]:
    if assertion.kind is AssertionKind.STATUS:
        status = "" if seen.status is None else str(seen.status)
        return status, status == assertion.value.strip()
    if assertion.kind is AssertionKind.ERROR_CODE:
        return seen.error_code, seen.error_code == assertion.value
    found = seen.find(assertion.path)
    if assertion.kind is AssertionKind.MATCHES:
        return found, found is not None and look_for(assertion.value, _searched(found))
    return found, found is not None and _COMPARE[assertion.kind](found, assertion.value)


def _equals(found: Any, expected: str) -> bool:
    """A text equals to the letter; a number by its worth; objects and arrays as JSON."""
    if text_of(found) == expected:
        return True
    if isinstance(found, str | bool):
        return False
    if isinstance(found, int | Decimal):
        number = _number(expected)
        return number is not None and found == number
    try:
        return bool(found == read_answer(expected.encode("utf-8", "surrogatepass")))
    except NotJson:
        return False


def _contains(found: Any, expected: str) -> bool:
    if isinstance(found, str):
        return expected in found
    if isinstance(found, list):
        return any(_equals(item, expected) for item in found)
    return isinstance(found, dict) and expected in found


def _searched(found: Any) -> str:
    return text_of(found)[:_LONGEST_MATCHED]


def _ordered(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[Any, str], bool]:
    """Numbers, and texts that are numbers: the platform sends amounts as text."""

    def judge(found: Any, expected: str) -> bool:
        ours, theirs = _number(found), _number(expected)
        return ours is not None and theirs is not None and compare(ours, theirs)

    return judge


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        number = Decimal(value)
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() else None


_COMPARE: Final[dict[AssertionKind, Callable[[Any, str], bool]]] = {
    AssertionKind.EQUALS: _equals,
    AssertionKind.CONTAINS: _contains,
    AssertionKind.EXISTS: lambda found, _expected: True,
    AssertionKind.LESS: _ordered(lambda ours, theirs: ours < theirs),
    AssertionKind.GREATER: _ordered(lambda ours, theirs: ours > theirs),
}
