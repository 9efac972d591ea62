"""The composition root: builds the services by hand, owns their lifetimes, holds the folder lock. No Qt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk import resources
from aexdesk.faults import AexError
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.ordertest.guard import Guard
from aexdesk.redaction import SecretsSeen
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.changes import Changes
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.services.history import History
from aexdesk.services.key_check import KeyChecking
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.practice_adoption import PracticeAdoption
from aexdesk.services.practice_launcher import PracticeAppSecrets, PracticeFile, PracticeLauncher, RunNotice
from aexdesk.services.practising import Practising
from aexdesk.services.preferences import Preferences
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.secret_store import SecretStore
from aexdesk.services.standing import Standing
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.services.tokens import TokenBook
from aexdesk.services.vault_status import VaultStatus
from aexdesk.storage.body_files import BodyFiles
from aexdesk.storage.database import Database
from aexdesk.storage.environments import Environments
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.fallback_vault import FallbackVault
from aexdesk.storage.folder import DataFolder, FolderLock
from aexdesk.storage.loan_accounts import LoanAccounts
from aexdesk.storage.order_test_cases import OrderTestCases
from aexdesk.storage.profiles import Profiles
from aexdesk.storage.settings import Settings
from aexdesk.storage.system_vault import SystemVault
from aexdesk.storage.tokens import Tokens
from aexdesk.storage.vault import MemoryVault, Vault

if TYPE_CHECKING:
    from aexdesk.gateway.client import Gateway
    from aexdesk.log import LogFile

_HALF_ARRIVED = timedelta(days=1)


def _now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """All services over one data folder. Cheap to make; `open` does the work, and what it builds is there after it.

    `for_window`: takes the folder lock, keeps a log and the practice gateway's state, falls back to memory where
    the keyring fails. Without it (a command), a keyring that fails raises, and practice starts fresh.
    """

    def __init__(
        self, home: Path, *, for_window: bool = True, vault: Vault | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        self.home = home
        self.has_folder = False
        self.on_trouble: Callable[[AexError], None] = lambda trouble: None
        self._for_window = for_window
        self._system_vault = vault
        self._now = now
        self._seen = SecretsSeen()
        self.redact = self._seen.hide
        self._lock: FolderLock | None = None
        self._database: Database | None = None
        self._log: LogFile | None = None
        self._gateway: Gateway | None = None

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
        self._build(folder, self._database)
        await self.preferences.load()
        await self.standing.load()
        if self._for_window:
            needed = await self._exchanges.body_file_names()
            await asyncio.to_thread(self._bodies.sweep, needed, self._now() - _HALF_ARRIVED)

    async def close(self) -> None:
        """Stops practice, closes connections, vault, database, log and lock, in this order. Safe to call twice."""
        if self._database is not None:
            await self.practising.stop()
            if self._gateway is not None:
                await self._gateway.close()
            self._vault.close()
            await asyncio.to_thread(self._database.close)
        if self._log is not None:
            self._log.close()
        if self._lock is not None:
            self._lock.release()
        self._database = self._gateway = self._log = self._lock = None
        self.has_folder = False

    async def _open_log(self, folder: DataFolder) -> None:
        from aexdesk.log import start_log

        self._log = await asyncio.to_thread(start_log, folder.log, self.redact)
        if self._log.trouble is not None:
            self.on_trouble(self._log.trouble)

    def _build(self, folder: DataFolder, database: Database) -> None:
        self.catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
        self.error_book = ErrorBook.from_json(resources.read_json("error_book.json"))
        self.preferences = Preferences(Settings(database))
        self._exchanges = Exchanges(database, folder.bodies)
        self._bodies = BodyFiles(folder.bodies)
        self.history = History(self._exchanges)
        self._build_vault()
        self._build_books(database)
        self._build_practice(folder)
        self.standing = Standing(self.environments, self.profiles, self.tokens, self.preferences)
        self.callers = Callers(self.profiles, self.tokens, self.secrets, self.catalogue)
        self.calling = Calling(self._use_gateway, self.practising, self._now)
        self.key_checking = KeyChecking(self.profiles, self.environments, self.callers, self.calling)

    def _build_vault(self) -> None:
        changed = Changes()
        system = self._system_vault or SystemVault()
        if self._for_window:
            fallback = FallbackVault(system, MemoryVault(), changed.announce)
            self._vault: Vault = fallback
            self.vault_status = VaultStatus(fallback, lambda: fallback.trouble, changed)
        else:
            self._vault = system
            self.vault_status = VaultStatus(system, lambda: None, changed)
        self.secrets = SecretStore(self._vault, self._seen)

    def _build_books(self, database: Database) -> None:
        self.environments = EnvironmentBook(Environments(database))
        self.tokens = TokenBook(Tokens(database), self.secrets, self._now)
        self.profiles = ProfileBook(Profiles(database), self.tokens, self.secrets, self._now)
        self.loan_accounts = LoanAccountBook(LoanAccounts(database), self.secrets, self._now)
        self.test_cases = OrderTestCaseBook(OrderTestCases(database), self._now)

    def _build_practice(self, folder: DataFolder) -> None:
        state = PracticeFile(folder.practice_state) if self._for_window else None
        app_secrets = PracticeAppSecrets(self.secrets, self.preferences) if self._for_window else None
        notice = RunNotice(folder.home / "practice-url.json")
        self.practising = Practising(PracticeLauncher(state, app_secrets), notice, _fetch_practice_object)
        self.adoption = PracticeAdoption(
            self.profiles, self.tokens, self.loan_accounts, self.test_cases, self.preferences
        )

    def _use_gateway(self) -> Gateway:
        from aexdesk.gateway.client import Gateway

        if self._gateway is None:
            facts = WorkspaceFacts(
                self.tokens, self.test_cases, self.loan_accounts, lambda: self.practising.seeds, self._now
            )
            self._gateway = Gateway(Guard(self.catalogue), facts, self.history, self._bodies, on_trouble=self._tell)
        return self._gateway

    def _tell(self, trouble: AexError) -> None:
        self.on_trouble(trouble)


async def _fetch_practice_object(base_url: str) -> Mapping[str, Any] | None:
    from aexdesk.gateway.practice_admin import fetch_practice_object

    return await fetch_practice_object(base_url)
