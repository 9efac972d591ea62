"""Waits on loopback for the system's browser to come back with a code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from aexdesk.faults import BadInput
from aexdesk.openplatform.oauth import is_callback, read_address
from aexdesk.services.login import LoginAttempt

if TYPE_CHECKING:
    from aexdesk.serving import LoopbackServer, Message, Receive, Scope, Send

_TELLING = ("code", "error")
_HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""


class CallbackListener:
    """Binds the port of a loopback callback URL, on 127.0.0.1 only."""

    async def wait(self, attempt: LoginAttempt) -> str:
        """The URL with which the browser came back. Ends with cancelling.

        Raises BadInput("callback_not_loopback"), NetworkFault: port_taken, port_forbidden.
        Answers the browser with a page that says to go back to AExDesk; anything but the callback is 404. What came
        is for `Login.receive` to judge; after a stray callback one may wait again.
        """
        from aexdesk.serving import LoopbackServer  # noqa: PLC0415 - no command pays for the server's import

        callback = read_address(attempt.callback_url)
        if callback is None or not callback.port or not attempt.can_listen:
            raise BadInput("callback_not_loopback")
        loop = asyncio.get_running_loop()
        came: asyncio.Future[str] = loop.create_future()

        def tell(url: str) -> None:
            if not came.done():
                came.set_result(url)

        server = LoopbackServer(callback.port, name="aexdesk-callback")
        try:
            server.start(_CallbackPage(attempt.callback_url, lambda url: loop.call_soon_threadsafe(tell, url)))
            return await came
        finally:
            await _stop(server)


async def _stop(server: LoopbackServer) -> None:
    """Ends the server in a thread, since it joins its own; to the end, even where the waiting is cancelled again."""
    stopping = asyncio.get_running_loop().run_in_executor(None, server.stop)
    try:
        await asyncio.shield(stopping)
    except asyncio.CancelledError:
        await asyncio.wait({stopping})
        raise


class _CallbackPage:
    """One page at the registered path. Runs on the server's thread."""

    def __init__(self, callback_url: str, tell: Callable[[str], object]) -> None:
        self._callback_url = callback_url
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        url = _url_of(scope)
        if not is_callback(url, self._callback_url):
            await _answer(send, 404, "Not found", "Nothing is here.")
        elif not _is_gone_to(scope):
            await _answer(send, 403, "Refused", "A page must not load this address beside itself.")
        elif scope["method"] != "GET":
            await _answer(send, 405, "Not allowed", "The callback is a GET.", (b"allow", b"GET"))
        elif not _tells(scope):
            await _answer(send, 400, "No code", "This address brings no code. Log in from AExDesk.")
        else:
            await _answer(send, 200, "Back to AExDesk", "You can close this page and go back to AExDesk.")
            self._tell(url)


def _url_of(scope: Scope) -> str:
    """The URL as the browser wrote it: the host it asked for, path and query with their percent-encoding."""
    host = next(value for name, value in scope["headers"] if name == b"host")  # the server has let only one through
    query = scope["query_string"]
    raw: bytes = host + scope["raw_path"] + (b"?" + query if query else b"")
    return "http://" + raw.decode("latin-1")


def _is_gone_to(scope: Scope) -> bool:
    """Whether the browser goes there, as after a login; where a page loads it, as a picture or frame, it says so."""
    return all(value == b"document" for name, value in scope["headers"] if name == b"sec-fetch-dest")


def _tells(scope: Scope) -> bool:
    told = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return any(name in told for name in _TELLING)


async def _answer(send: Send, status: int, title: str, text: str, *more: tuple[bytes, bytes]) -> None:
    page = _PAGE.format(title=title, text=text).encode()
    headers = [*_HEADERS, (b"content-length", str(len(page)).encode()), *more]
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": page})
