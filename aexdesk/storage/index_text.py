"""The text by which an exchange is found: what its search row holds, and how words are written to match it. Pure."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable

from aexdesk.storage.rows import SqlValue

SENT_LETTERS = 2000
"""Letters of the request's parameters that are searched."""
GOT_LETTERS = 4000
"""Letters of the answer that are searched; the rest of it is read, not searched."""

COLUMNS = ("api", "code", "ids", "profile", "marks", "sent", "got")

_MARK = "\ue000"
"""A letter that nobody types: what every row carries must not be met on the way to a word."""
FAILED_MARK, REFUSED_MARK = _MARK + "failed", _MARK + "refused"

# The tokenizer parts words at blanks and signs; scripts that write neither get a word for each letter.
_UNSPACED = "([\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BREAKS = re.compile(r"\\[bfnrt/\"\\]")
_USER = "user"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def spaced(text: str) -> str:
    """The text as the tokenizer needs it; half a character becomes a question mark."""
    if text.isascii():
        return text
    # Compiled when first needed, and kept by re: it takes some milliseconds, and most texts are ASCII.
    return re.sub(_UNSPACED, r" \1 ", text.encode("utf-8", "replace").decode("utf-8"))


def phrase(word: str, *, is_whole: bool = False) -> str:
    """A word of a query for FTS5: it matches what begins so; "" for one without a letter or a digit."""
    if not any(letter.isalnum() for letter in word):
        return ""
    return '"' + spaced(word).replace("\0", " ").replace('"', '""') + '"' + ("" if is_whole else " *")


def marks_of(environment: str, status: int | None, door: str, *, is_failed: bool, is_refused: bool) -> str:
    """What a query asks for exactly, as words of one column."""
    marks = [environment_mark(environment), door_mark(door), status_mark(str(status or "none"))]
    marks += [status_mark(f"{status // 100}xx")] if status else []
    marks += [FAILED_MARK] if is_failed else []
    marks += [REFUSED_MARK] if is_refused else []
    return " ".join(marks)


def environment_mark(name: str) -> str:
    """The mark of an environment, whatever stands in its name."""
    return _MARK + "env" + name.encode("utf-8", "replace").hex()


def door_mark(door: str) -> str:
    """The mark of a door."""
    return _MARK + "door" + (door or "own")


def status_mark(status: str) -> str:
    """The mark of an HTTP status: "404", "4xx" or "none"."""
    return _MARK + "status" + status


def index_values(row: sqlite3.Row, head_of_file: bytes) -> tuple[SqlValue, ...]:
    """The values of `COLUMNS` for a recorded exchange; `head_of_file`: the start of a body that lies in a file."""
    error = json.loads(row["error"]) if row["error"] else {}
    body = row["response_body"] or head_of_file
    told = (error.get("message", ""), error.get("sub_message", ""), _unescaped(_decoded(body, GOT_LETTERS)))
    return (
        spaced(_with_humps(row["api"])),
        spaced(_with_humps(f"{row['error_code']} {error.get('sub_code', '')}")),
        spaced(f"{row['request_id']} {row['id']}"),
        spaced(row["profile"]),
        marks_of(
            row["environment"],
            row["status"],
            row["door"],
            is_failed=bool(row["is_failed"]) and row["error_code"] != "405",
            is_refused=not row["guard_allowed"],
        ),
        spaced(_unescaped(_joined(_given(json.loads(row["request"])["parameters"]), SENT_LETTERS))),
        spaced(" ".join(text for text in told if text)[:GOT_LETTERS]),
    )


def _with_humps(name: str) -> str:
    """InvalidParameter is found by "parameter" too."""
    parted = _HUMP.sub(" ", name)
    return name if parted == name else f"{name} {parted}"


def _given(parameters: Iterable[tuple[str, str, str]]) -> Iterable[str]:
    """What the person gave: the common parameters stand in every call."""
    for name, value, origin in parameters:
        if origin == _USER:
            yield f"{name} {value[:SENT_LETTERS]}"


def _joined(texts: Iterable[str], most: int) -> str:
    return "\n".join(texts)[:most]


def _decoded(data: bytes, most: int) -> str:
    return data[: most * 4].decode("utf-8", "replace")[:most]


def _unescaped(text: str) -> str:
    """JSON's escapes as the letters that they stand for, so that words are found in them."""
    if "\\" not in text:
        return text
    text = _BREAKS.sub(" ", text)
    units = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
