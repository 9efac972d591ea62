"""A call that has not been sent, in the form that exports take: made without asking the vault for any secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call, Credentials, build_request
from aexdesk.secret import Secret
from aexdesk.workspace.exchange import Exchange, GuardVerdict, SentRequest

_NEVER: Final = datetime.fromtimestamp(0, UTC)
_NO_SECRET: Final = Secret("not-a-secret")
"""Stands where code computes or reads a value by itself, and is hidden like one; so no text may hold it by chance."""


@dataclass(frozen=True, slots=True)
class UnsentCall:
    """A draft, where it would go, and as which app; `with_session`: whether a session would be sent along."""

    call: Call
    app_key: str
    endpoints: Endpoints
    with_session: bool


def exchange_of(unsent: UnsentCall) -> Exchange:
    """The call as if it had been recorded without an answer. Raises BadInput for what cannot be signed."""
    credentials = Credentials(unsent.app_key, _NO_SECRET, _NO_SECRET if unsent.with_session else None)
    signed = build_request(unsent.call, credentials, unsent.endpoints, "0")
    return Exchange(
        id="",
        at=_NEVER,
        environment="",
        profile="",
        api=signed.api,
        request=SentRequest.of(signed),
        guard=GuardVerdict(allowed=False, reason=""),
        app_key=unsent.app_key,
    )
