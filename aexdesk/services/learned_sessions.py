"""Remembers, for this run, whose the sessions are that passed through the proxy, where no profile can keep them."""

from __future__ import annotations

from aexdesk.ordertest.guard import SessionOwner
from aexdesk.secret import Secret
from aexdesk.workspace.token import digest_session

_MOST = 1000


class LearnedSessions:
    """Fingerprints and owners; the oldest goes first. What the workspace itself knows of a session counts more."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], SessionOwner] = {}

    def note(self, environment: str, session: Secret, owner: SessionOwner) -> None:
        """The platform has said whose this session is."""
        self._owners[environment, digest_session(session)] = owner
        if len(self._owners) > _MOST:
            del self._owners[next(iter(self._owners))]

    def owner_of(self, environment: str, session: Secret) -> SessionOwner | None:
        """Whose it is, if it passed."""
        return self._owners.get((environment, digest_session(session)))
