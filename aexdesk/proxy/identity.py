"""Answers who asks over loopback whether a proxy is the one that it takes it for: by a proof, not by a claim."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qs

from aexdesk.serving import AsgiApp, Receive, Scope, Send, is_from_web_page

IDENTITY_PATH = "/_aexdesk/proxy"
CHALLENGE = "challenge"
_LONGEST = 128

Prove = Callable[[str], Awaitable[Mapping[str, str]]]
"""Gives what is told to one who sent this challenge. It is asked on the proxy's loop."""


class Identified:
    """Stands before the proxy's app and answers this one address; all else is the app's."""

    def __init__(self, app: AsgiApp, prove: Prove) -> None:
        self._app = app
        self._prove = prove

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["state"]["target"].partition(b"?")[0] != IDENTITY_PATH.encode():
            await self._app(scope, receive, send)
            return
        challenge = _challenge_in(scope)
        if challenge is None:
            await _say(send, 403, b"Refused.\n")
            return
        await _say(send, 200, json.dumps(await self._prove(challenge)).encode())


def _challenge_in(scope: Scope) -> str | None:
    """The challenge; None for a web page, and for what is none."""
    if scope["method"] != "GET" or is_from_web_page(scope["headers"]):
        return None
    given = parse_qs(scope["query_string"].decode("latin-1")).get(CHALLENGE, [])
    return given[0] if len(given) == 1 and len(given[0]) <= _LONGEST and given[0].isalnum() else None


async def _say(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
