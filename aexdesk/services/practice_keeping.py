"""What outlives a practice gateway: its state in a file, its secrets in the vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.storage.folder import fault_of, write_atomically
from aexdesk.storage.vault import VaultEntry
from aexdesk.workspace.environment import PRACTICE

if TYPE_CHECKING:
    from aexdesk.services.secret_store import SecretStore

NAMES_KEY = "practice.secret_names"


class PracticeFile:
    """The gateway's state, as one file that is replaced as a whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> bytes | None:
        """What was saved last, or None."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise fault_of(error, self._path) from error

    def save(self, state: bytes) -> None:
        """Replaces what was saved."""
        write_atomically(self._path, state)


class Names(Protocol):
    """Remembers which names have a secret: a vault cannot list its entries."""

    def value(self, key: str, default: Any = None) -> Any: ...
    async def set(self, key: str, value: Any) -> None: ...


class PracticeSecrets:
    """The gateway's app secrets and passwords: read from the vault before it starts, written back by `flush`.

    `owner`: what is put to a secret's name in the vault, so that the gateways of two state files do not share them.
    """

    def __init__(self, secrets: SecretStore, names: Names, owner: str = "") -> None:
        self._secrets = secrets
        self._names = names
        self._owner = owner
        self._known: dict[str, Secret] = {}
        self._unsaved: set[str] = set()
        self.trouble: AexError | None = None

    async def load(self) -> None:
        """Reads those that were there. A shut vault (`trouble`) costs them: the gateway then makes new ones."""
        for name in self._names.value(NAMES_KEY, []):
            try:
                secret = await self._secrets.get(self._entry(name))
            except VaultUnavailable as trouble:
                self.trouble = trouble
                continue
            if secret is not None:
                self._known[name] = secret

    async def flush(self) -> None:
        """Writes what changed. Raises VaultUnavailable; what could not be written waits for the next time."""
        for name in tuple(self._unsaved):
            self._unsaved.discard(name)  # before the writing: what changes meanwhile must be written once more
            try:
                await self._write(name, self._known.get(name))
            except BaseException:
                self._unsaved.add(name)
                raise
        await self._names.set(NAMES_KEY, sorted(self._known))

    async def _write(self, name: str, secret: Secret | None) -> None:
        if secret is None:
            await self._secrets.delete(self._entry(name))
        else:
            await self._secrets.set(self._entry(name), secret)

    def get(self, name: str) -> Secret | None:
        """A secret. Called on the gateway's thread."""
        return self._known.get(name)

    def set(self, name: str, secret: Secret) -> None:
        """Keeps a secret. Called on the gateway's thread."""
        if self._known.get(name) != secret:
            self._known[name] = secret
            self._unsaved.add(name)

    def remove(self, name: str) -> None:
        """Forgets a secret. Called on the gateway's thread."""
        if self._known.pop(name, None) is not None:
            self._unsaved.add(name)

    def _entry(self, name: str) -> VaultEntry:
        return VaultEntry(PRACTICE.name, f"{name}{self._owner}", "practice_gateway")
