"""The admin address of the practice gateway, /_practice: for tests and the practice panel, on this machine only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aexdesk.practice.admin import input as admin_input
from aexdesk.practice.admin.body import read_fields
from aexdesk.practice.admin.faults import AdminFaults
from aexdesk.practice.admin.input import BadAdminInput
from aexdesk.practice.admin.orders import OrdersAdmin, read_state
from aexdesk.practice.admin.views import AdminViews, show_entry, show_order
from aexdesk.practice.chance import hash_password
from aexdesk.practice.door.calls import to_response
from aexdesk.practice.keepers import SecretKeeper
from aexdesk.practice.numbers import read_whole
from aexdesk.practice.object import PracticeObject
from aexdesk.practice.ordering.order_life import bring_up_to_date, catch_up, move
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import Account
from aexdesk.practice.seeds import APP_KEY, next_user_id
from aexdesk.serving import is_from_web_page, is_loopback_host

Json = dict[str, Any]
WATCH_SECONDS = 20.0


class Admin:
    """Looks at and changes the state."""

    def __init__(
        self,
        platform: Platform,
        told: PracticeObject,
        secret_keeper: SecretKeeper | None,
        stopping: asyncio.Event,
        reset: Callable[[], None],
        orders: OrdersAdmin,
    ) -> None:
        self._platform = platform
        self._told = told
        self._secret_keeper = secret_keeper
        self._stopping = stopping
        self._reset_all = reset
        self._orders_admin = orders

    def routes(self) -> list[Route]:
        """Every admin address, behind its guard."""
        return [
            _route("/object", "GET", self._object),
            _route("/changes", "GET", self._changes),
            _route("/log", "GET", self._log),
            _route("/orders", "GET", self._orders),
            _route("/orders/{order_id}", "POST", self._set_order),
            _route("/apps", "POST", self._add_app),
            _route("/loan-accounts", "POST", self._add_loan_account),
            _route("/test-cases", "POST", self._add_case),
            _route("/faults", "POST", self._add_fault),
            *(_route(*one) for one in AdminFaults(self._platform).routes()),
            _route("/order-mismatch", "GET", self._mismatch),
            _route("/order-mismatch", "POST", self._set_mismatch),
            _route("/reset", "POST", self._reset),
            *(_route(*one) for one in self._orders_admin.routes()),
            *(_route(*one) for one in AdminViews(self._platform).routes()),
        ]

    async def _object(self, _: Request) -> Any:
        return self._told.to_json()

    async def _changes(self, request: Request) -> Any:
        """`{version}`: at once if it is another than `since`, else as soon as something changes, or after a while."""
        since = read_whole(request.query_params.get("since", "")) or 0
        return {"version": await self._platform.changes.wait_past(since, self._stopping, WATCH_SECONDS)}

    async def _log(self, _: Request) -> Any:
        return [show_entry(entry) for entry in self._platform.fleeting.log]

    async def _orders(self, _: Request) -> Any:
        catch_up(self._platform)
        return [show_order(order) for order in self._platform.state.orders.values()]

    async def _set_order(self, request: Request) -> Any:
        orders = self._platform.state.orders
        text = request.path_params["order_id"]
        order = orders.get(int(text)) if text.isascii() and text.isdigit() and len(text) <= 20 else None
        if order is None:
            raise BadAdminInput("no such order", 404)
        state = read_state(await read_fields(request))
        return show_order(move(self._platform, bring_up_to_date(self._platform, order), state))

    async def _add_app(self, request: Request) -> Any:
        app, secret = admin_input.read_app(await read_fields(request))
        if app.app_key == APP_KEY:
            raise BadAdminInput("the seeded app cannot be replaced", 409)
        self._platform.state.apps[app.app_key] = app
        self._platform.secrets[app.app_key] = secret
        if self._secret_keeper:
            self._secret_keeper.set(app.app_key, secret)
        self._platform.note_change()
        return asdict(app)

    async def _add_loan_account(self, request: Request) -> Any:
        email, password, until, state = admin_input.read_loan_account(await read_fields(request))
        known = self._platform.state.accounts.get(email)
        self._platform.state.accounts[email] = Account(
            email=email,
            user_id=known.user_id if known else next_user_id(self._platform),
            password=hash_password(password.reveal(), self._platform.chance),
            is_loan=True,
            until=until,
            state=state,
        )
        self._platform.note_change()
        return {"email": email, "until": until, "state": state}

    async def _add_case(self, request: Request) -> Any:
        case = admin_input.read_case(await read_fields(request))
        self._platform.state.cases[case.name] = case
        self._platform.note_change()
        return asdict(case)

    async def _add_fault(self, request: Request) -> Any:
        disturbance = admin_input.read_disturbance(await read_fields(request))
        named = self._platform.disturbances.add(disturbance)
        self._platform.changes.announce()
        return asdict(named)

    async def _mismatch(self, _: Request) -> Any:
        return {"order_mismatch": self._platform.mismatch}

    async def _set_mismatch(self, request: Request) -> Any:
        self._platform.mismatch = admin_input.read_mismatch(await read_fields(request))
        self._platform.changes.announce()
        return {"order_mismatch": self._platform.mismatch}

    async def _reset(self, _: Request) -> Any:
        self._reset_all()
        return {}


def _route(path: str, method: str, handle: Callable[[Request], Awaitable[Any]]) -> Route:
    async def guarded(request: Request) -> Response:
        # A web page is told by its browser, or names a host of its own that it rebinds to this machine.
        if is_from_web_page(request.headers.raw) or not is_loopback_host(request.headers.get("host", "")):
            return to_response({"error": "refused: for programs on this machine only"}, 403)
        try:
            return to_response(await handle(request))
        except BadAdminInput as error:
            return to_response({"error": str(error)}, error.status)

    return Route(f"/_practice{path}", guarded, methods=[method])
