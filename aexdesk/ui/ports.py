"""What the desktop does once, as models see it: copy, ask, choose a file, open a page, tell. No Qt in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    async def choose_folder(self, title: str) -> Path | None:
        """A folder that exists, or None."""

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        """A name to write to, or None."""


class Links(Protocol):
    """The system's browser and mail program."""

    def open(self, url: str) -> bool:
        """Whether the system took it."""


@dataclass(frozen=True, slots=True)
class PageProblem:
    """What went wrong with a page. `kind`: load, status, certificate, crashed or refused; `detail`: host, number."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PageState:
    """The login page as it is now; `address` is never a callback, so it never holds a code.

    `progress`: 0 to 100 while it loads, else None. `fill_origin`: where *Fill in* would write; where that is empty,
    `fill_hindrance` says why: no_page, elsewhere (no listed origin) or no_field. `loads`: how often pages of the host
    that is shown have come. `says`: what a page said in a dialog.
    """

    is_open: bool = False
    address: str = ""
    progress: int | None = None
    fill_origin: str = ""
    fill_hindrance: str = "no_page"
    problem: PageProblem | None = None
    pop_ups: int = 0
    loads: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the browser is to open for one login. `caught` hears of the callback once, and nothing was sent there."""

    url: str
    is_callback: Callable[[str], bool]
    fill_origins: tuple[str, ...]
    caught: Callable[[str], None]


class LoginBrowser(Protocol):
    """The embedded browser: one login at a time, whose cookies end with it."""

    @property
    def state(self) -> PageState:
        """What it shows now."""

    def watch(self, note: Callable[[], None]) -> None:
        """`note` is called when `state` is another."""

    def open(self, visit: Visit) -> str:
        """Begins, with no cookie of an earlier login. Answers why there is no browser (see `web.missing`), or ""."""

    def close_visit(self) -> None:
        """Ends the login and forgets all of it; harmless where none is open."""

    def fill_in(self, email: str, password: Secret | None, done: Callable[[str], None]) -> None:
        """Writes into the fields of the page at `state.fill_origin`; `done` hears filled, no_field or elsewhere."""


@dataclass(frozen=True, slots=True)
class FieldToFill:
    """A field of a form: the labels by which it may be found, and what is to stand in it.

    `values`: the first is written; of a list of choices the one is taken that is equal to any of them.
    """

    key: str
    labels: tuple[str, ...]
    values: tuple[str, ...]


class FormBrowser(Protocol):
    """An embedded page with a form; it begins with no cookie of an earlier one."""

    @property
    def state(self) -> PageState:
        """What it shows now."""

    def watch(self, note: Callable[[], None]) -> None:
        """`note` is called when `state` is another."""

    def open(self, visit: Visit) -> str:
        """Opens it. Answers why there is no browser (see `web.missing`), or ""."""

    def close_visit(self) -> None:
        """Ends it and forgets all of it; harmless where none is open."""

    def fill_form(self, fields: Sequence[FieldToFill], done: Callable[[Mapping[str, str]], None]) -> None:
        """Writes into the fields that it finds, and sends nothing; `done` hears how each went, by its key (see
        `web.form_filling`)."""


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
