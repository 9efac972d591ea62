"""Runs a practice gateway for a command, and tells the other programs of the data folder where it is."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, StorageFault
from aexdesk.services.practice_announcing import LaunchedPractice, RunNotice
from aexdesk.storage.folder import DataFolder, FolderLock

if TYPE_CHECKING:
    from aexdesk.services.practice_keeping import PracticeFile, PracticeSecrets
    from aexdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class PracticeWishes:
    """How the gateway shall run. `port` 0 is any free one; without `state_file` it begins fresh and forgets all."""

    port: int
    mismatch: str
    is_throttled: bool = True
    state_file: Path | None = None


class AnnouncedPractice:
    """The gateway, the notice in the data folder that it runs, and what to let go of at its end.

    `trouble`: why its secrets could not be read back; they are new then.
    """

    def __init__(self, running: LaunchedPractice, at_end: ExitStack, trouble: AexError | None) -> None:
        self._running = running
        self._at_end = at_end
        self.trouble = trouble

    def describe(self) -> Mapping[str, Any]:
        """The practice object."""
        return self._running.describe()

    def stop(self) -> None:
        """Takes the notice back, unless another gateway has put its own in place; then stops, and lets all go."""
        self._at_end.close()


def start_announced_practice(
    home: Path, wishes: PracticeWishes, make_vault: Callable[[], Vault] | None = None
) -> AnnouncedPractice:
    """Starts a gateway. A data folder that cannot be written costs only the notice; a vault, only the kept secrets.

    Raises AexError: a port that is taken, a state file that cannot be read or that another gateway holds.
    """
    from aexdesk.practice import Rules, start_practice  # noqa: PLC0415 - its server is imported when it is started

    with ExitStack() as at_end:
        state = secrets = None
        if wishes.state_file is not None:
            state = _hold(wishes.state_file, at_end)
            secrets = _take_secrets(wishes.state_file, make_vault, at_end)
        rules = Rules(throttle=wishes.is_throttled)
        running = LaunchedPractice(start_practice(wishes.port, wishes.mismatch, state, secrets, rules))
        at_end.callback(running.stop)
        if secrets is not None:
            _flush(secrets)
        _announce(home, running.url, at_end)
        later = at_end.pop_all()
    return AnnouncedPractice(running, later, secrets.trouble if secrets else None)


def _hold(path: Path, at_end: ExitStack) -> PracticeFile:
    from aexdesk.services.practice_keeping import PracticeFile  # noqa: PLC0415 - as below

    lock = FolderLock(path.with_name(f"{path.name}.lock"))
    if not lock.acquire():
        raise StorageFault("practice_state_in_use", path=str(path))
    at_end.callback(lock.release)
    return PracticeFile(path)


def _take_secrets(path: Path, make_vault: Callable[[], Vault] | None, at_end: ExitStack) -> PracticeSecrets:
    from aexdesk.redaction import SecretsSeen  # noqa: PLC0415 - a gateway that keeps nothing pays for none of it
    from aexdesk.services.practice_keeping import PracticeSecrets  # noqa: PLC0415 - as above
    from aexdesk.services.secret_store import SecretStore  # noqa: PLC0415 - as above
    from aexdesk.storage.system_vault import SystemVault  # noqa: PLC0415 - as above

    vault = (make_vault or SystemVault)()
    at_end.callback(vault.close)
    owner = hashlib.sha256(str(path.absolute()).encode(errors="surrogateescape")).hexdigest()[:16]
    secrets = PracticeSecrets(SecretStore(vault, SecretsSeen()), _NamesInState(path), f"@{owner}")
    asyncio.run(secrets.load())
    at_end.callback(_flush, secrets)  # of apps that were registered while it ran
    return secrets


def _flush(secrets: PracticeSecrets) -> None:
    try:
        asyncio.run(secrets.flush())
    except AexError as trouble:
        secrets.trouble = trouble


def _announce(home: Path, url: str, at_end: ExitStack) -> None:
    with suppress(AexError):
        notice = RunNotice(DataFolder(home).practice_notice)
        notice.write(url)
        at_end.callback(_take_back, notice, url)


def _take_back(notice: RunNotice, url: str) -> None:
    if notice.read() == url:
        notice.erase()


class _NamesInState:
    """Whose secrets the gateway of a state file has: its apps and the seeded buyers."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def value(self, key: str, default: Any = None) -> Any:
        """The names; what cannot be read has none, and the gateway that then reads it says so."""
        from aexdesk.practice.seeds import BUYER_EMAIL, REAL_BUYER_EMAIL  # noqa: PLC0415 - as above

        try:
            apps = json.loads(self._path.read_bytes())["apps"]
            return [*(app["app_key"] for app in apps), BUYER_EMAIL, REAL_BUYER_EMAIL]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return default

    async def set(self, key: str, value: Any) -> None:
        """Nothing: they stand in the state."""
