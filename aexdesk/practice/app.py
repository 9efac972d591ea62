"""Puts the practice gateway together as an ASGI app."""

from __future__ import annotations

from email.utils import formatdate

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aexdesk.practice import old_door
from aexdesk.practice.admin import Admin
from aexdesk.practice.calls import Calls, to_response
from aexdesk.practice.oauth_pages import OauthPages
from aexdesk.practice.platform import Platform
from aexdesk.practice.refusal import SYSTEM, Refusal

MARK = "X-AExDesk-Practice"


def make_app(platform: Platform, calls: Calls, pages: OauthPages, admin: Admin) -> ASGIApp:
    """The app: calls, login pages, admin."""

    async def failed(request: Request, _: Exception) -> Response:
        """A fault of our own, in the platform's words; the server logs it."""
        refusal = Refusal("InternalError", "The practice gateway failed", kind=SYSTEM)
        request_id = platform.request_id()
        flat = request.url.path.startswith("/rest")
        return to_response(refusal.flat(request_id) if flat else refusal.wrapped(request_id), 500)

    both = ["GET", "POST"]
    routes = [
        Route("/sync", calls.sync, methods=both),
        Route("/rest", calls.rest, methods=both),
        Route("/rest/{path:path}", calls.rest, methods=both),
        Route(old_door.PATH, calls.top, methods=both),
        *pages.routes(),
        *admin.routes(),
    ]
    inner = Starlette(routes=routes, exception_handlers={500: failed})
    inner.router.redirect_slashes = False
    return _Marking(inner, platform)


class _Marking:
    """Marks every answer as simulated, and dates it by the gateway's own clock."""

    def __init__(self, app: ASGIApp, platform: Platform) -> None:
        self._app = app
        self._platform = platform

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[MARK] = "1"
                headers["Date"] = formatdate(self._platform.now(), usegmt=True)
            await send(message)

        await self._app(scope, receive, marked if scope["type"] == "http" else send)
