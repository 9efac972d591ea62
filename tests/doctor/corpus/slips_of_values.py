"""The steps that spoil values, their order and what stands between, written as one writes them in a hurry."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote, quote_plus

# ---------------------------------------------------------------- the clock

Clock = Callable[[str], str]
_TEXT = "%Y-%m-%d %H:%M:%S"


def clocks(sent: str) -> Iterator[tuple[str, str, Clock]]:
    """Ways to sign another timestamp than the one sent: id, variant, step."""
    if not sent.isdigit():
        moment = datetime.strptime(sent, _TEXT).replace(tzinfo=UTC)
        yield "timestamp-local-time", "+8", _always((moment + timedelta(hours=8)).strftime(_TEXT))
        yield "timestamp-changed", "3 s", _always((moment + timedelta(seconds=3)).strftime(_TEXT))
        return
    in_ms = len(sent) == 13
    ms = int(sent) if in_ms else int(sent) * 1000
    if in_ms:
        yield "timestamp-seconds", "cut", _always(str(int(ms / 1000)))
        for late in (1, 8, -33, 1000, 2000, 350):
            yield "timestamp-changed", f"{late} ms", _always(str(ms + late))
    else:
        yield "timestamp-seconds", "as milliseconds", _always(str(ms))
        for late in (1, 2, -1):
            yield "timestamp-changed", f"{late} s", _always(str(ms // 1000 + late))
    for hours in (8, -5, 5.5, 1):
        local = datetime.fromtimestamp(ms // 1000, timezone(timedelta(hours=hours)))
        yield "timestamp-local-time", f"text {hours}", _always(local.strftime(_TEXT))
        moved = ms + int(hours * 3_600_000)
        yield "timestamp-local-time", f"number {hours}", _always(str(moved if in_ms else moved // 1000))


def _always(text: str) -> Clock:
    return lambda _sent: text


# ---------------------------------------------------------------- one value


def formats() -> Iterator[tuple[str, str, str, Callable[[str, str], str]]]:
    """id, variant, the step that it spoils, and the step: name and value to value."""
    yield "bool-case", "str(True)", "booleans", lambda _n, v: str(v == "true") if v in ("true", "false") else v
    yield "number-reformatted", "float", "numbers", _float
    yield "number-reformatted", "g", "numbers", lambda n, v: f"{float(v):g}" if _is_price(v) else v
    yield "unicode-normalised", "NFC", "letters", lambda _n, v: unicodedata.normalize("NFC", v)
    yield "unicode-normalised", "NFD", "letters", lambda _n, v: unicodedata.normalize("NFD", v)
    yield "whitespace-trimmed", "strip", "blanks", lambda _n, v: v.strip()
    yield "whitespace-trimmed", "rstrip", "blanks", lambda _n, v: v.rstrip()
    yield "newline-changed", "windows", "lines", lambda _n, v: re.sub(r"\r?\n", "\r\n", v)
    yield "newline-changed", "unix", "lines", lambda _n, v: v.replace("\r\n", "\n")


def _is_price(text: str) -> bool:
    return re.fullmatch(r"\d+\.\d+", text) is not None


def _float(_name: str, text: str) -> str:
    return str(float(text)) if _is_price(text) else text


# ---------------------------------------------------------------- JSON


def _redumped(**how: object) -> Callable[[str], str]:
    # What was sent escaped is signed escaped: the escapes are another mistake.
    def dumps(text: str) -> str:
        try:
            written = json.dumps(json.loads(text), ensure_ascii="\\u" in text, **how)  # type: ignore[arg-type]
        except ValueError:
            return text
        # Where only 1.10 has become 1.1, it is another mistake.
        return text if re.sub("[0-9.]", "", written) == re.sub("[0-9.]", "", text) else written

    return dumps


DUMPS: dict[str, Callable[[str], str]] = {
    "json.dumps": _redumped(),
    "compact": _redumped(separators=(",", ":")),
    "sort_keys": _redumped(sort_keys=True),
    "sorted compact": _redumped(sort_keys=True, separators=(",", ":")),
    "indent=2": _redumped(indent=2),
    "indent=4": _redumped(indent=4),
}


def _ascii(text: str) -> str:
    if text[:1] not in ("{", "["):
        return text
    return "".join(c if ord(c) < 128 else json.dumps(c)[1:-1] for c in text)


def _no_ascii(text: str) -> str:
    if text[:1] not in ("{", "["):
        return text
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), text)


ESCAPES: dict[str, Callable[[str], str]] = {"ensure_ascii": _ascii, "ensure_ascii=False": _no_ascii}

# ---------------------------------------------------------------- encodings


def quotes() -> Iterator[tuple[str, str, Callable[[str, str], str]]]:
    """id, variant, value and charset to value."""

    def percent(safe: str) -> Callable[[str, str], str]:
        return lambda v, cs: quote(v, safe=safe, encoding=_of(cs), errors="replace")

    def form(v: str, cs: str) -> str:
        return quote_plus(v, encoding=_of(cs), errors="replace")

    yield "values-percent-encoded", "rawurlencode", percent("")
    yield "values-percent-encoded", "urllib", percent("/")
    yield "values-percent-encoded", "encodeURIComponent", percent("!'()*")
    yield "values-form-encoded", "quote_plus", form
    yield "values-form-encoded", "URLEncoder", lambda v, cs: form(v, cs).replace("%2A", "*").replace("~", "%7E")
    yield "values-double-encoded", "percent", lambda v, cs: percent("")(percent("")(v, cs), cs)
    yield "values-double-encoded", "form", lambda v, cs: form(form(v, cs), cs)


def _of(charset: str) -> str:
    return "utf-8" if "utf" in charset else charset


CHARSETS = (("charset-latin1", "latin-1"), ("charset-gbk", "gbk"), ("charset-utf16", "utf-16-le"),
            ("charset-utf16", "utf-16-be"), ("charset-utf16", "utf-16"))  # fmt: skip

# ---------------------------------------------------------------- order and joining

Order = Callable[[list[str]], list[str]]


def orders() -> Iterator[tuple[str, str, Order]]:
    """id, variant, names to names."""
    yield "unsorted", "", lambda names: names
    yield "sorted-case-insensitive", "lower", lambda names: sorted(names, key=str.lower)
    yield "sorted-descending", "", lambda names: sorted(names, reverse=True)
    yield "sorted-locale", "", lambda names: sorted(names, key=_locale_key)


def _locale_key(name: str) -> tuple[list[str], str]:
    """As node's localeCompare: `_` before digits before letters, and small before capital where all else is alike."""
    table = "_0123456789abcdefghijklmnopqrstuvwxyz"
    return [chr(table.index(c.lower())) for c in name], name.swapcase()


def joins() -> Iterator[tuple[str, Callable[[list[tuple[str, str]]], str]]]:
    yield "query", lambda pairs: "&".join(k + "=" + v for k, v in pairs)
    yield "equals", lambda pairs: "".join(k + "=" + v for k, v in pairs)
    yield "ampersands", lambda pairs: "&".join(k + v for k, v in pairs)
