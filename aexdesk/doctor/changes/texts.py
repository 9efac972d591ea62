"""Values that a program formatted anew between signing and sending: numbers, booleans, blanks, lines. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final

from aexdesk.doctor.changes.change import Change, Stage, of_values
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import SIGN, Pairs, Received

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|True|False|None')
_NOT_A_NUMBER: Final = frozenset({"timestamp", "app_key"})
_EMPTY_WORDS: Final = ("null", "None", "undefined", "NULL", "nil", "NaN", "false", "[]", "{}")


def changes(received: Received) -> list[Change]:
    """Each way of formatting, in all values and in single ones."""
    pairs = tuple(pair for pair in received.once if pair[0] != SIGN)
    return [*_unicode(pairs), *_blanks(pairs), *_lines(pairs), *_numbers(pairs), *_booleans(pairs), *_nulls(pairs)]


def _unicode(pairs: Pairs) -> list[Change]:
    found = []
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        change = _normaliser(form)
        found += of_values(Mistake("unicode-normalised", form), Stage.TEXT, "unicode", change, pairs)
    return found


def _normaliser(form: str) -> Callable[[str], str]:
    return lambda text: text if text.isascii() else unicodedata.normalize(form, text)  # type: ignore[arg-type]


def _blanks(pairs: Pairs) -> list[Change]:
    ways: dict[str, Callable[[str], str]] = {
        "both": str.strip,
        "before": str.lstrip,
        "after": str.rstrip,
        "blanks-alone": lambda text: text.strip(" "),
    }
    found = []
    for how, change in ways.items():
        found += of_values(Mistake("whitespace-trimmed", how), Stage.TEXT, "blanks", change, pairs)
    # ASCII blanks alone: what HTML and most template languages do.
    collapse = re.compile(r"[ \t\r\n]{2,}")
    found += of_values(
        Mistake("whitespace-collapsed"), Stage.TEXT, "blanks", lambda text: collapse.sub(" ", text), pairs,
    )  # fmt: skip
    return found


def _lines(pairs: Pairs) -> list[Change]:
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
        found += of_values(Mistake("newline-changed", how), Stage.TEXT, "lines", change, pairs)
    found += of_values(Mistake("newline-changed", "last-added"), Stage.TEXT, "lines", lambda text: text + "\n", pairs)
    return found


# ---------------------------------------------------------------- numbers


def _numbers(pairs: Pairs) -> list[Change]:
    known = tuple(pair for pair in pairs if pair[0] not in _NOT_A_NUMBER)
    ways = {
        "float": _as_float,
        "shortest": _shortest,
        "two-places": _two_places,
        "one-place": lambda number: f"{number}.0" if number.lstrip("+-").isdigit() else number,
        "whole": lambda number: number.partition(".")[0],
        "grouped": lambda number: f"{int(number):,}" if number.isdigit() else number,
        "scientific": _scientific,
        "java": _java,
    }
    found = []
    for how, way in ways.items():
        mistake = Mistake("number-reformatted", how)
        found += of_values(mistake, Stage.TEXT, "numbers", _whole_value(way), known)
        found += of_values(Mistake("number-reformatted", f"{how}-in-json"), Stage.TEXT, "numbers", _in_json(way), known)
    return found


def _whole_value(way: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: way(text) if _NUMBER.fullmatch(text) else text


def _in_json(way: Callable[[str], str]) -> Callable[[str], str]:
    def one(match: re.Match[str]) -> str:
        token = match.group()
        return way(token) if token[0] in "-0123456789" else token

    return lambda text: _TOKEN.sub(one, text) if _looks_like_json(text) else text


def _looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _as_float(number: str) -> str:
    return repr(float(number)) if len(number) < 40 else number


def _shortest(number: str) -> str:
    """Without zeros that say nothing: 1.10 is 1.1, 1.0 is 1, 007 is 7."""
    try:
        text = format(Decimal(number), "f")
    except InvalidOperation:
        return number
    return text.rstrip("0").rstrip(".") if "." in text else text


def _two_places(number: str) -> str:
    try:
        return format(Decimal(number).quantize(Decimal("0.01")), "f")
    except InvalidOperation:
        return number


def _scientific(number: str) -> str:
    """As PHP and JavaScript write what is too large for them."""
    return format(float(number), ".13E").replace("E+", "E+") if len(number) > 14 else number


def _java(number: str) -> str:
    """As `Double.toString` writes it: 1.005001234567891E15."""
    if len(number) < 8 or len(number) > 40:
        return number
    digits, _e, exponent = format(Decimal(repr(float(number))), "E").partition("E")
    digits = digits.rstrip("0") if "." in digits else digits
    return f"{digits if '.' in digits and not digits.endswith('.') else digits.rstrip('.') + '.0'}E{int(exponent)}"


# ---------------------------------------------------------------- booleans and nothing


def _booleans(pairs: Pairs) -> list[Change]:
    ways = {
        "capital": {"true": "True", "false": "False"},
        "small": {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false"},
        "upper": {"true": "TRUE", "false": "FALSE", "True": "TRUE", "False": "FALSE"},
    }
    numbers = {"true": "1", "false": "0", "True": "1", "False": "0"}
    found = []
    for how, words in ways.items():
        found += of_values(Mistake("bool-case", how), Stage.TEXT, "booleans", _words(words), pairs)
        found += of_values(Mistake("bool-case", f"{how}-in-json"), Stage.TEXT, "booleans", _json_words(words), pairs)
    capital = ways["capital"]
    found += of_values(
        Mistake("bool-case", "capital-everywhere"), Stage.TEXT, "booleans",
        lambda text: _json_words(capital)(_words(capital)(text)), pairs,
    )  # fmt: skip
    found += of_values(Mistake("bool-as-number"), Stage.TEXT, "booleans", _words(numbers), pairs)
    php = {"true": "1", "false": ""}
    found += of_values(Mistake("bool-as-number", "php"), Stage.TEXT, "booleans", _words(php), pairs)
    back = {"1": "true", "0": "false"}
    found += of_values(Mistake("bool-as-number", "back"), Stage.TEXT, "booleans", _words(back), pairs)
    return found


def _words(words: dict[str, str]) -> Callable[[str], str]:
    return lambda text: words.get(text, text)


def _json_words(words: dict[str, str]) -> Callable[[str], str]:
    return lambda text: (
        _TOKEN.sub(lambda match: words.get(match.group(), match.group()), text) if _looks_like_json(text) else text
    )


def _nulls(pairs: Pairs) -> list[Change]:
    found = []
    for word in _EMPTY_WORDS:
        found += of_values(Mistake("null-as-text", word), Stage.TEXT, "nulls", _words({"": word}), pairs)
    gone = dict.fromkeys(("null", "None", "undefined", "NULL", "nil"), "")
    found += of_values(Mistake("null-as-text", "sent"), Stage.TEXT, "nulls", _words(gone), pairs)
    return found
