"""Filters a body by a JMESPath expression, reading only what the expression touches; numbers come out as written."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from aexdesk.bodies.document import Document, Node, is_array, is_object
from aexdesk.bodies.written import Number, Pairs

RESULT_LIMIT = 64 * 1024 * 1024
"""Bytes; a longer result is refused."""


class FilterError(ValueError):
    """Why an expression gave nothing. `code`: filter_unreadable, filter_invalid, filter_too_much.

    `detail` is the library's own word, `place` the letter (from 1) at which it stopped reading, 0 if not known.
    """

    def __init__(self, code: str, detail: str = "", place: int = 0) -> None:
        super().__init__(code)
        self.code, self.detail, self.place = code, detail, place


class Cancelled(Exception):
    """The filter was given up."""


def run_filter(document: Document, expression: str, given_up: threading.Event) -> bytes:
    """The result as JSON. Raises FilterError and Cancelled."""
    import jmespath  # noqa: PLC0415 - few bodies are filtered
    from jmespath import exceptions  # noqa: PLC0415

    try:
        parsed = jmespath.compile(expression)
        found = parsed.search(_Lazy(document, given_up).show(document.root), options=_options())
    except (exceptions.JMESPathError, TypeError, ValueError, ArithmeticError, IndexError) as error:
        # A function with too few arguments is a ParseError for the library, and stands at no place.
        if isinstance(error, exceptions.ParseError) and not isinstance(error, exceptions.ArityError):
            raise FilterError("filter_unreadable", place=(error.lex_position or 0) + 1) from None
        raise FilterError("filter_invalid", str(error).split("\n")[0][:200]) from None
    except RecursionError:
        raise FilterError("filter_too_much") from None
    return _write(document, found, given_up)


class _Lazy:
    """Shows values to the library as what it knows: lists, things with `get`, numbers."""

    def __init__(self, document: Document, given_up: threading.Event) -> None:
        self.document = document
        self._given_up = given_up

    def child(self, parent: Node, number: int) -> Any:
        if self._given_up.is_set():
            raise Cancelled
        return self.show(self.document.child(parent, number))

    def show(self, node: Node) -> Any:
        value = node.value
        if is_object(value):
            return _Object(self, node)
        if is_array(value):
            return _List(self, node)
        if isinstance(value, float):
            # Its text is looked up where it is needed: in the result.
            return _Decimal(value, lambda: str(self.document.written(node)))
        return _plain(self.document.written(node)) if type(value) is int else _plain(value)


def _plain(value: Any) -> Any:
    if not isinstance(value, Number):
        return value
    try:
        return int(value) if value.lstrip("-").isdigit() and value != "-0" else _Decimal(value, lambda: str(value))
    except ValueError:  # more digits than Python turns into a number
        return _Decimal(value, lambda: str(value))


class _Decimal(float):
    """A number with a point. It compares as a double, and is written as it came."""

    text: Callable[[], str]

    def __new__(cls, value: Any, text: Callable[[], str]) -> _Decimal:
        made = super().__new__(cls, value)
        made.text = text
        return made


class _List(list[Any]):
    """An array whose children are read when somebody asks. The library wants a list; none of what it holds is real."""

    def __init__(self, lazy: _Lazy, node: Node) -> None:
        super().__init__()
        self.lazy, self.node = lazy, node

    def __len__(self) -> int:
        return len(self.node.value)

    def __iter__(self) -> Iterator[Any]:
        if isinstance(self.node.value, list):
            for number in range(len(self)):
                yield self.lazy.child(self.node, number)
            return
        positions = self.node.positions
        for number, value in enumerate(self.node.value):
            if self.lazy._given_up.is_set():  # noqa: SLF001 - one room
                raise Cancelled
            yield self.lazy.show(Node(value, (*positions, number), None))

    def __getitem__(self, asked: Any) -> Any:
        if isinstance(asked, slice):
            return [self.lazy.child(self.node, number) for number in range(*asked.indices(len(self)))]
        number = asked + len(self) if asked < 0 else asked
        if not 0 <= number < len(self):
            raise IndexError(asked)
        return self.lazy.child(self.node, number)

    def __reversed__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self) - 1, -1, -1))

    def __contains__(self, wanted: object) -> bool:
        return any(one == wanted for one in self)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, list)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # as of every list


class _Object(dict[str, Any]):
    """An object whose members are read when somebody asks."""

    def __init__(self, lazy: _Lazy, node: Node) -> None:
        super().__init__()
        self.lazy, self.node = lazy, node

    def get(self, name: str, default: Any = None) -> Any:
        value = self.node.value
        if isinstance(value, float | int | str) or value is None:
            return default
        found = value.get(name)
        if found is None:
            return default
        if isinstance(found, str | bool) and not isinstance(found, Number):
            return found
        keys = self.lazy.document.keys(self.node)
        return self.lazy.child(self.node, keys.index(name))

    def __getitem__(self, name: str) -> Any:
        return self.get(name)

    def __len__(self) -> int:
        return len(self.node.value)

    def __iter__(self) -> Iterator[str]:
        return iter(self.lazy.document.keys(self.node))

    def keys(self) -> Any:
        return list(self)

    def values(self) -> Any:
        return [self.lazy.child(self.node, number) for number in range(len(self))]

    def items(self) -> Any:
        return list(zip(self, self.values(), strict=True))

    def __contains__(self, name: object) -> bool:
        return name in self.lazy.document.keys(self.node)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, dict) or len(self) != len(other):
            return False
        return all(name in other and value == other[name] for name, value in self.items())

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # as of every dict


# The library tells types by the names of their classes.
_Decimal.__name__, _List.__name__, _Object.__name__ = "float", "list", "dict"


def _options() -> Any:
    import jmespath  # noqa: PLC0415
    from jmespath.functions import Functions, signature  # noqa: PLC0415

    class Exact(Functions):  # type: ignore[misc] # the library carries no types
        """Sums of decimals as a person adds them; texts as they were written."""

        @signature({"types": ["array-number"]})  # type: ignore[untyped-decorator] # the same
        def _func_sum(self, numbers: list[Any]) -> Any:
            return _counted(sum((Decimal(_number_text(one)) for one in numbers), Decimal(0)))

        @signature({"types": ["array-number"]})  # type: ignore[untyped-decorator] # the same
        def _func_avg(self, numbers: list[Any]) -> Any:
            if not len(numbers):
                return None
            total = sum((Decimal(_number_text(one)) for one in numbers), Decimal(0))
            return _counted(total / len(numbers))

        @signature({"types": []})  # type: ignore[untyped-decorator] # the same
        def _func_to_string(self, value: Any) -> Any:
            return value if isinstance(value, str) else "".join(_pieces(None, value))

        @signature({"types": []})  # type: ignore[untyped-decorator] # the same
        def _func_to_number(self, value: Any) -> Any:
            if isinstance(value, str):
                try:
                    Decimal(value)
                except ArithmeticError:
                    return None
                return _plain(Number(value))
            return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    return jmespath.Options(custom_functions=Exact())


def _counted(value: Decimal) -> Any:
    text = format(value, "f")
    return int(text) if "." not in text else _Decimal(text, lambda: text)


def _number_text(value: Any) -> str:
    return value.text() if isinstance(value, _Decimal) else repr(value)


def _write(document: Document, found: Any, given_up: threading.Event) -> bytes:
    written = bytearray()
    for piece in _pieces(document, found):
        written += piece.encode("utf-8", errors="surrogatepass")
        if given_up.is_set():
            raise Cancelled
        if len(written) > RESULT_LIMIT:
            raise FilterError("filter_too_much")
    return bytes(written)


def _pieces(document: Document | None, value: Any) -> Iterator[str]:
    if isinstance(value, _List | _Object):
        document = value.lazy.document
        yield document.spans.bytes_of(value.node.positions).decode("utf-8", errors="replace")
    elif isinstance(value, list):
        yield "["
        for number, one in enumerate(value):
            yield "," if number else ""
            yield from _pieces(document, one)
        yield "]"
    elif isinstance(value, dict | Pairs):
        yield "{"
        for number, (name, one) in enumerate(value.items() if isinstance(value, dict) else ()):
            yield f"{',' if number else ''}{json.dumps(name, ensure_ascii=False)}:"
            yield from _pieces(document, one)
        yield "}"
    elif isinstance(value, float):
        yield _number_text(value)
    else:
        yield _scalar_text(value)


def _scalar_text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: only an escape can say it
        return json.dumps(value)
    return text
