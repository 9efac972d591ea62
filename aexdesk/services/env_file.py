"""Reads a .env file: NAME=value, quotes, export, comments. What has two readings is refused. Pure but for `read_text`.

Errors name the line, never what stands there: it may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from pathlib import Path

from aexdesk.faults import BadInput

LARGEST = 256 * 1024
"""Bytes; a real one has a few hundred."""

_LINE = re.compile(
    r"(?:export[ \t]+)?(?P<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*(?P<value>.*)", re.ASCII | re.DOTALL
)
_DOUBLE = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<rest>.*)')
_SINGLE = re.compile(r"'(?P<text>[^']*)'(?P<rest>.*)")
_COMMENT = re.compile(r"[ \t]+#.*\Z")
_NOTHING_MORE = re.compile(r"[ \t]*(?:#.*)?")
_PUT_TOGETHER = re.compile(r"\$[{(]|`")
_ESCAPED = re.compile(r"\\(.)")
_LINE_ENDS = frozenset("nr")


def read_text(path: Path) -> str:
    """The file's text. Blocks. Raises BadInput: env_no_file, env_too_large, env_binary, file_unreadable."""
    try:
        if not path.is_file():  # a pipe would be waited for, a device never ends
            raise BadInput("env_no_file", path=str(path))
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise BadInput("file_unreadable", path=str(path), reason=error.strerror or type(error).__name__) from None
    except ValueError:  # a null byte in a name
        raise BadInput("env_no_file", path=repr(str(path))) from None
    if len(data) > LARGEST:
        raise BadInput("env_too_large", path=str(path), limit=LARGEST // 1024)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("env_binary", path=str(path)) from None
    if any(not sign.isprintable() and sign not in "\t\r\n" for sign in text):
        raise BadInput("env_binary", path=str(path))
    return text


def read_values(text: str, wanted: Container[str]) -> Mapping[str, str]:
    """The `wanted` values by name. Raises BadInput with the line: env_line, env_multiline, env_expansion, env_twice.

    Every line must be one that can be read, else none can be trusted; what a value holds matters of the wanted alone.
    """
    values: dict[str, str] = {}
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        plain = line.strip(" \t")
        if not plain or plain.startswith("#"):
            continue
        found = _LINE.fullmatch(plain)
        if found is None:
            raise BadInput("env_line", line=number)
        name, (value, is_put_together) = found["name"], _read_value(found["value"], number)
        if name not in wanted:
            continue
        if is_put_together:
            raise BadInput("env_expansion", line=number)
        if values.setdefault(name, value) != value:
            raise BadInput("env_twice", line=number, name=name)
    return values


def _read_value(written: str, line: int) -> tuple[str, bool]:
    """The value, and whether it is put together from others."""
    if written.startswith("'"):
        return _quoted(_SINGLE.fullmatch(written), line), False
    if written.startswith('"'):
        text = _quoted(_DOUBLE.fullmatch(written), line)
        if any(sign in _LINE_ENDS for sign in _ESCAPED.findall(text)):
            raise BadInput("env_multiline", line=line)
        return _ESCAPED.sub(r"\1", text), bool(_PUT_TOGETHER.search(text))
    text = "" if written.startswith("#") else _COMMENT.sub("", written).rstrip(" \t")
    if text.endswith("\\"):
        raise BadInput("env_multiline", line=line)
    return text, bool(_PUT_TOGETHER.search(text))


def _quoted(found: re.Match[str] | None, line: int) -> str:
    if found is None:
        raise BadInput("env_multiline", line=line)
    if not _NOTHING_MORE.fullmatch(found["rest"]):
        raise BadInput("env_line", line=line)
    return found["text"]
