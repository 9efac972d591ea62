"""Where the value beside a name begins and ends: in forms, in JSON and JSON text inside JSON, in XML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

_BEFORE_NAME = re.compile(
    # Percent-encoded or escaped characters end in letters and digits, but no name goes on there.
    rb"(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})|(?<=\\[nrt]))"
)
_AFTER_NAME = re.compile(
    rb"""
    (?P<equals>=|%(?:25){0,3}3D)
    | (?P<element>>|\\{1,15}u003e|&gt;)
    | (?P<quote>\\{0,63}(?:["']|u002[27])
        | (?:%(?:25){0,3}5C){0,31}%(?:25){0,3}2[27]
        | &quot;|&apos;|&\#(?:0?3[49]|x2[27]);)
      (?:\s|\+|%(?:25){0,3}20){0,99} (?::|=>|=|%(?:25){0,3}3A) (?:\s|\+|%(?:25){0,3}20){0,99}
      (?: (?P<open>(?P=quote)) | (?P<number>-?[0-9][0-9A-Za-z.+-]{0,255}) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_ELEMENT = re.compile(rb"(?:<|\\u003c|&lt;)\Z", re.IGNORECASE)
_MARK = re.compile(rb"(?:[\"']|u002[27]|%(?:25){0,3}2[27]|&[^;&]+;)\Z", re.IGNORECASE)
_END_OF_FORM = re.compile(rb"[&\s\"'<>\\]|%(?:25){0,3}26")
_END_OF_ELEMENT = re.compile(rb"<|\\u003c|&lt;", re.IGNORECASE)
CONTEXT: Final = 8  # bytes before a name that are looked at
LONGEST_HEAD: Final = 2304  # no name, with what follows it up to its value, is longer
LOOKED_BACK: Final = 512  # bytes before a quotation mark that tell whether it closes the value
LONGEST_END: Final = 16  # and no end of a value


@dataclass(frozen=True, slots=True)
class End:
    """What ends the value behind a name: a pattern; or a quotation mark, which has `depth` escapes before it."""

    pattern: re.Pattern[bytes]
    escape: bytes = b""
    depth: int = 0

    def find(self, data: bytes, start: int, at: int) -> int | None:
        """Where the value that began at `start` ends, looking from `at` on."""
        for match in self.pattern.finditer(data, at):
            if not self.escape or match.group() == b"\n":
                return match.start()
            run = self._escapes_before(data, match.start(), start)
            # JSON text in JSON text doubles the backslashes; with more or fewer, the mark belongs to the value.
            if run <= self.depth or (run - self.depth) % (2 * self.depth + 2) == 0:
                return match.start() - min(run, self.depth) * len(self.escape)
        return None

    def _escapes_before(self, data: bytes, at: int, start: int) -> int:
        run, size = 0, len(self.escape)
        while run < LOOKED_BACK // size and at - size >= start and data[at - size : at].lower() == self.escape:
            run, at = run + 1, at - size
        return run


def _end_behind(match: re.Match[bytes]) -> End:
    if match["equals"]:
        return End(_END_OF_FORM)
    if match["element"]:
        return End(_END_OF_ELEMENT)
    quote = match["quote"].lower()
    found = _MARK.search(quote)
    mark = found.group() if found else quote
    escape = mark[:-2] + b"5c" if mark.startswith(b"%") else b"\\"
    return End(_end_of_line_or(mark), escape, (len(quote) - len(mark)) // len(escape))


@cache
def _end_of_line_or(mark: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(mark) + rb"|\n", re.IGNORECASE)


@cache
def forms_of(names: tuple[str, ...]) -> tuple[bytes, ...]:
    """Every spelling of the names, in order; made once, since each recorded call is searched dozens of times."""
    return tuple(sorted({form for name in names for form in spellings_of(name)}))


def spellings_of(name: str) -> set[bytes]:
    """`access_token` with underscore, hyphen or nothing between its words, in small letters."""
    plain = name.lower()
    return {plain.replace("_", between).encode() for between in ("_", "-", "")}


def prose_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Finds a word that follows a name as people write it, in English or Chinese: "access token: x", "session is x1",
    "密码是x1"; group 1 goes before."""
    spelt = "|".join(re.escape(name).replace("_", "[_ -]?") for name in names)
    no_plain_word = r"(?=\S*\d)(?=\S{6})"  # "a session is expired" names none
    between = rf"\s*(?:=>|->|→|[:=：＝])\s*|\s+is\s+{no_plain_word}|\s*[是为]\s*{no_plain_word}|\s*(?=[（「『【])"
    return re.compile(
        rf"((?<![A-Za-z0-9_])(?:{spelt})[\"'”]?(?:{between})[\"'“（「『【]?)[^\s\"'“”,;<>，。；、）」』】]+",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value: it begins at `start`; where it ends is known (`end`, for a number), or `ending` finds it."""

    start: int
    ending: End | None
    end: int = 0
    quote: bytes = b""


def value_behind(data: bytes, at: int, behind: int) -> NamedValue | None:
    """The value that belongs to the name from `at` to `behind`, if that is a name with a value."""
    match = _AFTER_NAME.match(data, behind) if _BEFORE_NAME.match(data, at) else None
    if match is None or (match["element"] and not _BEFORE_ELEMENT.search(data[max(0, at - CONTEXT) : at])):
        return None
    if match["number"] is not None:
        return NamedValue(match.start("number"), None, match.end(), match["quote"])
    return NamedValue(match.end(), _end_behind(match))
