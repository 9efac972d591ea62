"""Remembers, for this run, whose the sessions are that passed through the proxy and that no profile could keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aexdesk.ordertest.guard import SessionOwner
from aexdesk.secret import Secret
from aexdesk.workspace.token import digest_session

_MOST = 1000


@dataclass(frozen=True, slots=True)
class _Learned:
    owner: SessionOwner
    ends: datetime | None


class LearnedSessions:
    """Fingerprints and owners; the oldest goes first. Written on the desk's loop, read from the proxy's."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._learned: dict[tuple[str, str, str], _Learned] = {}

    def note(self, environment: str, app_key: str, session: Secret, owner: SessionOwner, ends: datetime | None) -> None:
        """The platform has said whose this session of that app is."""
        self._learned[environment, app_key, digest_session(session)] = _Learned(owner, ends)
        if len(self._learned) > _MOST:
            del self._learned[next(iter(self._learned))]

    def owner_of(self, environment: str, app_key: str, session: Secret) -> SessionOwner | None:
        """Whose it is, if it passed, as a session of this app, and is not over."""
        found = self._learned.get((environment, app_key, digest_session(session)))
        if found is None or (found.ends is not None and found.ends <= self._now()):
            return None
        return found.owner
