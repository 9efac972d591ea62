"""Values that a program formatted anew between signing and sending: letters, blanks, lines, booleans. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from aexdesk.doctor.changes import numbers
from aexdesk.doctor.changes.change import Change, Stage, of_values
from aexdesk.doctor.changes.numbers import TOKEN, looks_like_json
from aexdesk.doctor.finding import Mistake

_EMPTY_WORDS: Final = ("null", "None", "undefined", "NULL", "nil", "NaN", "false", "[]", "{}")


def changes() -> list[Change]:
    """Each way of formatting."""
    return [
        *_unicode(),
        *_blanks(),
        *_lines(),
        *numbers.changes(),
        *_booleans(),
        *_nulls(),
    ]


def _unicode() -> list[Change]:
    found = []
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        change = _normaliser(form)
        found.append(of_values(Mistake("unicode-normalised", form), Stage.TEXT, "unicode", change))
    return found


def _normaliser(form: str) -> Callable[[str], str]:
    return lambda text: text if text.isascii() else unicodedata.normalize(form, text)  # type: ignore[arg-type]


def _blanks() -> list[Change]:
    ways: dict[str, Callable[[str], str]] = {
        "both": str.strip,
        "before": str.lstrip,
        "after": str.rstrip,
        "blanks-alone": lambda text: text.strip(" "),
    }
    found = []
    for how, change in ways.items():
        found.append(of_values(Mistake("whitespace-trimmed", how), Stage.TEXT, "blanks", change))
    # ASCII blanks alone: what HTML and most template languages do.
    collapse = re.compile(r"[ \t\r\n]{2,}")
    found.append(of_values(
        Mistake("whitespace-collapsed"), Stage.TEXT, "blanks", lambda text: collapse.sub(" ", text)))  # fmt: skip
    return found


def _lines() -> list[Change]:
    def to(end: str) -> Callable[[str], str]:
        return lambda text: text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)

    ways = {
        "lf": to("\n"),
        "crlf": to("\r\n"),
        "cr": to("\r"),
        "removed": to(""),
        "blank": to(" "),
        "escaped": to("\\n"),
    }
    found = []
    for how, change in ways.items():
        found.append(of_values(Mistake("newline-changed", how), Stage.TEXT, "lines", change))
    found.append(of_values(Mistake("newline-changed", "last-added"), Stage.TEXT, "lines", lambda text: text + "\n"))
    return found


# ---------------------------------------------------------------- booleans and nothing


def _booleans() -> list[Change]:
    ways = {
        "capital": {"true": "True", "false": "False"},
        "small": {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false"},
        "upper": {"true": "TRUE", "false": "FALSE", "True": "TRUE", "False": "FALSE"},
    }
    digits = {"true": "1", "false": "0", "True": "1", "False": "0"}
    found = []
    for how, words in ways.items():
        found.append(of_values(Mistake("bool-case", how), Stage.TEXT, "booleans", _words(words)))
        found.append(of_values(Mistake("bool-case", f"{how}-in-json"), Stage.TEXT, "booleans", _json_words(words)))
    capital = ways["capital"]
    found.append(of_values(
        Mistake("bool-case", "capital-everywhere"), Stage.TEXT, "booleans",
        lambda text: _json_words(capital)(_words(capital)(text))))  # fmt: skip
    found.append(of_values(Mistake("bool-as-number"), Stage.TEXT, "booleans", _words(digits)))
    php = {"true": "1", "false": ""}
    found.append(of_values(Mistake("bool-as-number", "php"), Stage.TEXT, "booleans", _words(php)))
    back = {"1": "true", "0": "false"}
    found.append(of_values(Mistake("bool-as-number", "back"), Stage.TEXT, "booleans", _words(back)))
    return found


def _words(words: dict[str, str]) -> Callable[[str], str]:
    return lambda text: words.get(text, text)


def _json_words(words: dict[str, str]) -> Callable[[str], str]:
    return lambda text: (
        TOKEN.sub(lambda match: words.get(match.group(), match.group()), text) if looks_like_json(text) else text
    )


def _nulls() -> list[Change]:
    found = []
    for word in _EMPTY_WORDS:
        found.append(of_values(Mistake("null-as-text", word), Stage.TEXT, "nulls", _words({"": word})))
    gone = dict.fromkeys(("null", "None", "undefined", "NULL", "nil"), "")
    found.append(of_values(Mistake("null-as-text", "sent"), Stage.TEXT, "nulls", _words(gone)))
    return found
