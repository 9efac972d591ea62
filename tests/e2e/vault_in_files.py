"""A vault that several processes share: a file for each entry, in a folder of the test. For tests alone."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from aexdesk.secret import Secret
from aexdesk.storage.vault import VaultEntry, check_storable


class VaultInFiles:
    """Stands for the system's keyring, which all processes of a person share."""

    name = "Files"
    is_persistent = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    async def get(self, entry: VaultEntry) -> Secret | None:
        try:
            return Secret((self._folder / entry.service).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        check_storable(secret)
        written = self._folder / uuid4().hex
        written.write_text(secret.reveal(), encoding="utf-8")
        os.replace(written, self._folder / entry.service)

    async def delete(self, entry: VaultEntry) -> None:
        (self._folder / entry.service).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing runs here."""
