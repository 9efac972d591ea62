"""Where a finished form goes: the clipboard, the mail program, a mail draft, an evidence pack. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.faults import AexError, StorageFault
from aexdesk.services.whole_files import write_whole
from aexdesk.ui.tabs.support.state import SupportState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.deleting import Start
    from aexdesk.ui.ports import Ports


@dataclass(frozen=True, slots=True)
class SaveWords:
    """What is said around saving: the question's title, the patterns of files, and afterwards."""

    title: str
    patterns: str
    say_saved: Callable[[str], str]


class GoingOut:
    """`get` tells the tab's state; `note_mail` hears whether a mail program took the mail."""

    def __init__(
        self,
        desk: Desk,
        ports: Ports,
        start: Start,
        get: Callable[[], SupportState],
        note_mail: Callable[[bool], None],
    ) -> None:
        self._desk = desk
        self._ports = ports
        self._start = start
        self._get = get
        self._note_mail = note_mail

    def copy(self) -> bool:
        """Puts the form on the clipboard; whether there was one."""
        form = self._get().form
        if form is None:
            return False
        self._ports.clipboard.copy(form.body)
        return True

    def copy_field(self, name: str) -> None:
        """Puts one field of the form on the clipboard."""
        form = self._get().form
        if form is not None:
            self._ports.clipboard.copy(dict(form.fields).get(name, ""))

    def open_mail(self, short_body: str, say_cut: Callable[[], str]) -> None:
        """Hands the form to the mail program. Where it is too long for that, the clipboard has it: `short_body` stands
        in the mail in its place, and a toast says `say_cut`."""
        from aexdesk.support.mail import MAILTO_LIMIT, to_mailto  # noqa: PLC0415 - after the first paint

        form = self._get().form
        if form is None or not form.to:
            return
        url = to_mailto(form)
        is_long = len(url) > MAILTO_LIMIT
        if is_long:
            self._ports.clipboard.copy(form.body)
            url = to_mailto(replace(form, body=short_body))
        has_mail = self._ports.links.open(url)
        self._note_mail(has_mail)
        if is_long and has_mail:
            self._ports.toasts.show(say_cut)

    def save_mail(self, words: SaveWords) -> None:
        """Saves the form as a mail draft with the evidence pack, in a file that the person names."""
        state = self._get()
        if state.case is not None and state.is_email:
            case, wish = state.case, state.wish
            self._start(self._save("eml", words, lambda: self._desk.evidence.mail(case, wish)), "save a mail")

    def save_pack(self, words: SaveWords) -> None:
        """Saves the evidence pack in a file that the person names."""
        state = self._get()
        if state.case is not None:
            case, wish = state.case, state.wish
            self._start(self._save("zip", words, lambda: self._desk.evidence.pack(case, wish)), "save a pack")

    async def _save(self, ending: str, words: SaveWords, make: Callable[[], Awaitable[bytes]]) -> None:
        from aexdesk.services.evidence import name_of  # noqa: PLC0415

        case = self._get().case
        if case is None:
            return
        path = await self._ports.files.choose_to_save(words.title, name_of(case, ending), words.patterns)
        if path is None:
            return
        try:
            await asyncio.to_thread(_write, path, await make())
        except AexError as fault:
            self._ports.report(fault)
            return
        self._ports.toasts.show(lambda: words.say_saved(path.name))


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageFault("output_unwritable", reason=reason) from error
