"""Takes an app key from a .env file: what was found is shown first, and kept when the person says so. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui.state_model import StateModel

if TYPE_CHECKING:
    from pathlib import Path

    from aexdesk.desk import Desk
    from aexdesk.services.env_import import FoundSettings
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.loan_account import LoanAccount


@dataclass(frozen=True, slots=True)
class ImportState:
    """`found`: what the file holds, None where none was read. `account`: whose its session is to be, "" for nobody."""

    found: FoundSettings | None = None
    environment: Environment | None = None
    name: str = ""
    account: str = ""
    accounts: tuple[LoanAccount, ...] = ()
    is_keeping: bool = False
    fault: AexError | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something to see."""
        return self.found is not None or self.fault is not None


class ImportModel(StateModel[ImportState]):
    """`imported` hears the id of a profile that came in."""

    def __init__(self, desk: Desk, ports: Ports, imported: Callable[[str], None]) -> None:
        super().__init__(ImportState(), ports.report)
        self._desk = desk
        self._files = ports.files
        self._imported = imported
        desk.standing.changed.append(self._follow_standing)

    def choose_file(self) -> None:
        """Asks for the file, and reads it."""
        self._start(self._choose(), "choose a .env file")

    def read_file(self, path: Path) -> None:
        """Reads one that was dropped here."""
        if not self.state.is_keeping:
            self._start(self._read(path), "read a .env file")

    def enter(self, name: str) -> None:
        """How the profile is to be called."""
        self._become(replace(self.state, name=name, fault=None))

    def bind_to(self, account: str) -> None:
        """Whose the session is; "" for nobody's."""
        self._become(replace(self.state, account=account))

    def keep(self) -> None:
        """Takes what was found in."""
        if self.state.found is not None and not self.state.is_keeping:
            self._become(replace(self.state, is_keeping=True, fault=None))
            self._start(self._keep(self.state.found), "import an app key")

    def discard(self) -> None:
        """Forgets what was found; nothing of it was kept."""
        if not self.state.is_keeping:
            self._become(ImportState())

    async def close(self) -> None:
        """Ends its work, and forgets what was found."""
        self._desk.standing.changed.remove(self._follow_standing)
        await super().close()
        self._become(ImportState())

    def _follow_standing(self) -> None:
        # The file was read for another environment: what is kept in practice must not land in Live by a slip.
        place = self.state.environment
        if place is not None and place.name != self._desk.standing.environment.name:
            self.discard()

    async def _choose(self) -> None:
        path = await self._files.choose_to_open(_("Import .env"), f"{_('Settings')} (.env *.env .env.* *)")
        if path is not None:
            await self._read(path)

    async def _read(self, path: Path) -> None:
        place = self._desk.standing.environment
        try:
            found = await self._desk.env_import.read(path)
            accounts = await self._desk.loan_accounts.list(place.name)
        except AexError as fault:
            self._become(ImportState(fault=fault))
            return
        self._become(ImportState(found, place, _name_for(path), accounts=accounts))

    async def _keep(self, found: FoundSettings) -> None:
        state = self.state
        place = state.environment.name if state.environment is not None else ""
        try:
            profile = await self._desk.env_import.keep(found, place, state.name, state.account)
        except AexError as fault:
            self._become(replace(self.state, is_keeping=False, fault=fault))
            return
        self._become(ImportState())
        self._imported(profile.id)


def _name_for(path: Path) -> str:
    """The folder of a program is called as the program."""
    return path.absolute().parent.name or path.name
