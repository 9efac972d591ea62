"""JSON that was written once to sign it and once more to send it. Pure. Spacing, order of keys, escapes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from aexdesk.doctor.changes import numbers
from aexdesk.doctor.changes.change import Change, Stage, of_values
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import SIGN, Received

_LONGEST: Final = 256 * 1024  # characters of a JSON value that are written anew
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]")
_DECIMAL = re.compile(r"[0-9]\.[0-9]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def changes(received: Received) -> list[Change]:
    """Spacings and orders of keys that JSON writers have; escapes of what is not ASCII, and of the slash."""
    has_decimals = any(_DECIMAL.search(value) for name, value in received.once if name != SIGN)
    found: list[Change] = []
    for how, writer in _WRITERS.items():
        found.append(of_values(Mistake("json-respaced", how), Stage.JSON, "json", _written(writer)))
        if has_decimals:
            reread = Mistake("json-respaced", f"{how}-reread")
            found.append(of_values(reread, Stage.JSON, "json", _reread(writer)))
    for how, escape in _ESCAPES.items():
        kind = "json-slashes-escaped" if how.startswith("slash") else "json-ascii-escaped"
        found.append(of_values(Mistake(kind, how), Stage.JSON, "slashes" if "slash" in kind else "escapes", escape))
    for how, spoilt in _SPOILT.items():
        found.append(of_values(Mistake("object-as-text", how), Stage.JSON, "json", spoilt))
    return found


# ---------------------------------------------------------------- writing anew


@lru_cache(maxsize=64)
def _read(text: str) -> Any:
    """The document, numbers as they stood; None where it is none, or holds a name twice."""
    if text.lstrip()[:1] not in ("{", "[") or len(text) > _LONGEST:
        return None
    try:
        return json.loads(text, parse_int=_Digits, parse_float=_Digits, object_pairs_hook=_no_name_twice)
    except (ValueError, RecursionError):
        return None


class _Digits(str):
    """A number's own letters."""

    __slots__ = ()


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


Writer = Callable[[Any], str]


def _writer(comma: str, colon: str, *, sort: bool = False, indent: str = "", line: str = "\n") -> Writer:
    def write(value: Any, depth: int = 0) -> str:
        if isinstance(value, dict):
            items = sorted(value.items()) if sort else value.items()
            return _bracketed("{}", [f"{_quoted(key)}{colon}{write(item, depth + 1)}" for key, item in items], depth)
        if isinstance(value, list):
            return _bracketed("[]", [write(item, depth + 1) for item in value], depth)
        return _scalar(value)

    def _bracketed(brackets: str, items: list[str], depth: int) -> str:
        if not items or not indent:
            return f"{brackets[0]}{comma.join(items)}{brackets[1]}"
        inner, outer = line + indent * (depth + 1), line + indent * depth
        return f"{brackets[0]}{inner}{(comma + inner).join(items)}{outer}{brackets[1]}"

    return write


def _scalar(value: Any) -> str:
    if isinstance(value, _Digits):
        return str(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return _quoted(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed(item) for key, item in reversed(value.items())}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


def _written(writer: Writer) -> Callable[[str], str]:
    def write(text: str) -> str:
        value = _read(text)
        if value is None:
            return text
        try:
            written = writer(value)
        except RecursionError:
            return text
        # Whoever escaped what is not ASCII when sending did so when signing: that is another mistake.
        return _escaped(written) if _ESCAPED.search(text) and text.isascii() else written

    return write


def _reread(writer: Writer) -> Callable[[str], str]:
    """Read by Python and written anew: 1.10 has become 1.1 on the way. Where that alone changed, it is no respacing."""
    exactly = _written(writer)

    def write(text: str) -> str:
        respaced = exactly(text)
        return text if respaced == text else numbers.in_json(numbers.as_float_if_decimal)(respaced)

    return write


_WRITERS: Final[dict[str, Writer]] = {
    "compact": _writer(",", ":"),
    "python": _writer(", ", ": "),
    "colon-blank": _writer(",", ": "),
    "comma-blank": _writer(", ", ":"),
    "compact-sorted": _writer(",", ":", sort=True),
    "python-sorted": _writer(", ", ": ", sort=True),
    "indent-2": _writer(",", ": ", indent="  "),
    "indent-4": _writer(",", ": ", indent="    "),
    "indent-tab": _writer(",", ": ", indent="\t"),
    "indent-2-crlf": _writer(",", ": ", indent="  ", line="\r\n"),
    "indent-2-sorted": _writer(",", ": ", indent="  ", sort=True),
    "indent-4-sorted": _writer(",", ": ", indent="    ", sort=True),
    "compact-reversed": lambda value: _WRITERS["compact"](_reversed(value)),
    "python-reversed": lambda value: _WRITERS["python"](_reversed(value)),
}


# ---------------------------------------------------------------- escapes


def _escape(letter: re.Match[str]) -> str:
    units = letter.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escaped(text: str) -> str:
    return _OUTSIDE_ASCII.sub(_escape, text)


def _in_json(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: change(text) if text.lstrip()[:1] in ("{", "[", '"') else text


def _unescape(text: str) -> str:
    units = _ESCAPED.sub(
        lambda match: chr(int(match.group(1), 16)) if int(match.group(1), 16) > 127 else match[0], text
    )
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if units != text else text


_ESCAPES: Final[dict[str, Callable[[str], str]]] = {
    "escaped": _in_json(_escaped),
    "escaped-upper": _in_json(
        lambda text: _OUTSIDE_ASCII.sub(lambda letter: _escape(letter).upper().replace("\\U", "\\u"), text)
    ),
    "unescaped": _in_json(_unescape),
    "slash": _in_json(lambda text: text.replace("\\/", "/").replace("/", "\\/")),
    "slash-unescaped": _in_json(lambda text: text.replace("\\/", "/")),
}


# ---------------------------------------------------------------- an object where its JSON belongs


def _python(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_python(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_python(item) for item in value) + "]"
    return str(value) if isinstance(value, _Digits) else repr(value)


def _javascript(value: Any) -> str:
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, list):
        return ",".join("" if item is None else _javascript(item) for item in value)
    return {None: "null", True: "true", False: "false"}.get(value, str(value)) if not isinstance(value, str) else value


def _spoilt(writer: Writer) -> Callable[[str], str]:
    def write(text: str) -> str:
        value = _read(text)
        return text if value is None else writer(value)

    return write


_SPOILT: Final[dict[str, Callable[[str], str]]] = {
    "python": _spoilt(_python),
    "javascript": _spoilt(_javascript),
    "php": _spoilt(lambda value: "Array"),
    "quoted-again": _in_json(lambda text: json.dumps(text, ensure_ascii=False)),
}
