"""Serves an ASGI app on 127.0.0.1, on a loop and thread of its own, and stops it cleanly. No Qt.

The socket is bound and listening before the thread starts, so a taken port fails in the caller and
nobody waits for the server to come up: the first caller waits in the socket's queue.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import socket
import struct
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from types import TracebackType
from typing import Any, Self

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from aexdesk.faults import BadInput, NetworkFault

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = "127.0.0.1"
GRACE_SECONDS = 0.5  # how long a running request may take to notice `stopping` before it is broken off
_GATHERED_BYTES = 16 * 1024  # of an answer that go out together
_TURNS_TO_ARRIVE = 10  # of the loop, from accepting a connection to telling its protocol; it takes three
_NO_HTTP = "Invalid HTTP request received."
_log = logging.getLogger(__name__)
_LOOPBACK_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)


def is_loopback_host(host: str) -> bool:
    """Whether a Host header names this machine. Anything else may be a web page that rebinds its own name."""
    return _LOOPBACK_HOST.fullmatch(host) is not None


def is_from_web_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a browser says that a page asks. `headers` as ASGI has them, names in small letters.

    An Origin says so. What a page loads or leads to without one (a picture, a script, a frame, a link) carries
    Sec-Fetch-Site, which no page can change; it is "none" where a person typed the address.
    """
    return any(
        name == b"origin" or (name == b"sec-fetch-site" and value.strip().lower() != b"none") for name, value in headers
    )


class Connection:
    """What an app may do to the connection of its request; found at `scope["state"]["connection"]`."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self.when_lost: Callable[[], object] | None = None
        """Called when the connection is gone; costs less than a task that awaits `receive`."""

    @property
    def socket(self) -> Any:
        """The socket beneath, to look at its options; None once it is closed."""
        return self._transport.get_extra_info("socket")

    async def hang_up(self, receive: Receive) -> None:
        """Sends what was written, then closes, however much of the answer is missing."""
        self._transport.close()
        await _until_gone(receive)

    async def reset(self, receive: Receive) -> None:
        """Breaks the connection off: the other side sees a reset."""
        handle = self.socket
        if handle is not None:
            layout = "hh" if sys.platform == "win32" else "ii"
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(layout, 1, 0))
        self._transport.abort()
        await _until_gone(receive)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class LoopbackServer:
    """One app on one port. Slow handlers await `stopping`; it belongs to the server's loop."""

    def __init__(self, port: int, *, name: str) -> None:
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self.stopping = asyncio.Event()
        self._name = name
        # Not asyncio.new_event_loop(): under a Qt loop policy that would be a Qt loop.
        self._loop = asyncio.SelectorEventLoop()
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self, app: AsgiApp) -> None:
        """Starts serving `app`; returns at once."""
        self._thread = threading.Thread(target=self._run, args=(app,), name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends running requests, closes the port and joins the thread. May be called again."""
        if self._thread is None:
            self._socket.close()
            self._loop.close()
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed: stopped before
            self._loop.call_soon_threadsafe(self.stopping.set)
        self._thread.join()

    def _run(self, app: AsgiApp) -> None:
        door = _Door(app, self.stopping)
        config = uvicorn.Config(
            door,
            http=_Protocol,
            ws="none",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=5,
        )
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(_Uvicorn(config, door, self._socket).serve(sockets=[self._socket]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Door:
    """Stands before the app: refuses strange hosts, and breaks off what does not end when the server stops."""

    def __init__(self, app: AsgiApp, stopping: asyncio.Event) -> None:
        self._app = app
        self.stopping = stopping
        self._running: set[asyncio.Task[Any]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not is_loopback_host(hosts[0]):
            await _refuse(send)
            return
        await self._pass(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            if not self.stopping.is_set():
                raise
            await scope["state"]["connection"].reset(receive)
        finally:
            self._running.discard(task)

    def break_off(self) -> None:
        """Cancels what is still running."""
        for task in list(self._running):
            task.cancel()


class _Uvicorn(uvicorn.Server):
    """uvicorn that waits for an event where it would look ten times a second."""

    def __init__(self, config: uvicorn.Config, door: _Door, listener: socket.socket) -> None:
        super().__init__(config)
        self._door = door
        self._listener = listener

    async def main_loop(self) -> None:
        await self._door.stopping.wait()
        loop = asyncio.get_running_loop()
        # A connection accepted in this very turn is not known to uvicorn yet, and asyncio would leave it
        # open for ever once the listener is closed: accept no more, and let it arrive first.
        loop.remove_reader(self._listener)
        for _ in range(_TURNS_TO_ARRIVE):
            await asyncio.sleep(0)
        loop.call_later(GRACE_SECONDS, self._door.break_off)


class _Protocol(HttpToolsProtocol):
    """Lets the app reach the connection of its request, and the request line and headers to the byte.

    They stand in `scope["state"]`: `connection`, `target`, `raw_headers`. ASGI itself writes names in small letters and
    takes targets apart.
    """

    _raw_headers: list[tuple[bytes, bytes]]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.transport = _Gathering(transport, self.loop)
        self.app_state = {**self.app_state, "connection": Connection(self.transport)}

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        connection: Connection = self.app_state["connection"]
        if connection.when_lost is not None:
            connection.when_lost()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._raw_headers = []

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._raw_headers.append((name, value))

    def on_headers_complete(self) -> None:
        # As a tuple: what a chunked body trails behind it would be appended later, unread by anybody.
        self.scope["state"] |= {"target": self.url, "raw_headers": tuple(self._raw_headers)}
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """As inherited, but that a caller spoke no HTTP is a line of our log: uvicorn's own would stand in the terminal
        of a command, once for each such caller."""
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            _log.info("Something that is no HTTP came in on port %d.", self.server[1] if self.server else 0)
            self.send_400_response(_NO_HTTP)
        except httptools.HttpParserUpgrade:
            _log.info("Somebody wished to speak another protocol than HTTP.")  # the answer to that is an answer in HTTP


class _Gathering(asyncio.Transport):
    """Sends at the end of the turn what was written in it: head and body of a short answer cost one call of the system,
    where uvicorn would make two. What is long goes out at once, so that a slow reader is felt as before.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size > _GATHERED_BYTES:
            self._send()

    def _send(self) -> None:
        if self._held:
            data = b"".join(self._held)
            self._held, self._size = [], 0
            self._transport.write(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def abort(self) -> None:
        self._send()
        self._transport.abort()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)


async def _refuse(send: Send) -> None:
    text = b"Refused: the Host header does not name this machine.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def _listen(port: int) -> socket.socket:
    # The protocol is named, since asyncio turns Nagle off only on sockets that say so: else each answer waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":  # there SO_REUSEADDR would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(256)
        listener.setblocking(False)
    except OverflowError:
        listener.close()
        raise BadInput("port_out_of_range", port=port) from None
    except PermissionError:
        listener.close()
        raise NetworkFault("port_forbidden", port=port) from None
    except OSError:
        listener.close()
        raise NetworkFault("port_taken", port=port) from None
    return listener
