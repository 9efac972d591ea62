"""Where secrets are kept: the contract of a vault, and the one that forgets all when the program ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from aexdesk.faults import BadInput
from aexdesk.secret import Secret

MAX_LENGTH = 1200
"""UTF-16 units; Windows keeps 1,280 an entry."""


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """Names one secret: whose it is and of which kind. The secret itself is elsewhere."""

    environment: str
    owner: str
    kind: str

    @property
    def service(self) -> str:
        """The name in the system's password store: no blanks, and two entries never share one."""
        parts = (quote(part, safe="").replace(".", "%2E") for part in (self.environment, self.owner, self.kind))
        return ".".join(("aexdesk", *parts))


class Vault(Protocol):
    """Keeps one secret an entry. Each method may raise VaultUnavailable."""

    @property
    def name(self) -> str:
        """What the status bar calls it: the system's store by its own name, or "memory"."""
        ...

    @property
    def is_persistent(self) -> bool:
        """Whether a secret stored now is there after a restart."""
        ...

    async def get(self, entry: VaultEntry) -> Secret | None:
        """The secret, or None where there is none."""
        ...

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        """Stores it in place of an earlier one. BadInput: secret_empty, secret_multiline, secret_too_long."""
        ...

    async def delete(self, entry: VaultEntry) -> None:
        """Takes it away; that there is none is no error."""
        ...

    def close(self) -> None:
        """Ends what the vault keeps running; never waits for a store that hangs."""
        ...


def check_storable(secret: Secret) -> None:
    """Refuses what some system's store would cut, change or refuse. Every vault asks this, so that all agree."""
    text = secret.reveal()
    if not text:
        raise BadInput("secret_empty")
    if text.splitlines() != [text] or "\0" in text:
        raise BadInput("secret_multiline")
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MAX_LENGTH:
        raise BadInput("secret_too_long", length=length, limit=MAX_LENGTH)


class MemoryVault:
    """Keeps secrets for this run only."""

    name = "memory"
    is_persistent = False

    def __init__(self) -> None:
        self._secrets: dict[VaultEntry, Secret] = {}

    async def get(self, entry: VaultEntry) -> Secret | None:
        """The secret, or None."""
        return self._secrets.get(entry)

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        """Keeps it."""
        check_storable(secret)
        self._secrets[entry] = secret

    async def delete(self, entry: VaultEntry) -> None:
        """Forgets it."""
        self._secrets.pop(entry, None)

    def items(self) -> list[tuple[VaultEntry, Secret]]:
        """All that it keeps."""
        return list(self._secrets.items())

    def close(self) -> None:
        """Nothing runs here."""
