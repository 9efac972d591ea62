"""Which vault holds the secrets, for the status line."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.services.changes import Changes
from aexdesk.storage.vault import Vault


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
