"""Puts the practice gateway together as an ASGI app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from email.utils import formatdate

from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aexdesk.practice.admin.admin import Admin
from aexdesk.practice.door import old_door
from aexdesk.practice.door.calls import Calls, to_response
from aexdesk.practice.goods.picture_files import PictureFiles
from aexdesk.practice.login.oauth_pages import OauthPages
from aexdesk.practice.platform import Platform
from aexdesk.practice.refusal import SYSTEM, Refusal

MARK = "X-AExDesk-Practice"
_METHODS = ("GET", "POST")  # of a call


def make_app(
    platform: Platform,
    calls: Calls,
    pages: OauthPages,
    admin: Admin,
    alive: AbstractAsyncContextManager[None],
) -> ASGIApp:
    """The app: calls, login pages, admin. `alive`: what runs beside it on the server's loop, from start to stop."""

    async def failed(request: Request, _: Exception) -> Response:
        """A fault of our own, in the platform's words; the server logs it."""
        refusal = Refusal("InternalError", "The practice gateway failed", kind=SYSTEM)
        request_id = platform.request_id()
        flat = request.url.path.startswith("/rest")
        return to_response(refusal.flat(request_id) if flat else refusal.wrapped(request_id), 500)

    straight = {"/sync": _Plain(calls.sync), old_door.PATH: _Plain(calls.top)}
    routes = [
        *(Route(path, call, methods=_METHODS) for path, call in straight.items()),
        Route("/rest", _Plain(calls.rest), methods=_METHODS),
        Route("/rest/{path:path}", _Plain(calls.rest), methods=_METHODS),
        PictureFiles(platform).route(),
        *pages.routes(),
        *admin.routes(),
    ]
    # Not a whole Starlette: its further layers cost as much time as the signature does.
    inner = Router(routes, redirect_slashes=False, lifespan=lambda _: alive)
    return _Marking(ServerErrorMiddleware(_Straight(straight, inner), failed), platform)


class _Straight:
    """Leads calls to their addresses past the router, whose search takes longer. It refuses what is no call there."""

    def __init__(self, straight: Mapping[str, ASGIApp], router: ASGIApp) -> None:
        self._straight = straight
        self._app = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_call = scope["type"] == "http" and scope["method"] in _METHODS
        app = self._straight.get(scope["path"], self._app) if is_call else self._app
        await app(scope, receive, send)


class _Plain:
    """An address without what Starlette lays around a function: no call raises an answer, and each would pay for it."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)


class _Marking:
    """Marks every answer as simulated, and dates it by the gateway's own clock."""

    def __init__(self, app: ASGIApp, platform: Platform) -> None:
        self._app = app
        self._platform = platform
        self._second = -1
        self._headers: list[tuple[bytes, bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._marks()]
            await send(message)

        await self._app(scope, receive, marked if scope["type"] == "http" else send)

    def _marks(self) -> list[tuple[bytes, bytes]]:
        """Made once a second: that is how often they change."""
        second = int(self._platform.now())
        if second != self._second:
            self._second = second
            self._headers = [(MARK.lower().encode(), b"1"), (b"date", formatdate(second, usegmt=True).encode())]
        return self._headers
