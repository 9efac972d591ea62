"""Starts the embedded practice gateway, with its state in the data folder and its secrets in the vault."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.services.practice_announcing import LaunchedPractice, RunNotice
from aexdesk.services.practice_keeping import PracticeFile, PracticeSecrets
from aexdesk.services.practising import Practising, Running
from aexdesk.storage.folder import DataFolder

if TYPE_CHECKING:
    from aexdesk.practice import RunningPractice
    from aexdesk.services.preferences import Preferences
    from aexdesk.services.secret_store import SecretStore


class PracticeLauncher:
    """Starts and stops the gateway off the calling loop: binding and joining a thread take their time."""

    def __init__(self, state_file: PracticeFile | None, secrets: PracticeSecrets | None) -> None:
        self._state_file = state_file
        self._secrets = secrets

    async def launch(self, port: int) -> LaunchedPractice:
        """Starts a gateway on `port` (0: any free one). Raises AexError."""
        if self._secrets is not None:
            await self._secrets.load()
        starting = asyncio.get_running_loop().run_in_executor(None, self._start, port)
        try:
            running = await asyncio.shield(starting)
            await self._flush()
        except asyncio.CancelledError:
            # It starts nevertheless; nobody would stop it.
            starting.add_done_callback(_stop_at_once)
            raise
        return LaunchedPractice(running)

    async def stop(self, running: Running) -> None:
        """Stops it, after its running requests were told."""
        try:
            await asyncio.to_thread(running.stop)
        finally:
            await self._flush()

    def _start(self, port: int) -> RunningPractice:
        from aexdesk.practice import start_practice  # noqa: PLC0415 - its server is imported when it is started

        return start_practice(port, keeper=self._state_file, secret_keeper=self._secrets)

    async def _flush(self) -> None:
        # Without a vault the gateway's apps live for this run; the status line tells that the vault is shut.
        with suppress(AexError):
            if self._secrets is not None:
                await self._secrets.flush()


def _stop_at_once(starting: asyncio.Future[RunningPractice]) -> None:
    if not starting.cancelled() and starting.exception() is None:
        threading.Thread(target=starting.result().stop, name="aexdesk-practice-stop").start()


def practice_for_window(folder: DataFolder, secrets: SecretStore, preferences: Preferences) -> Practising:
    """A practice gateway that remembers: its state in the data folder, its secrets in the vault."""
    launcher = PracticeLauncher(PracticeFile(folder.practice_state), PracticeSecrets(secrets, preferences))
    return Practising(launcher, RunNotice(folder.practice_notice), fetch_practice_object)


def practice_for_command(folder: DataFolder) -> Practising:
    """A practice gateway that begins fresh."""
    return Practising(PracticeLauncher(None, None), RunNotice(folder.practice_notice), fetch_practice_object)


async def fetch_practice_object(base_url: str) -> Mapping[str, Any] | None:
    """What the practice gateway at `base_url` was seeded with; None where none of ours answers."""
    from aexdesk.gateway import practice_admin  # noqa: PLC0415 - httpx is imported when it is needed

    return await practice_admin.fetch_practice_object(base_url)
