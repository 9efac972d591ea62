"""Asks a JSON answer by JMESPath; numbers are exact: 64-bit ids, and 1.10 stays 1.10. Pure."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from aexdesk.faults import BadInput

_LONGEST_PATH: Final = 2_000
_PLAIN_DIGITS: Final = 40  # beyond, a number is shown with an exponent
_MOST_DIGITS: Final = 4_000  # what Python turns from text into an int without complaint


class Exact(Decimal):
    """A number with a fraction or an exponent, as it was written."""

    __slots__ = ()


# JMESPath's functions know a number by the name of its type, and by no other sign.
Exact.__name__ = "float"


class NotJson(Exception):
    """The answer is no JSON."""


def read_answer(body: bytes) -> Any:
    """The document, with exact numbers. Raises NotJson."""
    try:
        return json.loads(body, parse_float=_fraction, parse_int=_whole, parse_constant=_refuse)
    except (ValueError, RecursionError, InvalidOperation):
        raise NotJson from None


def query(path: str, document: Any) -> Any:
    """What `path` finds; None for nothing. Raises BadInput("bad_jmespath") for what is no JMESPath, or misused."""
    from jmespath import exceptions  # noqa: PLC0415 - a run that asks nothing does not pay for it

    try:
        return _compiled(path).search(document, options=_options())
    except (exceptions.JMESPathError, ValueError, ArithmeticError, RecursionError, TypeError) as error:
        # TypeError: its functions compare what cannot be compared, such as sort() over mixed items.
        reason = str(error).splitlines()
        raise BadInput("bad_jmespath", path=path[:200], reason=reason[0][:200] if reason else "") from None


def check_path(path: str) -> None:
    """Raises BadInput("bad_jmespath") for what is no JMESPath."""
    query(path, None)


def text_of(value: Any) -> str:
    """A value as text: texts as they are, numbers as written, the rest as compact JSON."""
    if isinstance(value, str):
        return value
    return to_json(value)


def to_json(value: Any) -> str:
    """Compact JSON that keeps every digit."""
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < _PLAIN_DIGITS else str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{to_json(str(name))}:{to_json(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= _MOST_DIGITS else text


def _fraction(text: str) -> Exact | str:
    number = Exact(text)
    # floor() would write the digits of 1e999999999 into memory; no amount and no id is one, so it stays a text.
    return number if abs(number.adjusted()) <= _MOST_DIGITS else text


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


@lru_cache(maxsize=256)
def _compiled(path: str) -> Any:
    import jmespath  # noqa: PLC0415 - as above

    if len(path) > _LONGEST_PATH:
        raise ValueError("longer than any path that is meant")
    compiled = jmespath.compile(path)
    _make_exact(compiled.parsed)
    return compiled


def _make_exact(node: Any) -> None:
    """Its literals were read through floats; the shortest text of a float is what was written."""
    if not isinstance(node, dict):
        return
    if node.get("type") == "literal":
        node["value"] = _exactly(node["value"])
    for child in node.get("children", ()):
        _make_exact(child)


def _exactly(value: Any) -> Any:
    if isinstance(value, float):
        return Exact(repr(value))
    if isinstance(value, list):
        return [_exactly(item) for item in value]
    if isinstance(value, dict):
        return {name: _exactly(item) for name, item in value.items()}
    return value


@lru_cache(maxsize=1)
def _options() -> Any:
    import jmespath  # noqa: PLC0415 - as above
    from jmespath.functions import Functions, signature  # noqa: PLC0415 - as above

    class ExactFunctions(Functions):  # type: ignore[misc]
        """The standard ones; those that make numbers make exact ones."""

        @signature({"types": ["array-number"]})  # type: ignore[untyped-decorator]
        def _func_sum(self, numbers: list[Any]) -> Any:
            return _as_number(sum(numbers))

        @signature({"types": ["array-number"]})  # type: ignore[untyped-decorator]
        def _func_avg(self, numbers: list[Any]) -> Any:
            return _as_number(Decimal(sum(numbers)) / len(numbers)) if numbers else None

        @signature({"types": ["number"]})  # type: ignore[untyped-decorator]
        def _func_abs(self, number: Any) -> Any:
            return _as_number(abs(number))

        @signature({"types": []})  # type: ignore[untyped-decorator]
        def _func_to_number(self, value: Any) -> Any:
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                return value
            try:
                return _as_number(Decimal(value)) if isinstance(value, str) else None
            except InvalidOperation:
                return None

        @signature({"types": []})  # type: ignore[untyped-decorator]
        def _func_to_string(self, value: Any) -> str:
            return text_of(value)

    return jmespath.Options(custom_functions=ExactFunctions())


def _as_number(value: Any) -> Any:
    return Exact(value) if isinstance(value, Decimal) else value
