"""A desk over a folder of its own, a vault that can fail, a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aexdesk.desk import Desk
from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.practice_seeds import PracticeSeeds, read_seeds
from aexdesk.services.practising import Running
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.storage.vault import MemoryVault, VaultEntry
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
APP_SECRET = Secret("CANARY-app-secret-1")
SESSION = Secret("CANARY-session-1")
REFRESH = Secret("CANARY-refresh-1")


Texts = set[str]  # inside a class that has a method `set`, that name means the method


class Clock:
    """Stands still until it is moved; each look at it is a second later, so that nothing happens at one time."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class FaultyVault:
    """A vault in memory that fails with `fault` while that is set, in the operations named by `failing`."""

    name = "Test Keyring"
    is_persistent = True

    def __init__(self) -> None:
        self.memory = MemoryVault()
        self.fault = ""
        self.failing = {"get", "set", "delete"}

    def _check(self, operation: str) -> None:
        if self.fault and operation in self.failing:
            raise VaultUnavailable(self.fault)

    async def get(self, entry: VaultEntry) -> Secret | None:
        self._check("get")
        return await self.memory.get(entry)

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        self._check("set")
        await self.memory.set(entry, secret)

    async def delete(self, entry: VaultEntry) -> None:
        self._check("delete")
        await self.memory.delete(entry)

    def close(self) -> None:
        """Nothing runs here."""

    def texts(self) -> Texts:
        """All that it holds."""
        return {secret.reveal() for _entry, secret in self.memory.items()}


@asynccontextmanager
async def a_desk(
    folder: Path,
    vault: FaultyVault | None = None,
    *,
    for_window: bool = False,
    now: Callable[[], datetime] | None = None,
) -> AsyncIterator[Desk]:
    """An open desk for as long as the block runs."""
    desk = Desk(folder / "data", for_window=for_window, vault=vault or FaultyVault(), now=now or Clock().now)
    try:
        await desk.open()
        yield desk
    finally:
        await desk.close()


def draft(name: str = "Shop", environment: str = "practice", **changes: Any) -> ProfileDraft:
    return ProfileDraft(environment, name, changes.pop("app_key", "500001"), **changes)


async def a_profile(desk: Desk, name: str = "Shop", environment: str = "practice") -> Profile:
    return await desk.profiles.add(draft(name, environment), APP_SECRET)


async def a_token(desk: Desk, profile: Profile, account: str = "buyer@loan.example", **changes: Any) -> Token:
    return await desk.tokens.add(profile, TokenGrant(account, **({"session": SESSION} | changes)))


PRACTICE_OBJECT: Mapping[str, Any] = {
    "url": "http://127.0.0.1:8917", "app_key": "900001", "app_secret": "CANARY-seeded-secret",
    "callback_url": "http://127.0.0.1:8917/_practice/callback", "buyer_email": "Buyer@practice.example",
    "buyer_password": "CANARY-password", "access_token": "CANARY-seeded-session",
    "refresh_token": "CANARY-seeded-refresh",
    "real_buyer_email": "real@practice.example", "real_buyer_access_token": "CANARY-real-session",
    "expire_time": 1893456000000, "refresh_token_valid_time": 1893456000000,
    "test_case": {
        "name": "Practice order", "loan_account_email": "Buyer@practice.example", "item_id": "1005000000000001",
        "quantity": 1, "country": "US", "reason": "practice",
    },
}  # fmt: skip


def seeds(**changes: Any) -> PracticeSeeds:
    return read_seeds({**PRACTICE_OBJECT, **changes})


@dataclass
class FakeRunning:
    """A gateway that runs in name only."""

    url: str
    stops: list[str] = field(default_factory=list)

    def describe(self) -> Mapping[str, Any]:
        return {**PRACTICE_OBJECT, "url": self.url}

    def stop(self) -> None:
        self.stops.append(self.url)


class FakeLauncher:
    """Launches `FakeRunning`; fails with `fault`, or raises whatever `crash` is."""

    def __init__(self, fault: AexError | None = None) -> None:
        self.fault = fault
        self.crash: BaseException | None = None
        self.asked: list[int] = []
        self.stopped: list[Running] = []

    async def launch(self, port: int) -> Running:
        self.asked.append(port)
        for error in (self.fault, self.crash):
            if error is not None:
                raise error
        return FakeRunning(f"http://127.0.0.1:{port or 45678}")

    async def stop(self, running: Running) -> None:
        self.stopped.append(running)


class FakeNotice:
    """A note that lies nowhere."""

    def __init__(self, said: str = "") -> None:
        self.said = said

    def read(self) -> str:
        return self.said

    def write(self, url: str) -> None:
        self.said = url

    def erase(self) -> None:
        self.said = ""
