"""The real program, told on: `python -m tests.tour.recorded FOLDER ARGUMENT...` runs `aexdesk ARGUMENT...`.

FOLDER/secrets.json: every secret that the program ever held, and every random text of its practice gateway (codes,
cookies, tickets, tokens). FOLDER/titles.txt and FOLDER/clipboard.txt: what the window was called, and what it copied.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from aexdesk.cli.main import run
from aexdesk.practice import chance, seeds
from aexdesk.practice.login import oauth_pages
from aexdesk.secret import Secret
from aexdesk.ui.qt_ports import QtClipboard
from aexdesk.ui.window import Window

LEAST_LETTERS = 8


class Recorder:
    """Notes what passes, in files beside the program's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._secrets: set[str] = set()

    def note_secret(self, text: str) -> None:
        # The preview of a call is a secret as a whole, its address too; one without a query tells nothing.
        is_address = text.startswith("http") and "?" not in text
        if len(text) >= LEAST_LETTERS and text.isascii() and not is_address:
            self._secrets.add(text)

    def note(self, name: str, text: str) -> None:
        with (self._folder / f"{name}.txt").open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    def write(self) -> None:
        (self._folder / "secrets.json").write_text(json.dumps(sorted(self._secrets)), encoding="utf-8")

    def listen(self) -> None:
        """Stands between the program and its secrets, its title and its clipboard."""
        made, titled, copied = Secret.__init__, Window.setWindowTitle, QtClipboard.copy
        random_text = chance.make_text

        def make(secret: Secret, text: str) -> None:
            self.note_secret(text)
            made(secret, text)

        def make_text(of: Random, length: int) -> str:
            text = random_text(of, length)
            self.note_secret(text)
            return text

        _put(Secret, "__init__", make)
        for module in (chance, oauth_pages, seeds):
            _put(module, "make_text", make_text)
        _put(Window, "setWindowTitle", self._telling("titles", titled))
        _put(QtClipboard, "copy", self._telling("clipboard", copied))

    def _telling(self, name: str, act: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
        def tell(whose: Any, text: str) -> None:
            self.note(name, text)
            act(whose, text)

        return tell


def _put(place: Any, name: str, thing: Any) -> None:
    setattr(place, name, thing)


if __name__ == "__main__":
    recorder = Recorder(Path(sys.argv[1]))
    recorder.listen()
    try:
        code = run(sys.argv[2:])
    finally:
        recorder.write()
    sys.exit(code)
