"""Splits command lines into words as bash, the Windows command prompt and PowerShell do. Pure; runs nothing.

Every loop moves forward through the text, so that no input takes longer than its length allows.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

_LETTERS: Final = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "E": "\x1b",
    "0": "\0", "`": "`",
}  # fmt: skip
_CODE = re.compile(r"x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})")
_PLAIN = re.compile(r"[^\s'\"\\^`$;|&#()]+")
_CARET = re.compile(r"\^(.?)", re.DOTALL)
_ENDS: Final = ";|&\n()"


class Shell(Enum):
    """Whose rules count."""

    BASH = "\\"
    PROMPT = "^"
    POWERSHELL = "`"


def shell_of(text: str) -> Shell:
    """Told by how lines are continued, else by the caret before quotation marks; bash where nothing tells."""
    if re.search(r"`[ \t]*\r?\n", text):
        return Shell.POWERSHELL
    if re.search(r"\^[ \t]*\r?\n|\^\"", text) and not re.search(r"\\\r?\n", text):
        return Shell.PROMPT
    return Shell.BASH


def split_commands(text: str) -> list[list[str]]:
    """The words of each command. An open quotation mark ends with the text."""
    shell = shell_of(text)
    text = text.replace("\r\n", "\n")
    if shell is Shell.PROMPT:
        # It takes its carets away before the program reads the quotation marks in its own way.
        text = _CARET.sub(lambda found: "" if found.group(1) == "\n" else found.group(1), text)
    return _Splitter(text, shell).split()


class _Splitter:
    """One pass over the text."""

    def __init__(self, text: str, shell: Shell) -> None:
        self._text = text
        self._shell = shell
        self._at = 0
        self._commands: list[list[str]] = []
        self._words: list[str] = []
        self._word: list[str] | None = None

    def split(self) -> list[list[str]]:
        while self._at < len(self._text):
            self._step(self._text[self._at])
        self._end_command()
        return self._commands

    def _step(self, letter: str) -> None:
        if letter == self._shell.value:
            self._escape()
        elif letter == "'" and self._shell is not Shell.PROMPT:
            self._single()
        elif letter == '"':
            self._double()
        elif letter == "$" and self._shell is Shell.BASH and self._text.startswith("$'", self._at):
            self._dollar()
        elif letter in _ENDS:
            self._at += 1
            self._end_command()
        elif letter.isspace():
            self._at += 1
            self._end_word()
        elif letter == "#" and self._word is None:
            end = self._text.find("\n", self._at)
            self._at = len(self._text) if end < 0 else end
        else:
            found = _PLAIN.match(self._text, self._at)
            self._take(found.group() if found else letter, len(found.group()) if found else 1)

    def _take(self, text: str, length: int) -> None:
        self._word = self._word or []
        self._word.append(text)
        self._at += length

    def _end_word(self) -> None:
        if self._word is not None:
            self._words.append("".join(self._word))
            self._word = None

    def _end_command(self) -> None:
        self._end_word()
        if self._words:
            self._commands.append(self._words)
            self._words = []

    def _escape(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        if following in ("\n", ""):
            self._at += 2
        else:
            self._take(following, 2)

    def _single(self) -> None:
        parts: list[str] = []
        at = self._at + 1
        while True:
            end = self._text.find("'", at)
            end = len(self._text) if end < 0 else end
            parts.append(self._text[at:end])
            is_doubled = self._shell is Shell.POWERSHELL and self._text.startswith("''", end)
            at = end + 2 if is_doubled else end + 1
            if not is_doubled:
                break
            parts.append("'")
        self._take("".join(parts), at - self._at)

    def _double(self) -> None:
        parts: list[str] = []
        at = self._at + 1
        while at < len(self._text):
            letter = self._text[at]
            if letter == '"':
                if self._shell is Shell.BASH or not self._text.startswith('""', at):
                    break
                parts.append('"')
                at += 2
                continue
            text, length = self._in_double(at)
            parts.append(text)
            at += length
        self._take("".join(parts), at + 1 - self._at)

    def _in_double(self, at: int) -> tuple[str, int]:
        letter, following = self._text[at], self._text[at + 1 : at + 2]
        if self._shell is Shell.BASH:
            if letter == "\\" and following in ('"', "\\", "$", "`", "\n"):
                return ("" if following == "\n" else following), 2
        elif self._shell is Shell.POWERSHELL:
            if letter == "`" and following:
                return ("" if following == "\n" else _LETTERS.get(following, following)), 2
        elif letter == "\\" and following in ('"', "\\"):
            return following, 2
        return letter, 1

    def _dollar(self) -> None:
        """$'...': the escapes of C."""
        parts: list[str] = []
        at = self._at + 2
        while at < len(self._text) and self._text[at] != "'":
            if self._text[at] != "\\":
                parts.append(self._text[at])
                at += 1
                continue
            code = _CODE.match(self._text, at + 1)
            if code is not None:
                digits = next(group for group in code.groups() if group)
                number = int(digits, 8 if code.group(4) else 16)
                parts.append(chr(number) if number <= 0x10FFFF else "\ufffd")
                at = code.end()
            else:
                letter = self._text[at + 1 : at + 2]
                parts.append(_LETTERS.get(letter, letter))
                at += 2
        self._take("".join(parts), at + 1 - self._at)
