"""The window's vault: the system's store while it works, else memory, and never silently."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.storage.vault import MemoryVault, Vault, VaultEntry, check_storable


class FallbackVault:
    """Stores in memory what the system's store would not take, and says so: `trouble` is the code, None when well.

    `on_change` is called after `trouble` or `name` has changed, on the thread of whoever asked the vault.
    """

    def __init__(self, system: Vault, memory: MemoryVault, on_change: Callable[[], None]) -> None:
        self._system = system
        self._memory = memory
        self._on_change = on_change
        self._trouble: str | None = None
        self._told: tuple[str | None, str] = (None, self.name)

    @property
    def trouble(self) -> str | None:
        """Why secrets are kept in memory: vault_missing, vault_locked, vault_silent or vault_failed."""
        return self._trouble

    @property
    def name(self) -> str:
        """The store in use."""
        return self._system.name if self._trouble is None else self._memory.name

    @property
    def is_persistent(self) -> bool:
        """Whether a secret stored now would be there after a restart."""
        return self._trouble is None

    async def get(self, entry: VaultEntry) -> Secret | None:
        """What memory holds, else the system. A store that is locked or silent may hold it: that is no None."""
        if (kept := await self._memory.get(entry)) is not None:
            return kept
        try:
            found = await self._system.get(entry)
        except VaultUnavailable as error:
            self._note(error.code)
            if error.code == "vault_missing":
                return None
            raise
        await self._settle()
        return found

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        """Stores it, for good or for this run."""
        check_storable(secret)
        try:
            await self._system.set(entry, secret)
        except VaultUnavailable as error:
            await self._memory.set(entry, secret)
            self._note(error.code)
            return
        await self._memory.delete(entry)
        await self._settle()

    async def delete(self, entry: VaultEntry) -> None:
        """Takes it from both. VaultUnavailable where the system may still hold it: try again later."""
        await self._memory.delete(entry)
        try:
            await self._system.delete(entry)
        except VaultUnavailable as error:
            self._note(error.code)
            if error.code == "vault_missing":
                return
            raise
        await self._settle()

    def close(self) -> None:
        """Closes both."""
        self._system.close()
        self._memory.close()

    async def _settle(self) -> None:
        """The system answers: what memory had to keep moves there, so that "all is well" is true of every secret."""
        for entry, secret in self._memory.items():
            try:
                await self._system.set(entry, secret)
            except VaultUnavailable as error:
                self._note(error.code)
                return
            await self._memory.delete(entry)
        self._note(None)

    def _note(self, trouble: str | None) -> None:
        self._trouble = trouble
        if self._told != (now := (trouble, self.name)):
            self._told = now
            self._on_change()
