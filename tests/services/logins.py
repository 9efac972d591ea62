"""A practice gateway with a clock that can be moved, and a browser that walks its login pages."""

from __future__ import annotations

import asyncio
import html
import re
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from aexdesk.desk import Desk
from aexdesk.gateway.late_tls import late_tls
from aexdesk.practice import RunningPractice, start_practice
from aexdesk.practice.faults.disturbing import Disturber
from aexdesk.services.login import LoginAttempt
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.workspace.profile import Profile
from tests.services.worlds import FaultyVault, a_desk, draft

_TICKET = re.compile(r'name="ticket" value="([^"]+)"')


@dataclass
class MovableTime:
    """The present time, moved as far as a test likes."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def time(self) -> float:
        return time.time() + self.ahead.total_seconds()


@dataclass
class LoginWorld:
    """A desk beside a gateway of its own; each has its clock."""

    desk: Desk
    gateway: RunningPractice
    seeds: PracticeSeeds
    profile: Profile
    vault: FaultyVault
    home: Path
    ours: MovableTime = field(default_factory=MovableTime)
    theirs: MovableTime = field(default_factory=MovableTime)

    async def ask(self, path: str, sent: Any = None) -> Any:
        """The gateway's admin address."""
        async with httpx.AsyncClient(trust_env=False, verify=late_tls()) as client:
            url = f"{self.gateway.url}/_practice{path}"
            answer = await (client.get(url) if sent is None else client.post(url, json=sent))
            return answer.raise_for_status().json()

    async def calls_of(self, api: str) -> list[dict[str, Any]]:
        """The calls of `api` that arrived."""
        return [entry for entry in await self.ask("/log") if entry["api"] == api]

    async def disturb(self, api: str, kind: str, value: str | int | None = None) -> None:
        """Makes the next call of `api` go wrong."""
        sent = {"api": api, "kind": kind} | ({} if value is None else {"value": value})
        await self.ask("/faults", sent)

    async def come_back(self, attempt: LoginAttempt, **changes: str) -> str:
        """Walks the pages of an attempt; the URL that the browser is sent to in the end."""
        return await walk(attempt.authorize_url, self.seeds, **changes)

    def written(self) -> bytes:
        """Every byte of the data folder."""
        return b"\0".join(path.read_bytes() for path in sorted(self.home.rglob("*")) if path.is_file())


async def open_page(url: str) -> httpx.Response:
    """The authorize page, in a browser without cookies."""
    async with httpx.AsyncClient(trust_env=False, verify=late_tls()) as client:
        return await client.get(url)


async def walk(url: str, seeds: PracticeSeeds, *, email: str = "", password: str = "", decision: str = "allow") -> str:
    """Logs in and decides."""
    base = url.partition("/oauth/")[0] + "/oauth/"
    fields = {"email": email or seeds.buyer_email, "password": password or seeds.buyer_password.reveal()}
    async with httpx.AsyncClient(trust_env=False, verify=late_tls()) as client:
        page = (await client.get(url)).raise_for_status()
        page = await client.post(base + "login", data={"ticket": _ticket(page), **fields})
        answer = await client.post(base + "consent", data={"ticket": _ticket(page), "decision": decision})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def _ticket(page: httpx.Response) -> str:
    found = _TICKET.search(page.text)
    assert found, page.text
    return html.unescape(found[1])


@asynccontextmanager
async def a_login_world(folder: Path, *, for_window: bool = False) -> AsyncIterator[LoginWorld]:
    """For as long as the block runs."""
    ours, theirs, vault = MovableTime(), MovableTime(), FaultyVault()
    gateway = start_practice(0, clock=theirs.time)
    try:
        async with a_desk(folder, vault, now=ours.now, for_window=for_window) as desk:
            assert await desk.practising.join(gateway.url)
            seeds = desk.practising.seeds
            assert seeds is not None
            profile = await desk.profiles.add(
                draft(app_key=seeds.app_key, callback_url=seeds.callback_url), seeds.app_secret
            )
            yield LoginWorld(desk, gateway, seeds, profile, vault, folder / "data", ours, theirs)
    finally:
        await asyncio.to_thread(gateway.stop)


class Arrival:
    """Tells when a call has arrived at a gateway that keeps it waiting (a disturbance of kind latency)."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._arrived = threading.Event()
        before = Disturber._stops_within

        async def stops_within(disturber: Disturber, seconds: float) -> bool:
            self._arrived.set()
            return await before(disturber, seconds)

        patch.setattr(Disturber, "_stops_within", stops_within)

    async def __call__(self) -> None:
        assert await asyncio.to_thread(self._arrived.wait, 20)
