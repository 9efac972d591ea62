"""Which vault holds the secrets, for the status line."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.services.changes import Changes
from aexdesk.storage.fallback_vault import FallbackVault
from aexdesk.storage.vault import MemoryVault, Vault


class VaultStatus:
    """The vault's name, whether it outlives this run, and what is wrong with it."""

    def __init__(self, vault: Vault, trouble: Callable[[], str | None], changed: Changes) -> None:
        self._vault = vault
        self._trouble = trouble
        self.changed = changed

    @property
    def name(self) -> str:
        """The vault in use: "Secret Service", "memory", …"""
        return self._vault.name

    @property
    def is_persistent(self) -> bool:
        """Whether secrets are still there after a restart."""
        return self._vault.is_persistent

    @property
    def trouble(self) -> AexError | None:
        """Why the system's vault is not in use; None while it works or has not been needed."""
        code = self._trouble()
        return None if code is None else VaultUnavailable(code)


def vault_for_window(system: Vault) -> tuple[Vault, VaultStatus]:
    """A vault that keeps secrets in memory for this run where the system's fails, and says so."""
    changed = Changes()
    vault = FallbackVault(system, MemoryVault(), changed.announce)
    return vault, VaultStatus(vault, lambda: vault.trouble, changed)


def vault_for_command(system: Vault) -> tuple[Vault, VaultStatus]:
    """The system's vault alone: a command that cannot store a secret must say so and fail."""
    return system, VaultStatus(system, lambda: None, Changes())
