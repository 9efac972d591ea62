"""The desk's life: opens folder, log, database and services, and closes them in order. No Qt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aexdesk.desk.building import ServiceBuilder
from aexdesk.faults import VaultUnavailable
from aexdesk.log import LogFile, start_log
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder, FolderLock
from aexdesk.storage.tables import Tables
from aexdesk.storage.vault import Vault

_HALF_ARRIVED = timedelta(days=1)


def _now() -> datetime:
    return datetime.now(UTC)


class Desk(ServiceBuilder):
    """All services over one data folder. Cheap to make; `open` does the work, and what it builds is there after it.

    `for_window`: takes the folder lock, keeps a log and the practice gateway's state, falls back to memory where
    the keyring fails. Without it (a command), a keyring that fails raises, and practice starts fresh.
    """

    def __init__(
        self, home: Path, *, for_window: bool = True, vault: Vault | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        super().__init__(for_window=for_window, vault=vault, now=now)
        self.home = home
        self.has_folder = False
        self.redact = self._seen.hide
        self._lock: FolderLock | None = None
        self._database: Database | None = None
        self._log: LogFile | None = None

    async def open(self) -> None:
        """Opens folder, log and database, and builds the services. Raises StorageFault; may then be called again.

        Another window that holds the folder is no fault: `has_folder` stays false, and nothing is built.
        """
        await self.close()
        folder = await asyncio.to_thread(DataFolder, self.home)
        if self._for_window:
            self._lock = FolderLock(folder.window_lock)
            self.has_folder = self._lock.acquire()
            if not self.has_folder:
                return
            await self._open_log(folder)
        self._database = await asyncio.to_thread(Database.open, folder.database)
        self._build(folder, Tables.of(self._database, folder.bodies))
        await self.preferences.load()
        await self.standing.load()

    async def close(self) -> None:
        """Stops proxy and practice; closes connections, vault, database, log and lock, in this order. Idempotent."""
        if self._database is not None:
            if self._is_made("proxying"):
                await self.proxying.stop()
            if self._is_made("practice_panel"):
                await self.practice_panel.close()
            await self.practising.stop()
            await self._way_out.close()
            await self.history_keeping.finish()
            self._vault.close()
            await asyncio.to_thread(self._database.close)
        if self._log is not None:
            self._log.close()
        if self._lock is not None:
            self._lock.release()
        self._database = self._log = self._lock = None
        self.has_folder = False

    async def tidy(self) -> None:
        """What a window does once it stands: purge what was removed, sweep bodies that no exchange needs.

        What needs a vault that is shut waits for the next time, and holds up nothing else. Raises StorageFault, and
        VaultUnavailable at the end.
        """
        shut: VaultUnavailable | None = None
        for book in (self.profiles, self.tokens, self.loan_accounts):
            try:
                await book.purge_removed()
            except VaultUnavailable as trouble:
                shut = trouble
        await self.test_cases.purge_removed()
        await self.support_cases.purge_removed()
        needed = await self.history.body_file_names()
        before = await self.history_keeping.surely_passed() - _HALF_ARRIVED
        await asyncio.to_thread(self._bodies.sweep, needed, before)
        if shut is not None:
            raise shut

    async def _open_log(self, folder: DataFolder) -> None:
        self._log = await asyncio.to_thread(start_log, folder.log, self.redact)
        if self._log.fault is not None:
            self._tell(self._log.fault)
