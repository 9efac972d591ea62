"""Starts the embedded practice gateway, with its state in the data folder and its app secrets in the vault."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.practising import Running
from aexdesk.services.preferences import Preferences
from aexdesk.services.secret_store import SecretStore
from aexdesk.storage.folder import fault_of, write_atomically
from aexdesk.storage.vault import VaultEntry
from aexdesk.workspace.environment import PRACTICE

if TYPE_CHECKING:
    from aexdesk.practice import RunningPractice

_APP_KEYS = "practice.app_keys"


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


class PracticeAppSecrets:
    """The app secrets of the gateway's apps: read from the vault before it starts, written back by `flush`."""

    def __init__(self, secrets: SecretStore, preferences: Preferences) -> None:
        self._secrets = secrets
        self._preferences = preferences
        self._known: dict[str, Secret] = {}
        self._unsaved: set[str] = set()

    async def load(self) -> None:
        """Reads those of the apps that were there. A shut vault costs them: the gateway then makes new ones."""
        for app_key in self._preferences.value(_APP_KEYS, []):
            with suppress(VaultUnavailable):
                secret = await self._secrets.get(_entry(app_key))
                if secret is not None:
                    self._known[app_key] = secret

    async def flush(self) -> None:
        """Writes those that are new. Raises VaultUnavailable."""
        while self._unsaved:
            app_key = self._unsaved.pop()
            await self._secrets.set(_entry(app_key), self._known[app_key])
        await self._preferences.set(_APP_KEYS, sorted(self._known))

    def get(self, app_key: str) -> Secret | None:
        """An app's secret. Called on the gateway's thread."""
        return self._known.get(app_key)

    def set(self, app_key: str, secret: Secret) -> None:
        """Keeps an app's secret. Called on the gateway's thread."""
        self._known[app_key] = secret
        self._unsaved.add(app_key)


def _entry(app_key: str) -> VaultEntry:
    return VaultEntry(PRACTICE.name, app_key, "practice_app_secret")


class PracticeLauncher:
    """Starts and stops the gateway off the calling loop: binding and joining a thread take their time."""

    def __init__(self, state_file: PracticeFile | None, app_secrets: PracticeAppSecrets | None) -> None:
        self._state_file = state_file
        self._app_secrets = app_secrets

    async def launch(self, port: int) -> LaunchedPractice:
        """Starts a gateway on `port` (0: any free one). Raises AexError."""
        if self._app_secrets is not None:
            await self._app_secrets.load()
        running = await asyncio.to_thread(self._start, port)
        await self._flush()
        return LaunchedPractice(running)

    async def stop(self, running: Running) -> None:
        """Stops it, after its running requests were told."""
        await asyncio.to_thread(running.stop)
        await self._flush()

    def _start(self, port: int) -> RunningPractice:
        from aexdesk.practice import start_practice  # noqa: PLC0415 - its server is imported when it is started

        return start_practice(port, keeper=self._state_file, secret_keeper=self._app_secrets)

    async def _flush(self) -> None:
        # Without a vault the gateway's apps live for this run; the status line tells that the vault is shut.
        with suppress(AexError):
            if self._app_secrets is not None:
                await self._app_secrets.flush()


class LaunchedPractice:
    """The running gateway, as `Practising` needs it."""

    def __init__(self, running: RunningPractice) -> None:
        self._running = running

    @property
    def url(self) -> str:
        """Where it answers."""
        return self._running.url

    def describe(self) -> Mapping[str, Any]:
        """The practice object."""
        described: Mapping[str, Any] = self._running.object.to_json()
        return described

    def stop(self) -> None:
        """Stops it; blocks until its thread has ended."""
        self._running.stop()


class RunNotice:
    """A file in the data folder that tells other processes where this folder's gateway runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str:
        """The URL, or "" where nothing is said."""
        try:
            said = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return ""
        return said if isinstance(said, str) else ""

    def write(self, url: str) -> None:
        """Says where. A folder that cannot be written costs only the convenience."""
        with suppress(AexError):
            write_atomically(self._path, json.dumps(url))

    def erase(self) -> None:
        """Takes the word back."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
