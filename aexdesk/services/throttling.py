"""When a call may be made: so many a second at most, and again after a while where the platform said "too often"."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final

from aexdesk.workspace.exchange import CallError

MOST_ATTEMPTS: Final = 5
LONGEST_S: Final = 30.0
_TOO_OFTEN: Final = frozenset({"ApiCallLimit", "7", "HTTP 429"})
"""AppCallLimit is not among them: a quota that is used up does not come back within seconds (our choice)."""

_BAN = re.compile(r"ban will last (\d{1,4})", re.IGNORECASE)  # protocol, section 7: "this ban will last 1 seconds"

Sleep = Callable[[float], Awaitable[None]]


def is_throttled(error: CallError | None) -> bool:
    """Whether the platform refused a call only because too many were made."""
    if error is None or error.kind != "platform":
        return False
    return error.code in _TOO_OFTEN or error.sub_code.startswith("accesscontrol.limited")


def wait_after(error: CallError, attempt: int) -> float:
    """Seconds to wait after the `attempt`-th try (from 1): what the platform says, or twice as long each time."""
    said = _BAN.search(f"{error.message} {error.sub_message}")
    return min(LONGEST_S, max(float(said.group(1)) if said else 0.0, float(2 ** (attempt - 1))))


class Pace:
    """Lets calls start no quicker than `rate` a second; 0 is no limit."""

    def __init__(self, rate: float, clock: Callable[[], float], sleep: Sleep) -> None:
        self._gap = 1 / rate if rate > 0 else 0.0
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0

    async def turn(self) -> None:
        """Waits for the next start."""
        if not self._gap:
            return
        now = self._clock()
        start = max(now, self._next)
        self._next = start + self._gap
        if start > now:
            await self._sleep(start - now)
