"""Tells the other programs of the data folder that a proxy runs here, and finds theirs.

A notice lies in the folder, readable by its owner only: where the proxy answers, and a key that is new at each start.
Whoever reads it asks there with a challenge, and only one who holds the key can answer: a notice of a process that
died, or another program on its port, is found out. A notice stands for a proxy that nobody can unlock: an unlock is
for the one program that it was given for, and another that joined would have it too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from aexdesk.faults import AexError
from aexdesk.services.practising import Practising
from aexdesk.storage.folder import DataFolder, write_atomically
from aexdesk.workspace.environment import Environment

_ENVIRONMENT, _LEADS_TO, _PROOF = "environment", "leads_to", "proof"


class ProxyPass:
    """What one run of a proxy shows of itself to those who read its notice."""

    def __init__(self, environment: str, key: str = "") -> None:
        self._environment = environment
        self._key = key or secrets.token_hex(32)
        self.url = ""

    def answer(self, challenge: str, leads_to: str) -> Mapping[str, str]:
        """What is told to one who sent this challenge. `leads_to`: the base URL of its calls, "" for nowhere."""
        proof = _proof(self._key, challenge, self.url, self._environment, leads_to)
        return {_ENVIRONMENT: self._environment, _LEADS_TO: leads_to, _PROOF: proof}

    def to_json(self) -> str:
        """The notice."""
        return json.dumps({"url": self.url, "key": self._key})


class ProxyNeighbours:
    """The notices of one data folder. `has_unlock`: this process can unlock Live at any time, as a window can."""

    def __init__(self, folder: DataFolder, practising: Practising, *, has_unlock: bool) -> None:
        self._folder = folder
        self._practising = practising
        self._has_unlock = has_unlock
        self._told: dict[Path, str] = {}

    def announce(self, own: ProxyPass, environment: Environment) -> None:
        """Says where; nothing of a proxy that can be unlocked. A folder that cannot be written costs only this."""
        if environment.is_live and self._has_unlock:
            return
        path, text = self._folder.proxy_notice(environment.name), own.to_json()
        with suppress(AexError):
            write_atomically(path, text)
            self._told[path] = text

    def take_back(self) -> None:
        """Takes the word back, unless another has put its own in place."""
        for path, text in self._told.items():
            with suppress(OSError):
                if path.read_text(encoding="utf-8") == text:
                    path.unlink()
        self._told.clear()

    async def find(self, environment: Environment) -> str | None:
        """The URL of a proxy that runs for this environment and leads where this process would go; None for none."""
        notice = _read(self._folder.proxy_notice(environment.name))
        if notice is None:
            return None
        url, key = notice
        leads_to = await _ask(url, key, environment.name)
        return url if leads_to and not await self._goes_elsewhere(environment, leads_to) else None

    async def _goes_elsewhere(self, environment: Environment, leads_to: str) -> bool:
        """Whether this process knows another place. Practice may be where nobody knows: in the proxy's own process."""
        if environment.is_live:
            return leads_to != environment.base_url
        if not await self._practising.find_running(environment):
            return False
        return leads_to != self._practising.resolve(environment).base_url


async def _ask(url: str, key: str, environment: str) -> str:
    """Where a proxy leads that has proved to be the one; "" for any other."""
    from aexdesk.gateway.proxy_neighbour import ask_identity  # noqa: PLC0415 - httpx is imported when it is needed
    from aexdesk.proxy.identity import CHALLENGE, IDENTITY_PATH  # noqa: PLC0415 - as above

    challenge = secrets.token_hex(16)
    told = await ask_identity(url, IDENTITY_PATH, {CHALLENGE: challenge})
    if told is None or told.get(_ENVIRONMENT) != environment:
        return ""
    leads_to = told.get(_LEADS_TO, "")
    expected = _proof(key, challenge, url, environment, leads_to)
    is_proved = hmac.compare_digest(expected.encode(), told.get(_PROOF, "").encode("utf-8", "surrogatepass"))
    return leads_to if is_proved else ""


def _proof(key: str, *said: str) -> str:
    return hmac.new(key.encode(), json.dumps(said).encode(), hashlib.sha256).hexdigest()


def _read(path: Path) -> tuple[str, str] | None:
    """URL and key; None for what is no notice."""
    try:
        said = json.loads(path.read_bytes())
        url, key = said["url"], said["key"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return (url, key) if isinstance(url, str) and isinstance(key, str) and key else None
