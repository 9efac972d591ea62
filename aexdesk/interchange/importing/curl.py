"""Reads cURL command lines. Pure: a file that one names with @ is not opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote_plus

from aexdesk.interchange.importing.imported import Dropped, Imported, ImportedRequest, Skipped
from aexdesk.interchange.importing.recognising import MOST_FIELDS, ForeignCall, pairs_of, recognise
from aexdesk.interchange.importing.shell_words import split_commands

_SHORT: Final = {
    "X": "request", "H": "header", "d": "data", "F": "form", "u": "user", "b": "cookie", "A": "user-agent",
    "e": "referer", "o": "output", "m": "max-time", "x": "proxy", "c": "cookie-jar", "E": "cert", "T": "upload-file",
    "w": "write-out", "D": "dump-header", "K": "config", "Y": "speed-limit", "y": "speed-time", "C": "continue-at",
    "r": "range", "U": "proxy-user", "z": "time-cond", "Q": "quote", "t": "telnet-option", "P": "ftp-port",
}  # fmt: skip
"""Options of one letter that take a value."""

_WITH_VALUE: Final = frozenset(_SHORT.values()) | {
    "data-raw", "data-binary", "data-ascii", "data-urlencode", "form-string", "url", "json", "connect-timeout",
    "cacert", "capath", "key", "resolve", "retry", "retry-delay", "limit-rate", "interface", "oauth2-bearer", "pass",
    "proxy-header", "max-redirs", "url-query", "ciphers", "tls-max", "cert-type", "key-type", "aws-sigv4", "stderr",
    "trace", "trace-ascii", "unix-socket", "noproxy", "dns-servers", "proto", "proto-redir", "expect100-timeout",
}  # fmt: skip


@dataclass(slots=True)
class _Line:
    """What a command line says, as far as it counts."""

    url: str = ""
    method: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    form: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    query: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    goes_into_query: bool = False


def import_curl(text: str) -> Imported:
    """The calls of every `curl` in the text, other commands left aside."""
    requests: list[ImportedRequest] = []
    skipped: list[Skipped] = []
    for call in calls_in(text):
        found = recognise(call)
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            requests.append(found)
    return Imported(tuple(requests), tuple(skipped))


def calls_in(text: str) -> list[ForeignCall]:
    """The same calls with nothing left out of them, secrets and signature included."""
    commands = split_commands(text)
    starts = (next((at for at, word in enumerate(words) if _is_curl(word)), None) for words in commands)
    return [
        _call_of(_read(words[start + 1 :])) for words, start in zip(commands, starts, strict=True) if start is not None
    ]


def _is_curl(word: str) -> bool:
    name = word.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return name in ("curl", "curl.exe")


def _call_of(line: _Line) -> ForeignCall:
    data = "&".join(line.data)
    is_json = any(name.lower() == "content-type" and "json" in value.lower() for name, value in line.headers)
    if is_json and data and not line.goes_into_query:
        line.dropped.append(Dropped("body", "body_not_read"))
        data = ""
    query = "&".join((*line.query, data) if line.goes_into_query else line.query)
    pairs = (*pairs_of("" if line.goes_into_query else data), *line.form)
    method = line.method or ("POST" if (pairs or line.files) else "GET")
    return ForeignCall(
        name=_name_of(line.url, (*pairs, *pairs_of(query))),
        url=line.url,
        http_method=method,
        headers=tuple(line.headers),
        pairs=pairs,
        query=pairs_of(query),
        files=tuple(line.files),
        dropped=tuple(line.dropped),
    )


def _name_of(url: str, pairs: tuple[tuple[str, str], ...]) -> str:
    address, _question, query = url.partition("?")
    named = next((value for name, value in (*pairs_of(query), *pairs) if name == "method"), "")
    return named or address.partition("/rest")[2] or address


def _read(words: list[str]) -> _Line:
    line = _Line()
    rest = iter(words)
    is_over = False
    for word in rest:
        if is_over or not word.startswith("-") or word == "-":
            line.url = line.url or word
        elif word == "--":
            is_over = True
        elif word.startswith("--"):
            name = word[2:]
            _apply(line, name, next(rest, "") if name in _WITH_VALUE else "")
        else:
            _read_short(line, word[1:], rest)
    return line


def _read_short(line: _Line, letters: str, rest: object) -> None:
    """Letters may stand together (-sSL), and a value may follow at once (-XPOST)."""
    for at, letter in enumerate(letters):
        if letter in _SHORT:
            value = letters[at + 1 :] or next(rest, "")  # type: ignore[call-overload]
            _apply(line, _SHORT[letter], value)
            return
        _apply(line, {"G": "get", "I": "head"}.get(letter, ""), "")


def _apply(line: _Line, name: str, value: str) -> None:
    match name:
        case "request":
            line.method = value
        case "url":
            line.url = line.url or value
        case "get":
            line.goes_into_query = True
        case "header":
            header, _colon, content = value.partition(":")
            line.headers.append((header.strip(), content.strip()))
        case "user" | "oauth2-bearer" | "proxy-user":
            line.dropped.append(Dropped(name, "secret"))
        case "cookie":
            line.dropped.append(Dropped("Cookie", "secret"))
        case "json":
            line.dropped.append(Dropped("body", "body_not_read"))
        case _:
            _apply_data(line, name, value)


def _apply_data(line: _Line, name: str, value: str) -> None:
    if name in ("data", "data-ascii", "data-binary") and value.startswith("@"):
        line.dropped.append(Dropped(value[:200], "file_not_read"))
    elif name in ("data", "data-ascii", "data-binary", "data-raw"):
        line.data.append(value)
    elif name in ("data-urlencode", "url-query"):
        encoded = _urlencoded(value)
        if encoded is None:
            line.dropped.append(Dropped(value[:200], "file_not_read"))
        else:
            (line.data if name == "data-urlencode" else line.query).append(encoded)
    elif name in ("form", "form-string") and len(line.form) + len(line.files) < MOST_FIELDS:
        field_name, _equals, content = value.partition("=")
        if name == "form" and content.startswith("@"):
            line.files.append((field_name, content[1:].partition(";")[0].strip('"')))
        elif name == "form" and content.startswith("<"):
            line.dropped.append(Dropped(field_name, "file_not_read"))
        else:
            line.form.append((field_name, content))


def _urlencoded(value: str) -> str | None:
    """`name=text`, `=text` or `text`; None where a file is named."""
    name, equals, content = value.partition("=")
    if "@" in (name if equals else value):
        return None
    if not equals:
        return quote_plus(value, errors="replace")
    encoded = quote_plus(content, errors="replace")
    return f"{name}={encoded}" if name else encoded
