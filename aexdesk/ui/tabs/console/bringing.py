"""Brings in requests from elsewhere: a cURL command from the clipboard, a file of another program. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aexdesk.faults import AexError
from aexdesk.openplatform.request import Call
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.console.words import say_imported_took_place

if TYPE_CHECKING:
    from pathlib import Path

    from aexdesk.collection.saved_request import SavedRequest
    from aexdesk.desk import Desk
    from aexdesk.services.importing import Import
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tabs.console.model import ConsoleModel

_LEAST_COMMAND: Final = len("curl http://a")


@dataclass(frozen=True, slots=True)
class BringState:
    """`offered`: a cURL command that was pasted where it does not belong. `found`: what was read, of `source` (the
    name of a file, empty for the clipboard); `taken`: which of its requests stands in the Console; `folder`: where
    `saved` of them were written."""

    offered: str = ""
    found: Import | None = None
    source: str = ""
    taken: int | None = None
    folder: str = ""
    saved: int = 0
    is_working: bool = False
    fault: AexError | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to show."""
        return self == BringState()


class Bringing(StateModel[BringState]):
    """What it reads lies ready until it is put into the Console, into a folder, or away."""

    def __init__(self, desk: Desk, console: ConsoleModel, ports: Ports) -> None:
        super().__init__(BringState(), ports.report)
        self._desk = desk
        self._console = console
        self._ports = ports

    # ---------------------------------------------------------------- cURL

    def notice(self, text: str) -> bool:
        """Whether what was typed or pasted as an API's name is a cURL command; then it is offered."""
        if not is_curl(text):
            return False
        lying = self._ports.clipboard.read()
        # A field of one line has joined the lines of what was pasted; the clipboard still has them apart.
        self._become(BringState(offered=lying if is_curl(lying) else text))
        return True

    def take_offered(self) -> None:
        """Makes the command that is offered the request."""
        if self.state.offered:
            self._take_command(self.state.offered)

    def paste(self) -> None:
        """Makes the cURL command in the clipboard the request."""
        self._take_command(self._ports.clipboard.read())

    def _take_command(self, text: str) -> None:
        self._work(lambda: self._read_command(text), "read a cURL command")

    async def _read_command(self, text: str) -> None:
        self._show(await self._desk.importing.read_text(text, "curl"), "")

    # ---------------------------------------------------------------- files

    def open_file(self, title: str, patterns: str) -> None:
        """Asks for a file of another program, and reads it."""
        self._work(lambda: self._read_file(title, patterns), "read a file of requests")

    async def _read_file(self, title: str, patterns: str) -> None:
        path = await self._ports.files.choose_to_open(title, patterns)
        if path is not None:
            self._show(await self._desk.importing.read(path), path.name)

    def open_folder(self, title: str) -> None:
        """Asks for a folder of Bruno's, and reads it."""
        self._work(lambda: self._read_folder(title), "read a folder of requests")

    async def _read_folder(self, title: str) -> None:
        path = await self._ports.files.choose_folder(title)
        if path is not None:
            self._show(await self._desk.importing.read(path), path.name)

    # ---------------------------------------------------------------- what was read

    def _show(self, found: Import, source: str) -> None:
        self._become(BringState(found=found, source=source, is_working=self.state.is_working))
        if len(found.requests) == 1:
            self.put(0)

    def put(self, number: int) -> None:
        """Makes the request of that number the draft; the one before can be brought back."""
        found = self.state.found
        if found is not None and 0 <= number < len(found.requests):
            self._console.put_call(_call_of(found.requests[number]), say_imported_took_place)
            self._become(replace(self.state, taken=number))

    def save(self, title: str) -> None:
        """Asks for a folder, and writes all of them there, with the variables that the file defines."""
        found = self.state.found
        if found is not None and found.requests:
            self._work(lambda: self._save(found, title), "write a collection")

    async def _save(self, found: Import, title: str) -> None:
        folder: Path | None = await self._ports.files.choose_folder(title)
        if folder is None:
            return
        written = await self._desk.importing.save(folder, found)
        await self._desk.importing.save_variables(folder, found, self._console.state.environment.name)
        self._become(replace(self.state, folder=str(folder), saved=len(written)))

    def put_away(self) -> None:
        """The person has read it."""
        self._become(BringState(is_working=self.state.is_working))

    def _work(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        async def with_end() -> None:
            try:
                await work()
            except AexError as fault:
                self._become(replace(self.state, offered="", fault=fault))
            finally:
                self._become(replace(self.state, is_working=False))

        if not self.state.is_working:
            self._become(replace(self.state, is_working=True, fault=None))
            self._start(with_end(), name)


def is_curl(text: str) -> bool:
    """Whether it begins as a cURL command does; more than that the importer sees."""
    start = text.lstrip("$ \t\r\n")[:5].casefold()
    return len(text.strip()) >= _LEAST_COMMAND and (start in ("curl ", "curl\t", "curl\\") or start == "curl.")


def _call_of(request: SavedRequest) -> Call:
    return Call(request.api, request.parameters, request.http_method, request.sign_method, request.settings)
