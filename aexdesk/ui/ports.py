"""What the desktop does once, as models see it: copy, ask, choose a file, open a page, tell. No Qt in here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aexdesk.secret import Secret
from aexdesk.ui.later import Later
from aexdesk.ui.tasks import Report

SECRET_STAYS_S = 30.0
"""How long a copied secret stays in the clipboard."""


class Clipboard(Protocol):
    """Where copies go."""

    def copy(self, text: str) -> None:
        """Puts `text` there to stay."""

    def copy_secret(self, secret: Secret) -> None:
        """Puts it there for `SECRET_STAYS_S`; then clears it, if the clipboard still holds it."""

    def forget_secret(self) -> None:
        """Clears it now, if the clipboard still holds a secret of ours."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that needs a person. With `must_type`, the answer is yes only once that text has been typed."""

    title: str
    text: str
    yes: str
    no: str
    must_type: str = ""
    is_dangerous: bool = False


class Asking(Protocol):
    """Asks, and waits without holding up the loop."""

    async def ask(self, question: Question) -> bool:
        """Whether the person said yes; closing the question is a no."""


class Files(Protocol):
    """Lets a person choose a file. `patterns` as in "JSON (*.json)"."""

    async def choose_to_open(self, title: str, patterns: str = "") -> Path | None:
        """A file that exists, or None."""

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        """A name to write to, or None."""


class Links(Protocol):
    """The system's browser and mail program."""

    def open(self, url: str) -> bool:
        """Whether the system took it."""


class Toasts(Protocol):
    """A line that comes, offers Undo, and goes after 8 s."""

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        """Says `text` (asked again when the language changes). A new one takes the place of an older."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All of them, as a tab's `build` receives them. `report` takes what a model did not expect."""

    clipboard: Clipboard
    asking: Asking
    files: Files
    links: Links
    toasts: Toasts
    later: Later
    report: Report
